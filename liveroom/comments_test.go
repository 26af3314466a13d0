package liveroom_test

import (
	"fmt"
	"testing"

	"onair/internal/await"
	"onair/liveroom"
	"onair/signaling"
)

// TestCommentsOffAndBlockedWords: refused to viewers with codes of their own, told
// to all, and kept when the server is started anew.
func TestCommentsOffAndBlockedWords(t *testing.T) {
	h := startHouse(t)
	anna, ben := h.login("anna"), h.login("ben")
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(anna.SetBlockedWords(ctx, []string{"Spam"}))
	must(anna.CreateRoom(ctx, 7, liveroom.RoomParam{RoomName: "quiet", CommentsOff: true}))
	must(ben.EnterRoom(ctx, 7))
	if info, _, _ := ben.Room(); !info.CommentsOff {
		t.Error("entering does not tell that comments are off")
	}
	if _, err := ben.SendRoomTextMsg(ctx, "hi"); liveroom.CodeOf(err) != liveroom.CodeCommentsOff {
		t.Errorf("a text: %v", err)
	}
	if err := ben.SendRoomCustomMsg(ctx, "slider", "hi"); liveroom.CodeOf(err) != liveroom.CodeCommentsOff {
		t.Errorf("a flying comment: %v", err)
	}
	must(ben.SendLike(ctx, 3))
	if _, err := anna.SendRoomTextMsg(ctx, "welcome"); err != nil {
		t.Error(err)
	}
	if err := ben.SetComments(ctx, false); liveroom.CodeOf(err) != liveroom.CodeNoPermission {
		t.Errorf("a viewer switches them on: %v", err)
	}
	must(anna.SetComments(ctx, false))
	ben.await("comments on", func(e liveroom.Event) bool {
		c, ok := e.(liveroom.OnRoomInfoChange)
		return ok && !c.Room.CommentsOff
	})
	if _, err := ben.SendRoomTextMsg(ctx, "ｓｐａｍ!"); liveroom.CodeOf(err) != liveroom.CodeBlockedWords {
		t.Errorf("a blocked word: %v", err)
	}
	if _, err := ben.SendRoomTextMsg(ctx, "hi"); err != nil {
		t.Error(err)
	}
	if words, err := anna.BlockedWords(ctx); err != nil || len(words) != 1 || words[0] != "Spam" {
		t.Errorf("%q, %v", words, err)
	}
}

// TestANewTitleKeepsTheRest, also when the owner came back into the room instead of
// making it.
func TestANewTitleKeepsTheRest(t *testing.T) {
	const cover = "https://example.org/cover.jpg"
	h := startHouse(t)
	first, bob := h.login("anna"), h.login("bob")
	first.must(first.CreateRoom(first.ctx(), 9, liveroom.RoomParam{RoomName: "Bread", CoverURL: cover, Quality: liveroom.AudioQualityMusic}))
	bob.must(bob.EnterRoom(bob.ctx(), 9))
	second := h.login("anna")
	awaitEvent[liveroom.OnKickedOffline](first)
	second.must(second.EnterRoom(second.ctx(), 9))
	second.must(second.SetRoomName(second.ctx(), "Cake"))
	await.Good(t, func() string {
		if room, _, _ := bob.Room(); room.RoomName != "Cake" || room.CoverURL != cover {
			return fmt.Sprintf("%+v", room)
		}
		return ""
	})
	sig, err := h.srv.SignUserSig("zoe")
	if err != nil {
		t.Fatal(err)
	}
	zoe, err := signaling.Dial(second.ctx(), signaling.Options{URL: "ws://" + h.srv.Addr(),
		Login: signaling.LoginRequest{SDKAppID: h.srv.SDKAppID(), UserID: "zoe", UserSig: sig}})
	if err != nil {
		t.Fatal(err)
	}
	defer zoe.Close()
	var seen signaling.RoomInfos
	second.must(zoe.Call(second.ctx(), signaling.TypeGetRoomInfos, signaling.RoomIDs{RoomIDs: []uint32{9}}, &seen))
	if len(seen.Rooms) != 1 || seen.Rooms[0].Quality != int(liveroom.AudioQualityMusic) {
		t.Errorf("a new title left %+v", seen.Rooms)
	}
}
