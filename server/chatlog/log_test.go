package chatlog

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"onair/signaling"
)

// people are a host and helpers.
type people struct {
	host    string
	helpers []string
}

func (p people) Hosts(user string) bool { return user == p.host }
func (p people) Staff(user string) bool { return user == p.host || slices.Contains(p.helpers, user) }

// say puts a text into the log and returns its number.
func say(l *Log, user, key, text string) uint64 {
	s := &Saying{Key: key, Msg: signaling.Message{Text: text, User: signaling.User{UserID: user}}}
	l.Next(s, time.UnixMilli(int64(1000*l.Last())))
	l.Add(s)
	return s.Msg.MsgID
}

func texts(list []signaling.Message) string {
	var out []string
	for _, m := range list {
		out = append(out, fmt.Sprint(m.MsgID, m.User.UserID, m.Text))
	}
	return strings.Join(out, " ")
}

func TestPagesAreTheNewestBelowANumber(t *testing.T) {
	l := New(10)
	if got := l.Page(0, 5); got == nil || len(got) != 0 {
		t.Errorf("an empty log: %v", got)
	}
	for i := range 5 {
		say(&l, "u", "", fmt.Sprint("t", i))
	}
	if _, err := l.Edit(&Edit{ID: 4}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		before uint64
		most   int
		want   string
	}{{0, 50, "1ut0 2ut1 3ut2 5ut4"}, {0, 2, "3ut2 5ut4"}, {5, 2, "2ut1 3ut2"}, {1, 9, ""}} {
		if got := texts(l.Page(c.before, c.most)); got != c.want {
			t.Errorf("before %d, %d: %q, want %q", c.before, c.most, got, c.want)
		}
	}
}

func TestAKeyIsToldOnceAlsoAfterItWasDeleted(t *testing.T) {
	l := New(10)
	id := say(&l, "ben", "k", "hello")
	for user, want := range map[string]bool{"ben": true, "carl": false} {
		s := &Saying{Key: "k", Msg: signaling.Message{Text: "again", User: signaling.User{UserID: user}}}
		if l.Told(s) != want || s.Again != want || want && s.Msg.Text != "hello" {
			t.Errorf("%s: %+v", user, s)
		}
	}
	if _, err := l.Edit(&Edit{ID: id}); err != nil {
		t.Fatal(err)
	}
	if s := (&Saying{Key: "k", Msg: signaling.Message{User: signaling.User{UserID: "ben"}}}); !l.Told(s) || s.Msg.MsgID != id || s.Msg.Text != "" {
		t.Errorf("deleted: %+v", s)
	}
	if l.Told(&Saying{Msg: signaling.Message{User: signaling.User{UserID: "ben"}}}) {
		t.Error("no key was told")
	}
}

func TestACopyIsAVersionOfItsOwn(t *testing.T) {
	l := New(1)
	say(&l, "ben", "", "one")
	next := l
	say(&next, "ben", "", "two")
	if _, err := next.Edit(&Edit{ID: 1}); err != nil {
		t.Fatal(err)
	}
	if _, err := next.Edit(&Edit{ID: 2, Pin: true}); err != nil {
		t.Fatal(err)
	}
	if texts(l.Page(0, 9)) != "1benone" || l.Pinned() != nil || l.Last() != 1 || texts(next.Page(0, 9)) != "2bentwo" || next.Pinned() == nil {
		t.Errorf("%v and %v", l.Page(0, 9), next.Page(0, 9))
	}
	now := time.Now()
	if !l.Allow(now) || next.Allow(now) {
		t.Error("two versions have two limits")
	}
}

func TestWhatIsStoredComesBack(t *testing.T) {
	l := New(10)
	for i := range 3 {
		say(&l, "ben", fmt.Sprint("k", i), fmt.Sprint("t", i))
	}
	if _, err := l.Edit(&Edit{ID: 1, Pin: true}); err != nil {
		t.Fatal(err)
	}
	b := New(10)
	if err := b.Load(l.Encode()); err != nil {
		t.Fatal(err)
	}
	if texts(b.Page(0, 9)) != texts(l.Page(0, 9)) || b.Last() != 3 || b.Pinned() == nil || b.Pinned().MsgID != 1 || string(b.Encode()) != string(l.Encode()) {
		t.Errorf("%s became %s", l.Encode(), b.Encode())
	}
	empty := New(1)
	if got := string(empty.Encode()); got != "[]" {
		t.Errorf("empty: %s", got)
	}
	if err := b.Load([]byte("{")); err == nil {
		t.Error("nonsense is taken up")
	}
}

func TestWhatWasStoredBeforeTheRulesIsCleaned(t *testing.T) {
	b, _ := json.Marshal([]stored{{Message: signaling.Message{MsgID: 1, Text: "a\u202eb", User: signaling.User{UserID: "x", UserName: "\x00x", AvatarURL: "javascript:alert(1)"}}}})
	l := New(1)
	if err := l.Load(b); err != nil {
		t.Fatal(err)
	}
	if m := l.Page(0, 1)[0]; m.Text != "ab" || m.User.UserName != "x" || m.User.AvatarURL != "" {
		t.Errorf("%+v", m)
	}
}

func TestAHistoryIsBounded(t *testing.T) {
	l := New(1)
	for range signaling.HistorySize + 10 {
		say(&l, "u", "", "t")
	}
	l.Trim()
	if got := l.Page(0, 1000); len(got) != signaling.HistorySize || got[0].MsgID != 11 {
		t.Errorf("%d messages from %d", len(got), got[0].MsgID)
	}
	long := strings.Repeat("x", MaxBytes/4)
	for range 9 {
		say(&l, "u", "", long)
	}
	l.Trim()
	if n := len(l.Encode()); n > MaxBytes+100 || len(l.Page(0, 1000)) != 3 {
		t.Errorf("%d bytes, %d messages", n, len(l.Page(0, 1000)))
	}
}
