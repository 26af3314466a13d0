package liveroom_test

import (
	"testing"

	"onair/internal/roomtest"
	"onair/liveroom"
)

func TestFollowingAHost(t *testing.T) {
	studio := roomtest.Start(t)
	fan, _ := studio.Login("anna")
	host, _ := studio.Login("bob")
	news := make(chan liveroom.OnFollowLive, 8)
	fan.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if e, ok := e.(liveroom.OnFollowLive); ok {
			news <- e
		}
	}))
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	info, err := fan.Follow(ctx, "bob")
	if err != nil || !info.Following || info.Fans != 1 || info.UserID != "bob" {
		t.Fatalf("following: %+v, %v", info, err)
	}
	if _, err := fan.Follow(ctx, "anna"); liveroom.CodeOf(err) != liveroom.CodeBadArgument {
		t.Errorf("following oneself: %v", err)
	}
	if err := host.CreateRoom(ctx, 7, liveroom.RoomParam{RoomName: "Bread"}); err != nil {
		t.Fatal(err)
	}
	if err := host.StartCameraPreview(ctx, true, nil); err != nil {
		t.Fatal(err)
	}
	if err := host.StartPublish(ctx, ""); err != nil {
		t.Fatal(err)
	}
	select {
	case e := <-news:
		if e.User.UserID != "bob" || e.RoomID != 7 || e.RoomName != "Bread" {
			t.Errorf("told %+v", e)
		}
	case <-ctx.Done():
		t.Fatal("not told of the live")
	}
	if list, err := fan.Follows(ctx); err != nil || len(list) != 1 || list[0].UserID != "bob" || list[0].RoomID != 7 || list[0].Fans != 1 {
		t.Errorf("follows %+v, %v", list, err)
	}
	if list, err := host.Fans(ctx); err != nil || len(list) != 1 || list[0].UserID != "anna" {
		t.Errorf("fans %+v, %v", list, err)
	}
	if info, err := fan.Unfollow(ctx, "bob"); err != nil || info.Following || info.Fans != 0 {
		t.Errorf("unfollowed: %+v, %v", info, err)
	}
	if info, err := host.FollowInfo(ctx, "bob"); err != nil || info.Fans != 0 {
		t.Errorf("looked up: %+v, %v", info, err)
	}
}
