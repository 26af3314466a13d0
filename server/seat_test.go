package server

import (
	"testing"
	"time"

	"onair/internal/await"
	"onair/room"
	"onair/signaling"
)

// onStage gives a viewer a seat and lets it publish.
func (s *testServer) onStage(owner, viewer *user, id uint32) {
	s.t.Helper()
	viewer.must(signaling.TypeRequestJoinAnchor, nil, nil)
	owner.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: viewer.id, Agree: true}, nil)
	viewer.publish()
	s.fake().flow(s.stream(id, viewer.id), room.Media{Video: true, Audio: true})
	owner.sees("anchorEnter "+viewer.id, "userAudioAvailable "+viewer.id+" true")
}

func TestTheHostMutesACoAnchor(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben", "carl")
	ben, carl := v[0], v[1]
	stream := s.stream(7, "ben")
	s.onStage(anna, ben, 7)
	carl.refused(signaling.CodeNoPermission, signaling.TypeMuteAnchor, signaling.StageMute{UserID: "ben", Audio: true})
	anna.refused(signaling.CodeNotOnStage, signaling.TypeMuteAnchor, signaling.StageMute{UserID: "carl", Audio: true})
	anna.must(signaling.TypeMuteAnchor, signaling.StageMute{UserID: "ben", Audio: true}, nil)
	if got := s.fake().isMuted(stream); got != (room.Media{Audio: true}) {
		t.Errorf("the relay drops %+v", got)
	}
	for _, u := range []*user{anna, ben, carl} {
		u.sees("anchorMuted ben")
	}
	carl.sees("userAudioAvailable ben true", "anchorMuted ben", "userAudioAvailable ben false")
	ben.must(signaling.TypeSetMedia, signaling.MediaFlags{Video: true}, nil)
	ben.refused(signaling.CodeHostMuted, signaling.TypeSetMedia, signaling.MediaFlags{Video: true, Audio: true})
	ben.publish() // anew, as after a lost connection
	if got := s.fake().isMuted(stream); got != (room.Media{Audio: true}) {
		t.Errorf("after publishing anew the relay drops %+v", got)
	}
	snap := s.login("late").enter(7)
	if seat := snap.Seats[0]; !seat.MutedAudio || seat.MutedVideo {
		t.Errorf("a late viewer sees seat %+v", seat)
	}
	s.fake().flow(stream, room.Media{Video: true, Audio: true})
	anna.must(signaling.TypeSetAdmin, signaling.AdminRequest{UserID: "carl", Admin: true}, nil)
	carl.must(signaling.TypeMuteAnchor, signaling.StageMute{UserID: "ben"}, nil)
	carl.sees("userAudioAvailable ben false", "anchorMuted ben", "userAudioAvailable ben true")
	if got := s.fake().isMuted(stream); got != (room.Media{}) {
		t.Errorf("given back, the relay drops %+v", got)
	}
}

func TestASeatNobodyUsesIsTakenBack(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.SeatTime = 200 * time.Millisecond })
	anna, v := s.live(7, "anna", "ben")
	ben := v[0]
	ben.must(signaling.TypeRequestJoinAnchor, nil, nil)
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	for _, u := range []*user{anna, ben} {
		u.sees("roleChanged ben", "roleChanged ben unused")
	}
	ben.refused(signaling.CodeNoPermission, signaling.TypePublish, signaling.PublishRequest{SDP: "offer"})
	s.onStage(anna, ben, 7)
	if seat, _ := s.rooms.Get(7).Current().Seat("ben"); !seat.UseBy.IsZero() {
		t.Errorf("a seat in use ends: %+v", seat)
	}
}

func TestAMuteWithALengthEndsByItself(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben")
	anna.must(signaling.TypeMuteChat, signaling.MuteRequest{UserID: "ben", Mute: true, Seconds: 1}, nil)
	v[0].refused(signaling.CodeMuted, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"})
	v[0].sees("chatMuted ben", "chatMuted ben")
	v[0].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"}, nil)
}

func TestTheSummaryNamesGiversAndLikers(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.LikePace = 10 * time.Millisecond })
	anna, v := s.live(7, "anna", "ben", "carl")
	ben, carl := v[0], v[1]
	ben.must(signaling.TypeSendGift, signaling.GiftRequest{Key: "1", GiftID: "coffee", Count: 1}, nil)
	carl.must(signaling.TypeSendGift, signaling.GiftRequest{Key: "1", GiftID: "cake", Count: 1}, nil)
	ben.must(signaling.TypeSendGift, signaling.GiftRequest{Key: "2", GiftID: "clap", Count: 1}, nil)
	ben.must(signaling.TypeSendLike, signaling.LikeRequest{Count: 7}, nil)
	await.True(t, "the likes", func() bool { return s.rooms.Get(7).Current().Likes() == 7 })
	var rank signaling.Rank
	carl.must(signaling.TypeGetRank, nil, &rank)
	var sum signaling.RoomSummary
	anna.must(signaling.TypeDestroyRoom, nil, &sum)
	for _, r := range []signaling.Rank{rank, {Givers: sum.Givers, Likers: sum.Likers}} {
		if len(r.Givers) != 2 || r.Givers[0].User.UserID != "carl" || r.Givers[0].Value != 30 || r.Givers[1].Value != 15 ||
			len(r.Likers) != 1 || r.Likers[0].User.UserID != "ben" || r.Likers[0].Value != 7 {
			t.Errorf("%+v", r)
		}
	}
}
