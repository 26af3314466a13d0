// Package chatlog is what a room remembers of its chat: the newest messages in
// their order, each told once, what was deleted, and the pinned one. It tells
// nobody and keeps nothing itself: a room's goroutine does both.
package chatlog

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"onair/server/clean"
	"onair/signaling"
)

// Saying is something said in a room.
type Saying struct {
	Type string // of the event
	Key  string // the client's, empty for none
	Msg  signaling.Message
	// Again: this key was told before; Msg is what was told then.
	Again bool
}

// said is a message of the history with its stored form.
type said struct {
	msg signaling.Message
	key string
	raw json.RawMessage
}

// stored is a message in the store.
type stored struct {
	signaling.Message
	Key string `json:"key,omitempty"`
	// Pin: this is the pinned message, not one of the history.
	Pin bool `json:"pin,omitempty"`
	// Keys: this is no message, but those of forgotten ones.
	Keys []byte `json:"keys,omitempty"`
}

// Log is a room's newest messages, oldest first, and their limit. A copy is a
// version of its own: what comes to one is not in the other, but both share the
// limit. One goroutine may use it at a time.
type Log struct {
	last    uint64
	said    []said // never changed in place
	keys    []told // of messages before those; never changed in place
	pinned  *said  // may be older than said; never changed in place
	limiter *rate.Limiter
}

// New is an empty log of a room that takes so many messages a second.
func New(perSecond float64) Log {
	return Log{limiter: rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond)))}
}

// Load takes up what Encode made, also of earlier versions. An error means that it
// was taken up in part.
func (l *Log) Load(b []byte) error {
	var list []stored
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	for _, m := range list {
		if len(m.Keys) > 0 {
			l.keys = openKeys(m.Keys)
			continue
		}
		m.Text, m.User.UserName, m.User.AvatarURL = clean.Text(m.Text), clean.Text(m.User.UserName), clean.Shown(m.User.AvatarURL)
		raw, err := json.Marshal(m)
		if err != nil {
			return err
		}
		if m.Pin {
			l.pinned = &said{m.Message, m.Key, raw}
			continue
		}
		l.said = append(l.said, said{m.Message, m.Key, raw})
		l.last = max(l.last, m.MsgID)
	}
	return nil
}

// Encode is what the store keeps of the log.
func (l *Log) Encode() []byte {
	b := []byte{'['}
	if len(l.keys) > 0 {
		b = fmt.Appendf(b, `{"keys":%q}`, base64.StdEncoding.EncodeToString(packKeys(l.keys)))
	}
	if l.pinned != nil {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(b, l.pinned.raw...)
	}
	for _, s := range l.said {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(b, s.raw...)
	}
	return append(b, ']')
}

// MaxBytes bounds a stored history besides the number of messages.
const MaxBytes = 128 << 10

// Trim forgets the oldest messages, above the bounds. Their keys are kept a while longer.
func (l *Log) Trim() {
	keep, bytes := 0, 0
	for _, s := range slices.Backward(l.said) {
		if bytes += len(s.raw); keep == signaling.HistorySize || bytes > MaxBytes {
			break
		}
		keep++
	}
	gone := l.said[:len(l.said)-keep]
	l.said = l.said[len(l.said)-keep:]
	l.forget(gone)
}

// Told looks a saying's key up. If it was told, the saying is what was told then,
// and Again.
func (l *Log) Told(s *Saying) bool {
	if s.Key == "" {
		return false
	}
	for _, o := range slices.Backward(l.said) {
		if o.key == s.Key && o.msg.User.UserID == s.Msg.User.UserID {
			s.Msg, s.Again = o.msg, true
			return true
		}
	}
	t, ok := l.find(s.Msg.User.UserID, s.Key)
	if ok {
		s.Msg.MsgID, s.Msg.Time, s.Again = t.id, t.at, true
	}
	return ok
}

// Allow takes one message from the room's limit; false if there is none left.
func (l *Log) Allow(now time.Time) bool { return l.limiter.AllowN(now, 1) }

// Next numbers a saying and notes its time. Add has to follow.
func (l *Log) Next(s *Saying, now time.Time) {
	l.last++
	s.Msg.MsgID, s.Msg.Time = l.last, now.UnixMilli()
}

// Add puts a numbered saying into the history, as it is.
func (l *Log) Add(s *Saying) {
	raw, _ := json.Marshal(stored{Message: s.Msg, Key: s.Key})
	l.said = append(slices.Clip(l.said), said{s.Msg, s.Key, raw})
}

// Last is the number of the newest message, also of one that is forgotten; 0
// before the first.
func (l *Log) Last() uint64 { return l.last }

// Page is the newest messages below a number (0: of all), oldest first, without
// the deleted ones; not nil.
func (l *Log) Page(before uint64, most int) []signaling.Message {
	list := []signaling.Message{}
	for _, s := range l.said {
		if !s.gone() && (before == 0 || s.msg.MsgID < before) {
			list = append(list, s.msg)
		}
	}
	return list[max(0, len(list)-most):]
}
