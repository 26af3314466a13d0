package chatlog

import (
	"testing"
	"time"

	"onair/signaling"
)

// TestWhoMayDeleteAndPin asks for everybody and every kind of message.
func TestWhoMayDeleteAndPin(t *testing.T) {
	const no, gone, bad = signaling.CodeNoPermission, signaling.CodeNoSuchMessage, signaling.CodeBadArgument
	l := New(10)
	say(&l, "host", "", "by the host")    // 1
	say(&l, "helper", "", "by a helper")  // 2
	say(&l, "guest", "", "by a guest")    // 3
	say(&l, "guest", "", "to be deleted") // 4
	gift := &Saying{Msg: signaling.Message{User: signaling.User{UserID: "guest"}, Gift: &signaling.GiftGiven{}}}
	l.Next(gift, time.Now())
	l.Add(gift) // 5
	if _, err := l.Edit(&Edit{ID: 4}); err != nil {
		t.Fatal(err)
	}
	in := people{"host", []string{"helper", "second"}}
	for _, c := range []struct {
		by  string
		id  uint64
		pin bool
		err signaling.Code
	}{
		{"host", 1, false, 0}, {"host", 2, false, 0}, {"host", 3, false, 0}, {"host", 5, false, bad}, {"host", 6, false, gone}, {"host", 0, false, gone},
		{"helper", 1, false, no}, {"helper", 2, false, 0}, {"helper", 3, false, 0}, {"second", 2, false, no},
		{"guest", 1, false, no}, {"guest", 3, false, 0}, {"guest", 5, false, bad}, {"guest", 6, false, no},
		{"host", 3, true, 0}, {"helper", 1, true, 0}, {"guest", 3, true, no}, {"host", 0, true, 0}, {"guest", 0, true, no},
		{"host", 4, true, gone}, {"host", 5, true, bad}, {"host", 6, true, gone},
	} {
		if err := l.MayEdit(Edit{By: c.by, ID: c.id, Pin: c.pin}, in); signaling.CodeOf(err) != c.err {
			t.Errorf("%s, %d, pin %v: %v, want %v", c.by, c.id, c.pin, err, c.err)
		}
	}
}

// TestOldMessages are those the log has forgotten: the host may have them deleted
// everywhere, the pinned one is kept.
func TestOldMessages(t *testing.T) {
	l := New(10)
	say(&l, "guest", "", "old")
	say(&l, "guest", "", "pinned")
	if changed, err := l.Edit(&Edit{ID: 2, Pin: true}); err != nil || !changed {
		t.Fatal(changed, err)
	}
	for range signaling.HistorySize {
		say(&l, "guest", "", "new")
	}
	l.Trim()
	in := people{"host", []string{"helper"}}
	for by, want := range map[string]signaling.Code{"host": 0, "helper": signaling.CodeNoSuchMessage, "guest": signaling.CodeNoPermission} {
		if err := l.MayEdit(Edit{By: by, ID: 1}, in); signaling.CodeOf(err) != want {
			t.Errorf("%s: %v", by, err)
		}
	}
	e := &Edit{By: "host", ID: 1}
	if changed, err := l.Edit(e); err != nil || changed || !e.Told {
		t.Errorf("a forgotten one: changed %v, told %v, %v", changed, e.Told, err)
	}
	if err := l.MayEdit(Edit{By: "guest", ID: 2}, in); err != nil {
		t.Error("the pinned one is its author's:", err)
	}
	e = &Edit{By: "guest", ID: 2}
	if changed, err := l.Edit(e); err != nil || !changed || !e.Told || l.Pinned() != nil {
		t.Errorf("the pinned one: changed %v, told %v, %v", changed, e.Told, err)
	}
}

func TestAPinThatStaysIsNotTold(t *testing.T) {
	l := New(10)
	id := say(&l, "guest", "", "a")
	for i, e := range []*Edit{{Pin: true}, {ID: id, Pin: true}, {ID: id, Pin: true}, {Pin: true}} {
		want := i == 1 || i == 3
		if changed, err := l.Edit(e); err != nil || changed != want || e.Told != want {
			t.Errorf("%d: changed %v, told %v, %v", i, changed, e.Told, err)
		}
	}
	if _, err := l.Edit(&Edit{ID: id + 1, Pin: true}); signaling.CodeOf(err) != signaling.CodeNoSuchMessage {
		t.Errorf("a message that is not there: %v", err)
	}
}
