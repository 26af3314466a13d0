package liveroom_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onair/internal/await"
	"onair/liveroom"
	"onair/server"
	"onair/server/usersig"
)

// code fails the test unless err carries the code.
func code(t *testing.T, what string, err error, want int) {
	t.Helper()
	if got := liveroom.CodeOf(err); got != want {
		t.Errorf("%s: code %d (%v), want %d", what, got, err, want)
	}
	var e *liveroom.Error
	if want != 0 && (!errors.As(err, &e) || e.Desc == "") {
		t.Errorf("%s: %v has no text for people", what, err)
	}
}

func TestLoginIsRefusedWithTheRightCode(t *testing.T) {
	const key = "0123456789abcdef0123456789abcdef"
	h := startHouse(t, func(c *server.Config) { c.SecretKey = key })
	app := h.srv.SDKAppID()
	now := time.Now()
	sign := func(user string, app uint32, key string, at time.Time) string {
		t.Helper()
		sig, err := usersig.Sign(key, usersig.Claims{SDKAppID: app, UserID: user, Time: at, Expire: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		return sig
	}
	for _, c := range []struct {
		name, user, sig string
		app             uint32
		want            int
	}{
		{"good", "anna", sign("anna", app, key, now), app, 0},
		{"wrong key", "anna", sign("anna", app, strings.ToUpper(key), now), app, liveroom.CodeSigWrong},
		{"expired", "anna", sign("anna", app, key, now.Add(-2*time.Hour)), app, liveroom.CodeSigExpired},
		{"signed by a clock ahead", "anna", sign("anna", app, key, now.Add(5*time.Minute)), app, liveroom.CodeSigClock},
		{"another user's", "bob", sign("anna", app, key, now), app, liveroom.CodeSigOtherUser},
		{"another app's", "anna", sign("anna", app+1, key, now), app + 1, liveroom.CodeSigOtherApp},
		{"no signature", "anna", "rubbish", app, liveroom.CodeSigMalformed},
		{"bad user ID", "anna smith", "x", app, liveroom.CodeBadArgument},
		{"no user ID", "", "x", app, liveroom.CodeBadArgument},
	} {
		p := h.person(c.name)
		code(t, c.name, p.Login(p.ctx(), c.app, c.user, c.sig, liveroom.Config{}), c.want)
		if c.want == 0 {
			code(t, "again", p.Login(p.ctx(), c.app, c.user, c.sig, liveroom.Config{}), 0)
			code(t, "as somebody else", p.Login(p.ctx(), c.app, "bob", c.sig, liveroom.Config{}), liveroom.CodeFailed)
		}
		p.Close()
	}
}

func TestLoginWithoutAServer(t *testing.T) {
	p := liveroom.New(liveroom.Options{})
	defer p.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	code(t, "nobody there", p.Login(ctx, 1, "anna", "sig", liveroom.Config{Server: "http://127.0.0.1:9"}), liveroom.CodeServerAway)
	code(t, "no address", p.Login(ctx, 1, "anna", "sig", liveroom.Config{}), liveroom.CodeBadArgument)
	code(t, "no login", p.EnterRoom(ctx, 1), liveroom.CodeNotLoggedIn)
	code(t, "no login", p.CreateRoom(ctx, 1, liveroom.RoomParam{}), liveroom.CodeNotLoggedIn)
	_, err := p.RoomList(ctx)
	code(t, "no login", err, liveroom.CodeNotLoggedIn)
}

func TestRoomCallsAreRefusedWithTheRightCode(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.login("bob")
	code(t, "exit outside", bob.ExitRoom(bob.ctx()), liveroom.CodeFailed)
	code(t, "destroy outside", bob.DestroyRoom(bob.ctx()), liveroom.CodeFailed)
	code(t, "publish outside", bob.StartPublish(bob.ctx(), ""), liveroom.CodeFailed)
	code(t, "no such room", bob.EnterRoom(bob.ctx(), 4711), liveroom.CodeNoSuchRoom)
	code(t, "room 0", bob.EnterRoom(bob.ctx(), 0), liveroom.CodeBadArgument)
	code(t, "room too large", bob.CreateRoom(bob.ctx(), 4294967295, liveroom.RoomParam{}), liveroom.CodeBadArgument)

	anna.must(anna.CreateRoom(anna.ctx(), 1, liveroom.RoomParam{RoomName: "A"}))
	code(t, "twice", anna.CreateRoom(anna.ctx(), 1, liveroom.RoomParam{}), liveroom.CodeFailed)
	code(t, "taken", bob.CreateRoom(bob.ctx(), 1, liveroom.RoomParam{}), liveroom.CodeRoomIDTaken)
	bob.must(bob.EnterRoom(bob.ctx(), 1))
	code(t, "second room", bob.EnterRoom(bob.ctx(), 1), liveroom.CodeFailed)
	code(t, "not the owner", bob.DestroyRoom(bob.ctx()), liveroom.CodeNoPermission)
	code(t, "no seat", bob.StartPublish(bob.ctx(), ""), liveroom.CodeNoPermission)

	infos, err := bob.RoomInfos(bob.ctx(), []string{"1", "99"})
	if err != nil || len(infos) != 1 || infos[0].RoomName != "A" || infos[0].OwnerID != "anna" || infos[0].MemberCount != 2 {
		t.Errorf("RoomInfos: %+v, %v", infos, err)
	}
	_, err = bob.RoomInfos(bob.ctx(), []string{"one"})
	code(t, "not a number", err, liveroom.CodeBadArgument)
	members, next, err := bob.RoomMemberList(bob.ctx(), 0)
	if err != nil || next != 0 || len(members) != 2 {
		t.Errorf("RoomMemberList: %v, %d, %v", members, next, err)
	}
}

// TestEventsComeInTheirOrder follows section "order that must hold": entering
// first, the anchor before its video, video gone before the anchor is.
func TestEventsComeInTheirOrder(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.login("bob")
	anna.must(anna.SetSelfProfile(anna.ctx(), "Anna K", "avatar:2"))
	anna.goLive(5)
	bob.must(bob.EnterRoom(bob.ctx(), 5))
	enter := awaitEvent[liveroom.OnEnterRoom](bob)
	if enter.Result < 1 {
		t.Errorf("entering took %d ms", enter.Result)
	}
	if e := awaitEvent[liveroom.OnAnchorEnter](bob); e.User.UserName != "Anna K" {
		t.Errorf("the anchor came as %+v", e.User)
	}
	bob.await("video", videoIs("anna", true))
	if e := awaitEvent[liveroom.OnAudienceEnter](anna); e.User.UserID != "bob" {
		t.Errorf("who entered: %+v", e)
	}

	anna.MuteLocalVideo(true)
	bob.await("no video", videoIs("anna", false))
	bob.forget()
	anna.MuteLocalVideo(false)
	bob.await("video again", videoIs("anna", true))
	bob.forget()
	anna.StopCameraPreview()
	bob.await("camera off", videoIs("anna", false))
	bob.forget()
	anna.must(anna.StartCameraPreview(anna.ctx(), true, nil))
	bob.await("camera on", videoIs("anna", true))

	bob.forget()
	anna.must(anna.StopPublish(anna.ctx()))
	awaitEvent[liveroom.OnAnchorExit](bob)
	anna.must(anna.DestroyRoom(anna.ctx()))
	if e := awaitEvent[liveroom.OnRoomDestroy](bob); e.Reason != "destroyed" {
		t.Errorf("destroyed because of %q", e.Reason)
	}
	order(t, bob, []string{"onUserVideoAvailable", "onAnchorExit", "onRoomDestroy"})
	if n := anna.count(isDestroy); n != 0 {
		t.Error("the caller of DestroyRoom was told of it")
	}
}

func videoIs(user string, on bool) func(liveroom.Event) bool {
	return func(e liveroom.Event) bool {
		v, ok := e.(liveroom.OnUserVideoAvailable)
		return ok && v.UserID == user && v.Available == on
	}
}

func isDestroy(e liveroom.Event) bool { _, ok := e.(liveroom.OnRoomDestroy); return ok }

// order checks that the named events came in this order.
func order(t *testing.T, p *person, want []string) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	at := 0
	for _, e := range p.events {
		if at < len(want) && e.EventName() == want[at] {
			at++
		}
	}
	if at < len(want) {
		t.Errorf("%s is missing or out of order in%s", want[at], names(p.events))
	}
}

func names(events []liveroom.Event) string {
	out := ""
	for _, e := range events {
		out += "\n  " + e.EventName()
	}
	return out
}

func TestNothingOfARoomComesAfterLeavingIt(t *testing.T) {
	h := startHouse(t)
	anna, bob, carol := h.login("anna"), h.login("bob"), h.login("carol")
	anna.must(anna.CreateRoom(anna.ctx(), 9, liveroom.RoomParam{}))
	for range 5 {
		bob.must(bob.EnterRoom(bob.ctx(), 9))
		carol.must(carol.EnterRoom(carol.ctx(), 9))
		bob.must(bob.ExitRoom(bob.ctx()))
		var late atomic.Int32
		l := liveroom.NewListener(func(e liveroom.Event) {
			switch e.(type) {
			case liveroom.OnAudienceExit, liveroom.OnAudienceEnter, liveroom.OnRoomInfoChange:
				late.Add(1)
			}
		})
		bob.AddListener(l)
		carol.must(carol.ExitRoom(carol.ctx()))
		bob.must(bob.SetSelfProfile(bob.ctx(), "Bob", "")) // a full round trip later
		bob.RemoveListener(l)
		if late.Load() > 0 {
			t.Fatal("an event of the room came after ExitRoom")
		}
	}
}

func TestALateListenerIsToldWhoIsThere(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.login("bob")
	anna.goLive(3)
	bob.must(bob.EnterRoom(bob.ctx(), 3))
	bob.await("video", videoIs("anna", true))
	got := make(chan liveroom.Event, 100)
	l := liveroom.NewListener(func(e liveroom.Event) { got <- e })
	bob.AddListener(l)
	bob.AddListener(l) // a set: no second time
	first, second := <-got, <-got
	if e, ok := first.(liveroom.OnAnchorEnter); !ok || e.User.UserID != "anna" {
		t.Errorf("first came %+v", first)
	}
	if !videoIs("anna", true)(second) {
		t.Errorf("second came %+v", second)
	}
}

func TestTheNewerLoginKicksTheOlderOne(t *testing.T) {
	h := startHouse(t)
	first := h.login("anna")
	first.goLive(8)
	viewer := h.login("bob")
	viewer.must(viewer.EnterRoom(viewer.ctx(), 8))
	second := h.login("anna")
	awaitEvent[liveroom.OnKickedOffline](first)
	if first.Self().UserID != "" {
		t.Error("the kicked one is still logged in")
	}
	awaitEvent[liveroom.OnAnchorExit](viewer)
	// The room is still there, and the new device may go on with it.
	second.goLive(8)
	viewer.forget()
	viewer.await("video of the new device", videoIs("anna", true))
}

func TestAnOwnersRoomIsTakenUpAgain(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.login("bob")
	for range 3 {
		anna.goLive(6)
		if _, _, in := bob.Room(); !in {
			bob.must(bob.EnterRoom(bob.ctx(), 6))
		}
		bob.await("video", videoIs("anna", true))
		if room, _, _ := bob.Room(); room.MemberCount != 2 {
			t.Errorf("%d members, want 2", room.MemberCount)
		}
		anna.must(anna.ExitRoom(anna.ctx()))
		await.Good(t, func() string {
			if room, _, _ := bob.Room(); !room.HostAway || room.MemberCount != 1 {
				return "the room does not show that its host is away"
			}
			return ""
		})
		bob.forget()
	}
}

func TestTheSharedInstance(t *testing.T) {
	a := liveroom.SharedInstance()
	if liveroom.SharedInstance() != a {
		t.Error("two shared instances")
	}
	liveroom.DestroySharedInstance()
	liveroom.DestroySharedInstance()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	code(t, "destroyed", a.EnterRoom(ctx, 1), liveroom.CodeNotInitialised)
	b := liveroom.SharedInstance()
	if a == b {
		t.Error("the destroyed instance came back")
	}
	liveroom.DestroySharedInstance()
}
