package liveroom_test

import (
	"fmt"
	"testing"
	"time"

	"onair/internal/await"
	"onair/liveroom"
)

// The tests here and those they name hold what users of such apps complain about
// most. Others: leaving and entering fifty times (TestFiftyVisitsInOneProcess),
// the last picture that stays (TestEnterAndLeaveAgainAndAgain), a crash of the
// anchor (TestAnAnchorCrashes), no network (TestThreeSecondsWithoutANetwork).

// TestPlayingStopsStartsAndMoves: after a stop and a new start the picture lives,
// and it moves between views, also into one and back, without a restart.
func TestPlayingStopsStartsAndMoves(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.publisher("anna"), h.login("bob")
	anna.goLive(61)
	bob.must(bob.EnterRoom(bob.ctx(), 61))
	first, second := bob.open(), bob.open()
	live := func(s *senses) {
		t.Helper()
		s.sees("anna")
		from := s.Pictures("anna")
		await.Good(t, func() string {
			if s.Pictures("anna") < from+5 {
				return "the picture stands still"
			}
			return ""
		})
	}
	for range 3 {
		first.play("anna")
		live(first)
		bob.must(bob.UpdateRemoteView("anna", second.View("anna")))
		live(second)
		first.seesNot("anna")
		bob.must(bob.UpdateRemoteView("anna", first.View("anna")))
		live(first)
		second.seesNot("anna")
		bob.StopPlay("anna")
		first.seesNot("anna")
	}
	code(t, "nobody plays", bob.UpdateRemoteView("anna", first.View("anna")), liveroom.CodeFailed)
	if n := bob.count(func(e liveroom.Event) bool { _, ok := e.(liveroom.OnEnterRoom); return ok }); n != 1 {
		t.Errorf("entered %d times", n)
	}
}

// TestVideoIsAvailableAfterEveryReturn: the anchor comes back in every way there
// is, and each time those who stayed and those who come are told and see.
func TestVideoIsAvailableAfterEveryReturn(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.publisher("anna"), h.login("bob").open()
	anna.goLive(62)
	bob.must(bob.EnterRoom(bob.ctx(), 62))
	bob.play("anna")
	bob.sees("anna")
	for name, way := range map[string]struct{ leave, back func() }{
		"camera muted": {func() { anna.MuteLocalVideo(true) }, func() { anna.MuteLocalVideo(false) }},
		"camera off": {func() { anna.StopCameraPreview() }, func() {
			anna.must(anna.StartCameraPreview(anna.ctx(), true, nil))
		}},
		"publish stopped": {func() { anna.must(anna.StopPublish(anna.ctx())) }, func() {
			anna.must(anna.StartPublish(anna.ctx(), ""))
		}},
		"room left": {func() { anna.must(anna.ExitRoom(anna.ctx())) }, func() { anna.goLive(62) }},
		"logged out": {func() { anna.must(anna.Logout(anna.ctx())) }, func() {
			sig, err := h.srv.SignUserSig("anna")
			anna.must(err)
			anna.must(anna.Login(anna.ctx(), h.srv.SDKAppID(), "anna", sig, liveroom.Config{}))
			anna.goLive(62)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			bob.forget()
			way.leave()
			bob.await("video gone", videoIs("anna", false))
			bob.seesNot("anna")
			bob.forget()
			way.back()
			bob.await("video back", videoIs("anna", true))
			bob.sees("anna")
			late := h.login("carol").open()
			late.must(late.EnterRoom(late.ctx(), 62))
			late.await("video for who comes later", videoIs("anna", true))
			late.play("anna")
			late.sees("anna")
			late.must(late.ExitRoom(late.ctx()))
		})
	}
}

// TestABanSticks: with the same signature, after a new login and on another
// device, entering is refused until the ban is lifted.
func TestABanSticks(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.person("bob")
	sig, err := h.srv.SignUserSig("bob")
	if err != nil {
		t.Fatal(err)
	}
	login := func(p *person) { p.must(p.Login(p.ctx(), h.srv.SDKAppID(), "bob", sig, liveroom.Config{})) }
	login(bob)
	anna.must(anna.CreateRoom(anna.ctx(), 63, liveroom.RoomParam{}))
	bob.must(bob.EnterRoom(bob.ctx(), 63))
	anna.must(anna.KickOut(anna.ctx(), "bob", true))
	awaitEvent[liveroom.OnKickedOut](bob)
	code(t, "at once", bob.EnterRoom(bob.ctx(), 63), liveroom.CodeBanned)
	bob.must(bob.Logout(bob.ctx()))
	login(bob)
	code(t, "the same signature", bob.EnterRoom(bob.ctx(), 63), liveroom.CodeBanned)
	device := h.person("bob")
	login(device)
	code(t, "another device", device.EnterRoom(device.ctx(), 63), liveroom.CodeBanned)
	h.stop()
	h.start()
	device.RetryNow()
	await.Good(t, func() string {
		if c := liveroom.CodeOf(device.EnterRoom(device.ctx(), 63)); c != liveroom.CodeBanned {
			return fmt.Sprint("after the server was started again: code ", c)
		}
		return ""
	})
	anna.RetryNow()
	await.Good(t, func() string {
		if err := anna.Unban(anna.ctx(), "bob"); err != nil {
			return err.Error()
		}
		return ""
	})
	device.must(device.EnterRoom(device.ctx(), 63))
}

// TestMutingTheChatIsNotMutingTheMicrophone, nor the other way round; and who
// is switched off by the anchor cannot switch it on again.
func TestMutingTheChatIsNotMutingTheMicrophone(t *testing.T) {
	h := startHouse(t)
	anna, bob, carol := h.publisher("anna"), h.publisher("bob"), h.login("carol").open()
	anna.goLive(64)
	bob.must(bob.EnterRoom(bob.ctx(), 64))
	carol.must(carol.EnterRoom(carol.ctx(), 64))
	code(t, "no seat", anna.MuteAnchor(anna.ctx(), "bob", true, true), liveroom.CodeFailed)
	_, err := bob.RequestJoinAnchor(bob.ctx())
	bob.must(err)
	from[liveroom.OnRequestJoinAnchor](anna)
	anna.must(anna.ResponseJoinAnchor(anna.ctx(), "bob", true, ""))
	from[liveroom.OnAnchorAccepted](bob)
	bob.must(bob.StartCameraPreview(bob.ctx(), true, nil))
	bob.must(bob.StartPublish(bob.ctx(), ""))
	carol.play("bob")
	carol.sees("bob")
	carol.hears("bob")

	anna.must(anna.MuteChat(anna.ctx(), "bob", true, time.Hour))
	if e := from[liveroom.OnChatMute](bob); !e.Muted || time.Until(e.Until) < 50*time.Minute {
		t.Errorf("muted as %+v", e)
	}
	code(t, "muted in the chat", sendText(bob, "hello"), liveroom.CodeMuted)
	carol.hears("bob")
	carol.sees("bob")
	anna.must(anna.MuteChat(anna.ctx(), "bob", false, 0))
	bob.must(sendText(bob, "hello again"))

	anna.must(anna.MuteAnchor(anna.ctx(), "bob", true, false))
	if e := from[liveroom.OnAnchorMuted](bob); !e.Audio || e.Video || e.By != "anna" || e.UserID != "bob" {
		t.Errorf("switched off as %+v", e)
	}
	carol.hears()
	carol.sees("bob")
	bob.must(sendText(bob, "I can still write"))
	bob.MuteLocalAudio(true)
	bob.MuteLocalAudio(false)
	carol.hears()
	if seat := bob.Seats()[0]; !seat.MutedAudio || seat.MutedVideo {
		t.Errorf("the seat is %+v", seat)
	}
	anna.must(anna.MuteAnchor(anna.ctx(), "bob", false, true))
	carol.hears("bob")
	carol.seesNot("bob")
	anna.must(anna.MuteAnchor(anna.ctx(), "bob", false, false))
	carol.sees("bob")
	code(t, "not the anchor", carol.MuteAnchor(carol.ctx(), "bob", true, true), liveroom.CodeNoPermission)
}

// TestAMuteEndsByItself after its length.
func TestAMuteEndsByItself(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.login("bob")
	anna.must(anna.CreateRoom(anna.ctx(), 65, liveroom.RoomParam{}))
	bob.must(bob.EnterRoom(bob.ctx(), 65))
	anna.must(anna.MuteChat(anna.ctx(), "bob", true, time.Second))
	from[liveroom.OnChatMute](bob)
	code(t, "muted", sendText(bob, "may I?"), liveroom.CodeMuted)
	bob.await("the end of it", func(e liveroom.Event) bool {
		m, ok := e.(liveroom.OnChatMute)
		return ok && !m.Muted
	})
	bob.must(sendText(bob, "thank you"))
}

// TestRetryNowAndStopWorkWhileRetrying: while the server is away a call gives up
// when it is told to, leaving and logging out work at once, and "retry now" does
// not wait for the growing pauses to end.
func TestRetryNowAndStopWorkWhileRetrying(t *testing.T) {
	h := startHouse(t)
	anna, bob, carol := h.login("anna"), h.login("bob"), h.login("carol")
	anna.must(anna.CreateRoom(anna.ctx(), 66, liveroom.RoomParam{}))
	for _, p := range []*person{bob, carol} {
		p.must(p.EnterRoom(p.ctx(), 66))
	}
	lost := func(e liveroom.Event) bool {
		s, ok := e.(liveroom.OnConnectionState)
		return ok && s.State == liveroom.ConnectionLost
	}
	h.stop()
	for _, p := range []*person{anna, bob, carol} {
		p.await("the lost link", lost)
	}
	// Far into the growing pauses.
	anna.await("a long pause", func(e liveroom.Event) bool {
		s, ok := e.(liveroom.OnConnectionState)
		return ok && s.State == liveroom.ConnectionLost && s.RetryIn > 700*time.Millisecond
	})
	if err := bob.Logout(bob.ctx()); err == nil { // the server could not be told
		t.Error("the server heard of a logout while it was away")
	}
	if bob.Self().UserID != "" {
		t.Error("logging out did not work without the server")
	}
	if err := carol.ExitRoom(carol.ctx()); err == nil {
		t.Log("leaving was told to nobody, and succeeded")
	}
	if _, _, in := carol.Room(); in {
		t.Error("leaving did not work without the server")
	}
	h.start()
	anna.forget()
	anna.RetryNow()
	anna.await("the link back", func(e liveroom.Event) bool {
		s, ok := e.(liveroom.OnConnectionState)
		return ok && s.State == liveroom.ConnectionConnected
	})
	if _, owner, in := anna.Room(); !in || !owner {
		t.Error("the anchor lost the room")
	}
}
