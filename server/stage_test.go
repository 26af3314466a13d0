package server

import (
	"slices"
	"strings"
	"testing"
	"time"

	"onair/internal/await"
	"onair/room"
	"onair/signaling"
)

// live gives a room with its owner on air and viewers in it.
func (s *testServer) live(id uint32, owner string, viewers ...string) (*user, []*user) {
	s.t.Helper()
	o := s.login(owner)
	o.create(id)
	o.publish()
	s.fake().flow(s.stream(id, owner), room.Media{Video: true, Audio: true})
	list := make([]*user, len(viewers))
	for i, v := range viewers {
		list[i] = s.login(v)
		await.True(s.t, "the owner's stream", func() bool { return s.rooms.Get(id).Current().Stage()[0].Available().Video })
		list[i].enter(id)
		o.sees("audienceEnter " + v)
	}
	return o, list
}

func TestNineStepsOfCoAnchoring(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben", "carl")
	ben, carl := v[0], v[1]
	ben.refused(signaling.CodeNoPermission, signaling.TypePublish, signaling.PublishRequest{SDP: "offer"})

	var call signaling.CallReply
	ben.must(signaling.TypeRequestJoinAnchor, nil, &call)
	if call.CallID == "" || time.Until(time.UnixMilli(call.Until)) < 20*time.Second {
		t.Errorf("reply: %+v", call)
	}
	anna.sees("requestJoinAnchor ben")
	ben.refused(signaling.CodeCallOpen, signaling.TypeRequestJoinAnchor, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true, CallID: call.CallID}, nil)
	ben.sees("anchorAccepted anna", "roleChanged ben")
	carl.sees("roleChanged ben")
	ben.publish()
	s.fake().flow(s.stream(7, "ben"), room.Media{Video: true, Audio: true})
	for _, u := range []*user{anna, carl} {
		u.sees("roleChanged ben", "anchorEnter ben", "userVideoAvailable ben true", "userAudioAvailable ben true")
	}
	carl.must(signaling.TypePlay, signaling.PlayRequest{UserID: "ben", SDP: "offer"}, nil)
	ben.must(signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "offer"}, nil)

	anna.must(signaling.TypeKickoutJoinAnchor, signaling.UserRequest{UserID: "ben"}, nil)
	ben.sees("kickoutJoinAnchor anna", "roleChanged ben")
	carl.sees("userVideoAvailable ben true", "userVideoAvailable ben false", "userAudioAvailable ben false", "anchorExit ben", "roleChanged ben")
	if s.fake().publishing(s.stream(7, "ben")) {
		t.Error("the kicked co-anchor still publishes")
	}
	ben.refused(signaling.CodeNoPermission, signaling.TypePublish, signaling.PublishRequest{SDP: "offer"})
	anna.refused(signaling.CodeNotOnStage, signaling.TypeKickoutJoinAnchor, signaling.UserRequest{UserID: "ben"})

	ben.must(signaling.TypeRequestJoinAnchor, nil, nil) // and again, leaving by oneself
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	ben.publish()
	ben.must(signaling.TypeUnpublish, nil, nil)
	carl.sees("anchorExit ben", "anchorEnter ben", "anchorExit ben")
	if seat, on := s.rooms.Get(7).Current().Seat("ben"); on {
		t.Errorf("ben keeps %+v", seat)
	}
}

func TestEveryEndOfAnInvitation(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben", "carl")
	ben, carl := v[0], v[1]
	ben.must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben"}, nil)
	ben.sees("anchorRejected anna user")
	anna.refused(signaling.CodeInvitationGone, signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true})

	ben.must(signaling.TypeRequestJoinAnchor, nil, nil)
	carl.refused(signaling.CodeNotInvited, signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true})
	anna.refused(signaling.CodeInvitationGone, signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", CallID: "another", Agree: true})
	ben.must(signaling.TypeCancelJoinAnchor, nil, nil)
	anna.sees("requestJoinAnchor ben", "requestJoinAnchor ben", "invitationCancelled ben")

	anna.must(signaling.TypeInviteJoinAnchor, signaling.InviteRequest{UserID: "ben", SoundOnly: true}, nil)
	ben.sees("inviteJoinAnchor anna")
	anna.must(signaling.TypeCancelJoinAnchor, signaling.CancelRequest{UserID: "ben"}, nil)
	ben.sees("invitationCancelled anna")
	anna.must(signaling.TypeInviteJoinAnchor, signaling.InviteRequest{UserID: "ben", SoundOnly: true}, nil)
	ben.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "anna", Agree: true}, nil)
	anna.sees("anchorAccepted ben", "roleChanged ben")
	ben.publish()
	s.fake().flow(s.stream(7, "ben"), room.Media{Video: true, Audio: true})
	carl.sees("anchorEnter ben", "userAudioAvailable ben true")
	if slices.Contains(carl.lines(), "userVideoAvailable ben true") {
		t.Error("a picture from a seat for sound only")
	}

	carl.must(signaling.TypeRequestJoinAnchor, nil, nil)
	carl.must(signaling.TypeExitRoom, nil, nil)
	anna.sees("requestJoinAnchor carl", "invitationCancelled carl", "audienceExit carl")
	carl.enter(7)
	carl.must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeExitRoom, nil, nil)
	carl.sees("anchorRejected anna gone", "hostAway anna")
	carl.refused(signaling.CodeNotLive, signaling.TypeRequestJoinAnchor, nil)
}

// timeout is the last invitationTimeout a user got, in a line.
func (u *user) timeout() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, e := range slices.Backward(u.envs) {
		var out signaling.TimeoutEvent
		if e.Type == signaling.EventInvitationTimeout && e.Decode(&out) == nil {
			return string(out.Kind) + " " + out.InviterID + " " + strings.Join(out.InviteeList, ",")
		}
	}
	return ""
}

func TestInvitationsTimeOut(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.CallTime = 100 * time.Millisecond })
	anna, v := s.live(7, "anna", "ben")
	v[0].must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.sees("requestJoinAnchor ben", "invitationTimeout")
	v[0].sees("invitationTimeout")
	for _, u := range []*user{anna, v[0]} {
		if got := u.timeout(); got != "join ben anna" {
			t.Errorf("%s got %q", u.id, got)
		}
	}
	anna.must(signaling.TypeInviteJoinAnchor, signaling.InviteRequest{UserID: "ben"}, nil)
	v[0].sees("inviteJoinAnchor anna", "invitationTimeout")
	anna.sees("invitationTimeout", "invitationTimeout")
	for _, u := range []*user{anna, v[0]} {
		if got := u.timeout(); got != "invite anna ben" {
			t.Errorf("%s got %q", u.id, got)
		}
	}
	anna.refused(signaling.CodeInvitationGone, signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true})
	v[0].must(signaling.TypeRequestJoinAnchor, nil, nil)
}

func TestSeatsRunOutAndAreLocked(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.MaxCoAnchors = 2 })
	anna, v := s.live(7, "anna", "ben", "carl")
	anna.must(signaling.TypeLockSeat, signaling.SeatLock{Seat: 1, Locked: true}, nil)
	anna.refused(signaling.CodeBadArgument, signaling.TypeLockSeat, signaling.SeatLock{Seat: 3, Locked: true})
	v[0].sees("seatLocked")
	v[0].must(signaling.TypeRequestJoinAnchor, nil, nil)
	v[1].must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	anna.refused(signaling.CodeStageFull, signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "carl", Agree: true})
	anna.must(signaling.TypeLockSeat, signaling.SeatLock{Seat: 1}, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "carl", Agree: true}, nil)
	var snap signaling.Snapshot
	v[0].must(signaling.TypeGetRoom, nil, &snap)
	if len(snap.Seats) != 2 || snap.Seats[0].UserID != "carl" || snap.Seats[1].UserID != "ben" {
		t.Errorf("seats: %+v", snap.Seats)
	}
}

func TestKickBanAndHelpers(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.KickTime = -1 })
	anna, v := s.live(7, "anna", "ben", "carl", "dora")
	ben, carl, dora := v[0], v[1], v[2]
	ben.refused(signaling.CodeNoPermission, signaling.TypeKickOut, signaling.KickRequest{UserID: "carl"})
	anna.must(signaling.TypeSetAdmin, signaling.AdminRequest{UserID: "ben", Admin: true}, nil)
	carl.sees("roleChanged ben")
	ben.must(signaling.TypeMuteChat, signaling.MuteRequest{UserID: "carl", Mute: true}, nil)
	carl.refused(signaling.CodeMuted, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hello"})
	ben.must(signaling.TypeMuteChat, signaling.MuteRequest{UserID: "carl"}, nil)
	carl.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hello"}, nil)
	anna.must(signaling.TypeMuteChat, signaling.MuteRequest{Mute: true}, nil)
	carl.refused(signaling.CodeMuted, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hello"})
	ben.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "quiet, please"}, nil)

	ben.refused(signaling.CodeNoPermission, signaling.TypeKickOut, signaling.KickRequest{UserID: "anna"})
	ben.must(signaling.TypeKickOut, signaling.KickRequest{UserID: "carl"}, nil)
	carl.sees("kickedOut")
	dora.sees("audienceExit carl")
	carl.refused(signaling.CodeNotInRoom, signaling.TypeGetRoom, nil)
	carl.enter(7) // only out, not banned
	ben.must(signaling.TypeKickOut, signaling.KickRequest{UserID: "carl", Ban: true}, nil)
	anna.sees("banned carl")
	carl.refused(signaling.CodeBanned, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 7})
	carl.must(signaling.TypeLogout, nil, nil)
	s.login("carl").refused(signaling.CodeBanned, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 7})
	var list signaling.UserList
	anna.must(signaling.TypeGetBanned, nil, &list)
	if len(list.Users) != 1 || list.Users[0].UserID != "carl" {
		t.Errorf("banned: %+v", list)
	}
	anna.must(signaling.TypeUnban, signaling.UserRequest{UserID: "carl"}, nil)
	s.login("carl").enter(7)
	for _, l := range dora.lines() {
		if strings.HasPrefix(l, "banned") {
			t.Error("a viewer heard of a ban")
		}
	}
}

func TestABanHoldsInTheOwnersNextRoom(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben", "carl")
	anna.must(signaling.TypeSetAdmin, signaling.AdminRequest{UserID: "ben", Admin: true}, nil)
	v[0].must(signaling.TypeBan, signaling.UserRequest{UserID: "carl"}, nil)
	anna.must(signaling.TypeDestroyRoom, nil, nil)
	anna.create(8)
	v[1].refused(signaling.CodeBanned, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 8})
	if snap := v[0].enter(8); !snap.Self.Admin {
		t.Error("ben does not help any more")
	}
	v[0].must(signaling.TypeUnban, signaling.UserRequest{UserID: "carl"}, nil)
	v[1].enter(8)
	anna.must(signaling.TypeSetAdmin, signaling.AdminRequest{UserID: "ben"}, nil)
	anna.must(signaling.TypeDestroyRoom, nil, nil)
	anna.create(7)
	v[1].enter(7)
}

func TestAServerWithoutCoAnchors(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.MaxCoAnchors = -1 })
	_, v := s.live(7, "anna", "ben")
	v[0].refused(signaling.CodeStageFull, signaling.TypeRequestJoinAnchor, nil)
}
