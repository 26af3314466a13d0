package liveroom_test

import (
	"testing"

	"onair/liveroom"
)

// TestAPrivateLive: not listed, opened by passcode or invitation, re-entered without,
// kept over a restart of the server, made public at the end.
func TestAPrivateLive(t *testing.T) {
	h := startHouse(t)
	anna, ben, carl := h.login("anna"), h.login("ben"), h.login("carl")
	ctx := t.Context()
	anna.must(anna.CreateRoom(ctx, 7, liveroom.RoomParam{RoomName: "secret", Private: true, Passcode: "geheim"}))
	key, err := anna.Private(ctx)
	anna.must(err)
	if rooms, err := ben.RoomList(ctx); err != nil || len(rooms) > 0 {
		t.Errorf("listed for strangers: %+v, %v", rooms, err)
	}
	if err := ben.EnterRoom(ctx, 7); liveroom.CodeOf(err) != liveroom.CodePrivate {
		t.Errorf("without a key: %v", err)
	}
	if _, err := ben.UnlockRoom(ctx, 7, liveroom.RoomKey{Passcode: "wrong"}); liveroom.CodeOf(err) != liveroom.CodeWrongPasscode {
		t.Errorf("with a wrong passcode: %v", err)
	}
	if err := ben.EnterRoomWith(ctx, 7, liveroom.RoomKey{Invite: "x"}); liveroom.CodeOf(err) != liveroom.CodeBadInvite {
		t.Errorf("with a wrong invitation: %v", err)
	}
	info, err := ben.UnlockRoom(ctx, 7, liveroom.RoomKey{Passcode: key.Passcode})
	if ben.must(err); !info.Private || info.OwnerID != "anna" || info.RoomName != "secret" {
		t.Errorf("unlocked: %+v", info)
	}
	ben.must(ben.EnterRoom(ctx, 7))
	carl.must(carl.EnterRoomWith(ctx, 7, liveroom.RoomKey{Invite: key.Invite}))
	carl.must(carl.ExitRoom(ctx))
	carl.must(carl.EnterRoom(ctx, 7))
	if _, err := ben.SetPrivate(ctx, false, "", false); liveroom.CodeOf(err) != liveroom.CodeNoPermission {
		t.Errorf("a viewer makes it public: %v", err)
	}
	now, err := anna.SetPrivate(ctx, true, "another", true)
	if anna.must(err); now.Passcode != "another" || now.Invite == key.Invite {
		t.Error("the key is not another one")
	}
	now, err = anna.SetPrivate(ctx, false, "", false)
	if anna.must(err); now != (liveroom.PrivateInfo{}) {
		t.Error("public, and yet with a key")
	}
	ben.await("public", func(e liveroom.Event) bool {
		c, ok := e.(liveroom.OnRoomInfoChange)
		return ok && !c.Room.Private
	})
}
