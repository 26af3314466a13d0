package server

import (
	"fmt"
	"slices"
	"testing"

	"onair/signaling"
)

// say sends a text and returns its number.
func (u *user) say(text, key string) uint64 {
	u.t.Helper()
	var r signaling.MessageReply
	u.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: text, Key: key}, &r)
	return r.MsgID
}

// texts are what the history says, by number.
func (u *user) texts() string {
	u.t.Helper()
	var h signaling.History
	u.must(signaling.TypeGetHistory, nil, &h)
	s := ""
	for _, m := range h.Messages {
		s += fmt.Sprintf("%d%s ", m.MsgID, m.Text)
	}
	return s
}

func (u *user) pinned() string {
	u.t.Helper()
	var s signaling.Snapshot
	if u.must(signaling.TypeGetRoom, nil, &s); s.Pinned == nil {
		return ""
	}
	return s.Pinned.Text
}

func TestDeletedAndPinnedMessagesStaySoOverARestart(t *testing.T) {
	dir := t.TempDir()
	quick := func(c *Config) { c.Limits.ChatRate, c.Limits.ChatBurst, c.Limits.RoomChatRate = 1000, 1000, 10000 }
	s := startIn(t, dir, newFakeRelay, quick)
	c := newCable(t, s.Addr())
	anna, ben, carl := s.loginBy(c, "anna"), s.loginBy(c, "ben"), s.loginBy(c, "carl")
	anna.create(7)
	anna.publish()
	ben.enter(7)
	carl.enter(7)
	bad, rules, other := ben.say("bad", "k1"), anna.say("rules", ""), ben.say("other", "")
	anna.must(signaling.TypeDeleteMessage, signaling.MessageID{MsgID: bad}, nil)
	anna.must(signaling.TypeDeleteMessage, signaling.MessageID{MsgID: bad}, nil) // repeated: told once
	anna.must(signaling.TypePinMessage, signaling.MessageID{MsgID: rules}, nil)
	for _, u := range []*user{anna, ben, carl} {
		u.sees("messageDeleted anna", "messagePinned anna")
	}
	if n := ben.say("bad", "k1"); n != bad { // the same request again
		t.Errorf("the deleted message is said again as %d", n)
	}
	want := fmt.Sprintf("%drules %dother ", rules, other)
	s.stop()
	s2 := startIn(t, dir, newFakeRelay, quick)
	c.plug(s2.Addr())
	for _, u := range []*user{anna, ben, carl} {
		u.RetryNow()
		u.sees("session snapshot", "state connected")
		if got := u.texts(); got != want {
			t.Errorf("%s reads %q, want %q", u.id, got, want)
		}
		if got := u.pinned(); got != "rules" {
			t.Errorf("%s has %q pinned", u.id, got)
		}
		var snap signaling.Snapshot // who was away learns what was deleted
		if u.must(signaling.TypeGetRoom, nil, &snap); !slices.Equal(snap.Deleted, []uint64{bad}) {
			t.Errorf("%s is told that %v were deleted, not %d", u.id, snap.Deleted, bad)
		}
	}
	if n := ben.say("bad", "k1"); n != bad {
		t.Errorf("after the restart the deleted message is said again as %d", n)
	}
	for range signaling.HistorySize { // the pin outlives its place in the history
		anna.say("more", "")
	}
	if got := carl.pinned(); got != "rules" {
		t.Errorf("%q pinned after 50 more", got)
	}
	anna.must(signaling.TypeDeleteMessage, signaling.MessageID{MsgID: rules}, nil)
	if got := carl.pinned(); got != "" {
		t.Errorf("a deleted message stays pinned: %q", got)
	}
	carl.sees("messageDeleted anna", "messagePinned anna", "messageDeleted anna")
}

func TestWhoMayDeleteAndPin(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Limits.ChatRate, c.Limits.ChatBurst, c.Limits.RoomChatRate, c.Limits.MessageRate, c.Limits.MessageBurst = 1000, 1000, 10000, 1000, 1000
	})
	anna, v := s.live(7, "anna", "ben", "carl", "dora")
	ben, carl, dora := v[0], v[1], v[2]
	for _, helper := range []string{"carl", "dora"} {
		anna.must(signaling.TypeSetAdmin, signaling.AdminRequest{UserID: helper, Admin: true}, nil)
	}
	old := ben.say("old", "")
	for range signaling.HistorySize {
		anna.say("more", "")
	}
	ben.must(signaling.TypeSendGift, signaling.GiftRequest{Key: "g", GiftID: "rose", Count: 1}, nil)
	by := map[string]uint64{"anna": anna.say("a", ""), "ben": ben.say("b", ""), "carl": carl.say("c", ""), "old": old, "none": 1000}
	by["gift"] = by["anna"] - 1
	const ok, perm, none, bad = 0, signaling.CodeNoPermission, signaling.CodeNoSuchMessage, signaling.CodeBadArgument
	rows := []struct {
		who  *user
		want map[string]signaling.Code
	}{
		{ben, map[string]signaling.Code{"anna": perm, "carl": perm, "old": perm, "none": perm, "gift": bad}},
		{dora, map[string]signaling.Code{"anna": perm, "carl": perm, "old": none, "none": none, "gift": bad, "ben": ok}},
		{carl, map[string]signaling.Code{"carl": ok}},
		{anna, map[string]signaling.Code{"none": none, "gift": bad, "old": ok, "anna": ok, "ben": ok}},
	}
	for _, r := range rows {
		for whose, code := range r.want {
			in := signaling.MessageID{MsgID: by[whose]}
			if code == ok {
				r.who.must(signaling.TypeDeleteMessage, in, nil)
			} else {
				r.who.refused(code, signaling.TypeDeleteMessage, in)
			}
		}
	}
	last := ben.say("last", "")
	ben.refused(perm, signaling.TypePinMessage, signaling.MessageID{MsgID: last})
	ben.refused(perm, signaling.TypePinMessage, signaling.MessageID{})
	for whose, code := range map[string]signaling.Code{"gift": bad, "old": none, "none": none, "ben": none} { // ben's is deleted
		dora.refused(code, signaling.TypePinMessage, signaling.MessageID{MsgID: by[whose]})
	}
	dora.must(signaling.TypePinMessage, signaling.MessageID{MsgID: last}, nil)
	anna.must(signaling.TypePinMessage, signaling.MessageID{}, nil)
	if got := ben.pinned(); got != "" {
		t.Errorf("%q is still pinned", got)
	}
}
