package chatlog

import (
	"fmt"
	"testing"
	"time"

	"onair/signaling"
)

// A key is known when its message has left the history, also by who reads what was stored,
// but not for ever.
func TestKeysAreKnownLongerThanMessages(t *testing.T) {
	l := New(10)
	n := 0
	speak := func(until int) {
		for ; n < until; n++ {
			s := &Saying{Key: fmt.Sprint("k", n), Msg: signaling.Message{Text: "t", User: signaling.User{UserID: "u"}}}
			l.Next(s, time.UnixMilli(int64(100*n)))
			l.Add(s)
			l.Trim()
		}
	}
	again := func(l *Log, user, key string) uint64 {
		s := &Saying{Key: key, Msg: signaling.Message{User: signaling.User{UserID: user}}}
		if l.Told(s) != s.Again {
			t.Errorf("%s: again is %v", key, s.Again)
		}
		return s.Msg.MsgID
	}
	speak(signaling.HistorySize + 100)
	before := l
	loaded := New(10)
	if err := loaded.Load(l.Encode()); err != nil {
		t.Fatal(err)
	}
	for _, log := range []*Log{&l, &loaded} {
		if got := again(log, "u", "k3"); got != 4 {
			t.Errorf("the key of message 4 is known as that of %d", got)
		}
		if got := again(log, "v", "k3"); got != 0 {
			t.Errorf("another user's key: %d", got)
		}
		if got := len(log.Page(0, 1000)); got != signaling.HistorySize {
			t.Errorf("%d messages", got)
		}
	}
	speak(700) // 70 s
	if got := again(&l, "u", "k3"); got != 0 {
		t.Errorf("after a minute it is still that of %d", got)
	}
	if got := again(&before, "u", "k3"); got != 4 {
		t.Errorf("the log of before has changed: %d", got)
	}
	if n := len(packKeys(openKeys(make([]byte, 2*keysMost*keySize)))) / keySize; n != keysMost {
		t.Errorf("%d keys", n)
	}
}
