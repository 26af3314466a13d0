package server

import (
	"slices"
	"testing"
	"time"

	"onair/internal/await"
	"onair/signaling"
)

// lastPK is the newest pkState a user got.
func (u *user) lastPK() signaling.PKStateEvent {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, e := range slices.Backward(u.envs) {
		if e.Type == signaling.EventPKState {
			var out signaling.PKStateEvent
			_ = e.Decode(&out)
			return out
		}
	}
	return signaling.PKStateEvent{}
}

func (u *user) awaitPK(what string, ok func(signaling.PKStateEvent) bool) {
	u.t.Helper()
	await.True(u.t, u.id+": "+what, func() bool { return ok(u.lastPK()) })
}

// startPK joins the rooms 1 and 2.
func startPK(anna, dora *user, req signaling.PKRequest) {
	anna.t.Helper()
	req.RoomID, req.UserID = 2, "dora"
	anna.must(signaling.TypeRequestRoomPK, req, nil)
	dora.sees("requestRoomPK anna")
	dora.must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "anna", Agree: true}, nil)
	anna.sees("roomPKAccepted dora")
}

func TestSixStepsOfPK(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.LikePace = 10 * time.Millisecond })
	anna, v1 := s.live(1, "anna", "ben")
	dora, v2 := s.live(2, "dora", "emil")
	ben, emil := v1[0], v2[0]
	ben.refused(signaling.CodeNotPublishing, signaling.TypePlay, signaling.PlayRequest{UserID: "dora", SDP: "offer"})
	startPK(anna, dora, signaling.PKRequest{})
	ben.sees("pkState", "anchorEnter dora", "userVideoAvailable dora true", "userAudioAvailable dora true")
	anna.sees("roomPKAccepted dora", "pkState", "anchorEnter dora")
	emil.sees("pkState", "anchorEnter anna", "userVideoAvailable anna true")
	ben.must(signaling.TypePlay, signaling.PlayRequest{UserID: "dora", SDP: "offer"}, nil)
	emil.must(signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "offer"}, nil)
	late := s.login("late")
	snap := late.enter(1)
	if snap.PK == nil || len(snap.Anchors) != 2 || snap.Anchors[1].Role != signaling.RolePeer || !snap.Anchors[1].Video {
		t.Errorf("a late viewer gets PK %+v, anchors %+v", snap.PK, snap.Anchors)
	}
	ben.refused(signaling.CodeInPK, signaling.TypeRequestJoinAnchor, nil)

	dora.must(signaling.TypeSetMedia, signaling.MediaFlags{Audio: true}, nil)
	ben.sees("userVideoAvailable dora true", "userVideoAvailable dora false")
	dora.must(signaling.TypeSetMedia, signaling.MediaFlags{Video: true, Audio: true}, nil)
	ben.sees("userVideoAvailable dora false", "userVideoAvailable dora true")

	ben.must(signaling.TypeSendLike, signaling.LikeRequest{Count: 3}, nil)
	emil.must(signaling.TypeSendGift, signaling.GiftRequest{Key: "k", GiftID: "coffee", Count: 2}, nil)
	for _, u := range []*user{anna, ben} {
		u.awaitPK("scores 3 to 20", func(e signaling.PKStateEvent) bool { return e.PK.Sides[0].Score == 3 && e.PK.Sides[1].Score == 20 })
	}
	emil.awaitPK("scores 20 to 3", func(e signaling.PKStateEvent) bool { return e.PK.Sides[0].Score == 20 && e.PK.Sides[1].Score == 3 })

	dora.must(signaling.TypeQuitRoomPK, nil, nil)
	anna.sees("anchorEnter dora", "userVideoAvailable dora false", "userAudioAvailable dora false", "anchorExit dora", "pkState", "quitRoomPK dora quit")
	ben.sees("anchorEnter dora", "anchorExit dora", "pkState")
	emil.sees("anchorEnter anna", "anchorExit anna", "pkState")
	if n := s.fake().playing(); n != 0 {
		t.Errorf("%d still watch the other room", n)
	}
	ben.refused(signaling.CodeNotPublishing, signaling.TypePlay, signaling.PlayRequest{UserID: "dora", SDP: "offer"})
	anna.refused(signaling.CodeNoPK, signaling.TypeQuitRoomPK, nil)
	if n := slices.Index(dora.lines(), "quitRoomPK anna quit"); n >= 0 {
		t.Error("who quits is not told so")
	}
}

func TestEveryEndOfAPKInvitation(t *testing.T) {
	s := start(t)
	anna, _ := s.live(1, "anna")
	dora, v := s.live(2, "dora", "emil")
	req := signaling.PKRequest{RoomID: 2, UserID: "dora"}
	anna.refused(signaling.CodeBadArgument, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 1, UserID: "anna"})
	anna.refused(signaling.CodeBadArgument, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 2, UserID: "emil"})
	anna.refused(signaling.CodeNoSuchRoom, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 9, UserID: "dora"})
	anna.must(signaling.TypeRequestRoomPK, req, nil)
	anna.refused(signaling.CodeCallOpen, signaling.TypeRequestRoomPK, req)
	dora.must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "anna"}, nil)
	anna.sees("roomPKRejected dora user")
	dora.refused(signaling.CodeInvitationGone, signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "anna", Agree: true})

	anna.must(signaling.TypeRequestRoomPK, req, nil)
	dora.sees("requestRoomPK anna", "requestRoomPK anna")
	dora.refused(signaling.CodeNotInvited, signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "emil", Agree: true})
	anna.must(signaling.TypeCancelRoomPK, nil, nil)
	dora.sees("invitationCancelled anna")
	anna.refused(signaling.CodeInvitationGone, signaling.TypeCancelRoomPK, nil)

	v[0].must(signaling.TypeRequestJoinAnchor, nil, nil)
	dora.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "emil", Agree: true}, nil)
	anna.refused(signaling.CodePeerBusy, signaling.TypeRequestRoomPK, req) // a co-anchor there
	dora.refused(signaling.CodeCoAnchors, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 1, UserID: "anna"})
	dora.must(signaling.TypeKickoutJoinAnchor, signaling.UserRequest{UserID: "emil"}, nil)

	anna.must(signaling.TypeRequestRoomPK, req, nil)
	dora.sees("invitationCancelled anna", "requestRoomPK anna")
	anna.must(signaling.TypeExitRoom, nil, nil) // who asked is gone
	dora.sees("invitationCancelled anna", "requestRoomPK anna", "invitationCancelled anna")
	dora.refused(signaling.CodeNotLive, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 1, UserID: "anna"})
}

func TestPKInvitationTimesOutAndCrossingOnesJoin(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.CallTime = 500 * time.Millisecond })
	anna, _ := s.live(1, "anna")
	dora, _ := s.live(2, "dora")
	anna.must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 2, UserID: "dora"}, nil)
	anna.sees("invitationTimeout")
	dora.sees("requestRoomPK anna", "invitationTimeout")
	if a, d := anna.timeout(), dora.timeout(); a != "pk anna dora" || d != a {
		t.Errorf("anna got %q, dora %q", a, d)
	}
	errs := make(chan error, 2)
	go func() {
		errs <- anna.Call(t.Context(), signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 2, UserID: "dora"}, nil)
	}()
	go func() {
		errs <- dora.Call(t.Context(), signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 1, UserID: "anna"}, nil)
	}()
	for range 2 {
		if err := <-errs; err != nil && signaling.CodeOf(err) != signaling.CodeInPK {
			t.Error(err)
		}
	}
	anna.sees("pkState", "anchorEnter dora")
	dora.sees("pkState", "anchorEnter anna")
	a, _ := s.rooms.Get(1).Current().PK()
	b, _ := s.rooms.Get(2).Current().PK()
	if a.ID != b.ID || a.Keeper != b.Keeper {
		t.Errorf("two PKs: %+v and %+v", a, b)
	}
}

func TestBattleIsDecidedAndFoughtAgain(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Limits.PKTime, c.Limits.LikePace = 3*time.Second, 10*time.Millisecond
	})
	anna, _ := s.live(1, "anna")
	dora, v := s.live(2, "dora", "emil")
	startPK(anna, dora, signaling.PKRequest{})
	v[0].must(signaling.TypeSendLike, signaling.LikeRequest{Count: 7}, nil)
	for _, u := range []*user{anna, dora, v[0]} {
		u.awaitPK("dora wins", func(e signaling.PKStateEvent) bool { return e.PK.Over && e.PK.Winner == "dora" && e.Ended == "" })
	}
	dora.must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 1, UserID: "anna"}, nil)
	anna.sees("requestRoomPK dora")
	anna.must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "dora", Agree: true}, nil)
	for _, u := range []*user{anna, dora, v[0]} {
		u.awaitPK("a draw", func(e signaling.PKStateEvent) bool {
			return e.PK.Over && e.PK.Winner == "" && e.PK.Sides[0].Score+e.PK.Sides[1].Score == 0
		})
	}
	entered := 0
	for _, l := range anna.lines() {
		if l == "anchorEnter dora" {
			entered++
		}
	}
	if entered != 1 {
		t.Errorf("anchorEnter came %d times", entered)
	}
}

func TestPKEndsWhenASideGoes(t *testing.T) {
	for name, end := range map[string]func(anna *user){
		"destroy": func(u *user) { u.must(signaling.TypeDestroyRoom, nil, nil) },
		"exit":    func(u *user) { u.must(signaling.TypeExitRoom, nil, nil) },
		"logout":  func(u *user) { u.must(signaling.TypeLogout, nil, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			anna, v1 := s.live(1, "anna", "ben")
			dora, v2 := s.live(2, "dora", "emil")
			startPK(anna, dora, signaling.PKRequest{CoHost: true})
			v2[0].sees("anchorEnter anna")
			v1[0].sees("anchorEnter dora")
			end(anna)
			v2[0].sees("anchorEnter anna", "anchorExit anna", "pkState")
			dora.sees("anchorExit anna", "pkState", "quitRoomPK anna gone")
			if name != "destroy" {
				v1[0].sees("anchorExit dora", "pkState", "hostAway anna")
			}
			if pk, on := s.rooms.Get(2).Current().PK(); on {
				t.Errorf("still in %+v", pk)
			}
		})
	}
}

func TestCoAnchorsStayWhereBothOwnersAllowIt(t *testing.T) {
	s := start(t)
	anna, v1 := s.live(1, "anna", "ben")
	dora, v2 := s.live(2, "dora", "emil")
	mixed := signaling.RoomParam{RoomName: "mixed", PKWithCoAnchors: true}
	anna.must(signaling.TypeSetRoomInfo, mixed, nil)
	v1[0].must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	anna.must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 2, UserID: "dora"}, nil)
	dora.sees("requestRoomPK anna")
	dora.must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "anna", Agree: true}, nil)
	anna.sees("roomPKRejected dora busy") // one of the two is not enough
	dora.sees("invitationCancelled anna")
	dora.must(signaling.TypeSetRoomInfo, mixed, nil)
	anna.must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 2, UserID: "dora"}, nil)
	dora.sees("invitationCancelled anna", "requestRoomPK anna")
	dora.must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "anna", Agree: true}, nil)
	v1[0].sees("pkState", "anchorEnter dora")
	v1[0].publish()
	v2[0].must(signaling.TypeRequestJoinAnchor, nil, nil)
	dora.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "emil", Agree: true}, nil)
	v2[0].publish()
	dora.sees("anchorEnter emil")
}

func TestALostLinkEndsSeatAndPKAfterTheGraceTime(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.SessionGrace = 400 * time.Millisecond })
	annas, bens := newCable(t, s.Addr()), newCable(t, s.Addr())
	anna := s.loginBy(annas, "anna")
	anna.create(1)
	anna.publish()
	dora, v := s.live(2, "dora", "emil")
	ben := s.loginBy(bens, "ben")
	ben.enter(2)
	ben.must(signaling.TypeRequestJoinAnchor, nil, nil)
	dora.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	ben.publish()
	v[0].sees("anchorEnter ben")
	bens.plug("")
	v[0].sees("anchorEnter ben", "anchorExit ben", "audienceExit ben")
	if s.fake().publishing(s.stream(2, "ben")) {
		t.Error("the stream goes on")
	}
	startPK(anna, dora, signaling.PKRequest{})
	v[0].sees("anchorEnter anna")
	annas.plug("")
	v[0].sees("anchorEnter anna", "anchorExit anna", "pkState")
	dora.sees("anchorExit anna", "pkState", "quitRoomPK anna gone")
}
