package server

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"onair/internal/await"
	"onair/signaling"
)

// heard returns the messages a user got by event, in order.
func (u *user) heard(types ...string) []signaling.MessageEvent {
	u.mu.Lock()
	defer u.mu.Unlock()
	var list []signaling.MessageEvent
	for _, e := range u.envs {
		if slices.Contains(types, e.Type) {
			var m signaling.MessageEvent
			_ = e.Decode(&m)
			list = append(list, m)
		}
	}
	return list
}

func TestChatReachesOthersInOneOrder(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.ChatRate, c.Limits.ChatBurst, c.Limits.RoomChatRate = 1000, 1000, 10000 })
	anna, v := s.live(7, "anna", "ben", "carl")
	all := []*user{anna, v[0], v[1]}
	const each = 20
	done := make(chan error, 3)
	for _, u := range all {
		go func() {
			for i := range each {
				if err := u.Call(t.Context(), signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: fmt.Sprint(u.id, " ", i)}, nil); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range all {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	for _, u := range all {
		await.True(t, "all messages for "+u.id, func() bool { return len(u.heard(signaling.EventRecvRoomTextMsg)) >= 2*each })
		last := uint64(0)
		for _, m := range u.heard(signaling.EventRecvRoomTextMsg) {
			if m.MsgID <= last || m.User.UserID == u.id || m.User.UserID == "" || m.RoomID != 7 {
				t.Fatalf("%s got %+v after %d", u.id, m, last)
			}
			last = m.MsgID
		}
	}
	late := s.login("late")
	late.enter(7)
	var h signaling.History
	late.must(signaling.TypeGetHistory, nil, &h)
	if len(h.Messages) != signaling.HistorySize || h.Messages[49].MsgID != 3*each || h.Messages[0].MsgID != 11 {
		t.Fatalf("%d messages, from %d to %d", len(h.Messages), h.Messages[0].MsgID, h.Messages[len(h.Messages)-1].MsgID)
	}
	late.must(signaling.TypeGetHistory, signaling.HistoryRequest{Before: 21, Limit: 5}, &h)
	if len(h.Messages) != 5 || h.Messages[4].MsgID != 20 {
		t.Errorf("a page: %+v", h.Messages)
	}
}

func TestChatIsCleanedAndBounded(t *testing.T) {
	s := start(t, func(c *Config) {
		c.BlockedWords = []string{"Rubbish"}
		c.Limits.ChatRate, c.Limits.ChatBurst = 1000, 1000
	})
	anna, v := s.live(7, "anna", "ben")
	ben := v[0]
	for text, code := range map[string]signaling.Code{
		strings.Repeat("x", signaling.MaxText+1):      signaling.CodeTooLarge,
		strings.Repeat("x", 10000):                    signaling.CodeTooLarge,
		strings.Repeat("x", signaling.MaxTextChars+1): signaling.CodeTooLarge,
		"":                   signaling.CodeBadArgument,
		" \x00\u202e\n":      signaling.CodeBadArgument,
		"what RUBBISH":       signaling.CodeBlockedWords,
		"what rub\u202ebish": signaling.CodeBlockedWords,
	} {
		ben.refused(code, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: text})
	}
	ben.refused(signaling.CodeBadArgument, signaling.TypeSendRoomCustomMsg, signaling.CustomRequest{Message: "m"})
	ben.refused(signaling.CodeTooLarge, signaling.TypeSendRoomCustomMsg, signaling.CustomRequest{Cmd: "c", Message: strings.Repeat("x", signaling.MaxCustom+1)})
	var reply signaling.MessageReply
	ben.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: " a\u202eb\nc\x07 👩‍👩‍👧 " + strings.Repeat("é", 900)}, &reply)
	if !strings.HasPrefix(reply.Text, "ab c 👩‍👩‍👧 é") {
		t.Errorf("cleaned: %.40q", reply.Text)
	}
	ben.must(signaling.TypeSendRoomCustomMsg, signaling.CustomRequest{Cmd: "slider", Message: "line\nline"}, nil)
	anna.sees("recvRoomTextMsg ben", "recvRoomCustomMsg ben")
	if got := anna.heard(signaling.EventRecvRoomTextMsg, signaling.EventRecvRoomCustomMsg); got[0].Text != reply.Text || got[1].Message.Message != "line\nline" || got[1].Cmd != "slider" {
		t.Errorf("told: %+v", got)
	}
	var long signaling.MessageReply // as many Chinese characters as English ones
	if ben.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: strings.Repeat("你", signaling.MaxTextChars)}, &long); len(long.Text) != signaling.MaxText {
		t.Errorf("%d bytes of %d arrive", len(long.Text), signaling.MaxText)
	}
}

func TestChatIsHeldToItsRates(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.ChatRate, c.Limits.ChatBurst = 0.001, 3 })
	_, v := s.live(7, "anna", "ben", "carl")
	for range 3 {
		v[0].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"}, nil)
	}
	v[0].refused(signaling.CodeTooFast, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"})
	v[1].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"}, nil)

	s = start(t, func(c *Config) { c.Limits.RoomChatRate = 0.001 })
	_, v = s.live(7, "anna", "ben", "carl")
	v[0].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"}, nil)
	v[1].refused(signaling.CodeTooFast, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"})
}

func TestARepeatedMessageIsToldOnce(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben", "carl")
	var first, second signaling.MessageReply
	v[0].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi", Key: "k1"}, &first)
	v[0].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi", Key: "k1"}, &second)
	if first != second || first.MsgID == 0 {
		t.Errorf("%+v and %+v", first, second)
	}
	v[1].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "mine", Key: "k1"}, nil)
	anna.sees("recvRoomTextMsg ben", "recvRoomTextMsg carl")
	if n := len(anna.heard(signaling.EventRecvRoomTextMsg)); n != 2 {
		t.Errorf("%d messages told", n)
	}
}

func TestLikesAreGathered(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.LikePace = 300 * time.Millisecond })
	anna, v := s.live(7, "anna", "ben", "carl")
	begin := time.Now()
	for range 10 {
		v[0].must(signaling.TypeSendLike, signaling.LikeRequest{Count: 10}, nil)
		v[1].must(signaling.TypeSendLike, signaling.LikeRequest{Count: 1}, nil)
	}
	likes := func() (events int, count, total int64) {
		anna.mu.Lock()
		defer anna.mu.Unlock()
		for _, e := range anna.envs {
			var l signaling.LikesEvent
			if e.Type == signaling.EventLikes && e.Decode(&l) == nil {
				events, count, total = events+1, count+l.Count, l.Total
			}
		}
		return
	}
	await.True(t, "110 likes", func() bool { _, count, _ := likes(); return count == 110 })
	events, _, total := likes()
	if most := int(time.Since(begin)/(300*time.Millisecond)) + 2; events > most || total != 110 {
		t.Errorf("%d events, at most %d fit; total %d", events, most, total)
	}
	v[0].refused(signaling.CodeBadArgument, signaling.TypeSendLike, signaling.LikeRequest{Count: 101})
	var snap signaling.Snapshot
	v[0].must(signaling.TypeGetRoom, nil, &snap)
	if snap.Likes != 110 {
		t.Errorf("the snapshot has %d likes", snap.Likes)
	}
}

func TestHistoryIsBoundedInBytes(t *testing.T) {
	s := start(t, func(c *Config) {
		c.Limits.ChatRate, c.Limits.ChatBurst, c.Limits.MessageRate, c.Limits.MessageBurst = 1e4, 1e4, 1e4, 1e4
	})
	_, v := s.live(7, "anna", "ben")
	for range 30 {
		v[0].must(signaling.TypeSendRoomCustomMsg, signaling.CustomRequest{Cmd: "c", Message: strings.Repeat("x", signaling.MaxCustom)}, nil)
	}
	var h signaling.History
	v[0].must(signaling.TypeGetHistory, nil, &h)
	if n := len(h.Messages); n < 10 || n > 16 || h.Messages[n-1].MsgID != 30 {
		t.Errorf("%d messages kept", n)
	}
}
