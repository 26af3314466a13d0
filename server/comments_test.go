package server

import (
	"fmt"
	"strings"
	"testing"

	"onair/signaling"
)

func TestCommentsOffHoldsForViewersAndOverARestart(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	c := newCable(t, s.Addr())
	anna, ben, carl := s.loginBy(c, "anna"), s.loginBy(c, "ben"), s.loginBy(c, "carl")
	anna.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 7, RoomParam: signaling.RoomParam{CommentsOff: true}}, nil)
	anna.publish()
	if snap := ben.enter(7); !snap.Room.CommentsOff {
		t.Error("the snapshot does not tell")
	}
	carl.enter(7)
	anna.must(signaling.TypeSetAdmin, signaling.AdminRequest{UserID: "carl", Admin: true}, nil)
	text, slider := signaling.TextRequest{Text: "hi"}, signaling.CustomRequest{Cmd: "slider", Message: "hi"}
	check := func(when string) {
		t.Helper()
		ben.refused(signaling.CodeCommentsOff, signaling.TypeSendRoomTextMsg, text)
		ben.refused(signaling.CodeCommentsOff, signaling.TypeSendRoomCustomMsg, slider)
		ben.must(signaling.TypeSendLike, signaling.LikeRequest{Count: 1}, nil)
		ben.must(signaling.TypeSendGift, signaling.GiftRequest{Key: when, GiftID: "rose", Count: 1}, nil)
		carl.must(signaling.TypeSendRoomTextMsg, text, nil)
		anna.must(signaling.TypeSendRoomCustomMsg, slider, nil)
	}
	check("before")
	anna.must(signaling.TypeSetRoomInfo, signaling.RoomParam{RoomName: "other"}, nil)
	check("renamed")
	s.stop()
	s2 := startIn(t, dir, newFakeRelay)
	c.plug(s2.Addr())
	for _, u := range []*user{anna, ben, carl} {
		u.RetryNow()
		u.sees("session snapshot", "state connected")
	}
	check("restarted")
	ben.refused(signaling.CodeNoPermission, signaling.TypeSetComments, signaling.CommentsRequest{})
	anna.must(signaling.TypeSetComments, signaling.CommentsRequest{}, nil)
	ben.must(signaling.TypeSendRoomTextMsg, text, nil)
	ben.sees("roomInfoChanged")
}

func TestAnAnchorsBlockedWords(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay, func(c *Config) { c.Limits.ChatRate, c.Limits.ChatBurst = 1000, 1000 })
	c := newCable(t, s.Addr())
	anna, ben := s.loginBy(c, "anna"), s.loginBy(c, "ben")
	anna.must(signaling.TypeSetBlockedWords, signaling.BlockedWords{Words: []string{" Straße ", "STRASSE", "ﬁlm", "bad word", ""}}, nil) // before the live
	var own signaling.BlockedWords
	anna.must(signaling.TypeGetBlockedWords, nil, &own)
	if strings.Join(own.Words, "|") != "Straße|ﬁlm|bad word" {
		t.Errorf("kept: %q", own.Words)
	}
	anna.create(7)
	ben.enter(7)
	for _, text := range []string{"die STRASSE", "straße", "a FILM", "ｆｉｌｍ", "f\u200bil\u00adm", "Bad\u00a0Word!"} {
		ben.refused(signaling.CodeBlockedWords, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: text})
		ben.refused(signaling.CodeBlockedWords, signaling.TypeSendRoomCustomMsg, signaling.CustomRequest{Cmd: "slider", Message: text})
		anna.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: text}, nil)
	}
	ben.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "fine"}, nil)
	s.stop()
	s2 := startIn(t, dir, newFakeRelay)
	c.plug(s2.Addr())
	for _, u := range []*user{anna, ben} {
		u.RetryNow()
		u.sees("session snapshot", "state connected")
	}
	ben.refused(signaling.CodeBlockedWords, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "Film"})
	many := make([]string, signaling.MaxBlockedWords+1)
	for i := range many {
		many[i] = fmt.Sprint("word", i)
	}
	anna.refused(signaling.CodeBadArgument, signaling.TypeSetBlockedWords, signaling.BlockedWords{Words: many})
	anna.refused(signaling.CodeBadArgument, signaling.TypeSetBlockedWords, signaling.BlockedWords{Words: []string{strings.Repeat("x", 65)}})
	anna.must(signaling.TypeSetBlockedWords, signaling.BlockedWords{Words: many[:200]}, nil)
	ben.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "Film"}, nil)
	ben.refused(signaling.CodeBlockedWords, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "my WORD199"})
}
