package room

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"
)

// TestWhoIsPutOutStaysOutForAWhile: by role, time, and what happens meanwhile.
func TestWhoIsPutOutStaysOutForAWhile(t *testing.T) {
	idle := stageSituations(t)["idle"] // owner, guest, fan and the helper admin are there
	short, never := idle, idle
	short.rules.KickTime, never.rules.KickTime = 10*time.Second, -1
	out := KickOut{owner.ID, fan.ID, false}
	in, removed := "MemberEntered", ErrRemoved
	for _, k := range []struct {
		name  string
		s     State
		by    User
		after time.Duration
		err   error
		left  time.Duration
	}{
		{"at once", play(t, idle, out), fan, 0, removed, time.Minute},
		{"by a helper", play(t, idle, KickOut{admin.ID, fan.ID, false}), fan, 0, removed, time.Minute},
		{"a helper", play(t, idle, KickOut{owner.ID, admin.ID, false}), admin, 0, removed, time.Minute},
		{"just before", play(t, idle, out), fan, time.Minute - 1, removed, 1},
		{"then", play(t, idle, out), fan, time.Minute, nil, 0},
		{"another time", play(t, short, out), fan, 4 * time.Second, removed, 6 * time.Second},
		{"then of another time", play(t, short, out), fan, 10 * time.Second, nil, 0},
		{"not at all", play(t, never, out), fan, 0, nil, 0},
		{"others", play(t, idle, out), alien, 0, nil, 0},
		{"who left", play(t, idle, Leave{fan.ID}), fan, 0, nil, 0},
		{"let in again", play(t, idle, out, Unban{admin.ID, fan.ID}), fan, 0, nil, 0},
		{"banned and let in again", play(t, idle, KickOut{owner.ID, fan.ID, true}, Unban{owner.ID, fan.ID}), fan, 0, nil, 0},
		{"banned after it", play(t, idle, out, Ban{owner.ID, fan}), fan, 2 * time.Minute, ErrBanned, 0},
		{"the owner back after a crash", play(t, idle, out, Create{5, owner, Info{}, idle.rules}), fan, 0, removed, time.Minute},
		{"a new room", play(t, idle, out, Destroy{owner.ID}, Create{5, owner, Info{}, idle.rules}), fan, 0, nil, 0},
	} {
		now := t0.Add(k.after)
		_, got := outcome(t, k.s, Enter{k.by}, now)
		_, _, err := Apply(k.s, Enter{k.by}, now)
		var r RemovedError
		if !errors.Is(err, k.err) || errors.As(err, &r) && r.Left != k.left || err == nil && got[:len(in)] != in {
			t.Errorf("%s: %s (%v)", k.name, got, err)
		}
	}
}

// TestWhoIsPutOutIsForgottenInTime: nothing stays, in memory or in the store.
func TestWhoIsPutOutIsForgottenInTime(t *testing.T) {
	s := play(t, stageSituations(t)["idle"], KickOut{owner.ID, fan.ID, false})
	end := t0.Add(time.Minute)
	if !s.NextDeadline().Equal(end) {
		t.Errorf("the deadline is %v", s.NextDeadline())
	}
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back State
	if err := json.Unmarshal(b, &back); err != nil || back.keptOut(fan.ID, t0) != time.Minute || !back.NextDeadline().Equal(end) {
		t.Errorf("from the store: %v, %v left", err, back.keptOut(fan.ID, t0))
	}
	if back, got := outcome(t, back, Tick{}, end); got != "nothing" || len(back.kept) != 0 || !back.NextDeadline().IsZero() {
		t.Errorf("at the end: %s, %d kept", got, len(back.kept))
	}
}

func TestThosePutOutAreBounded(t *testing.T) {
	s := stageSituations(t)["idle"]
	for i := range maxKept + 2 {
		u := User{ID: fmt.Sprint("pest", i)}
		s, _ = apply(t, s, Enter{u}, t0)
		s, _ = apply(t, s, KickOut{owner.ID, u.ID, false}, t0.Add(time.Duration(i)))
	}
	if len(s.kept) != maxKept || s.keptOut("pest1", t0) != 0 || s.keptOut("pest2", t0) == 0 {
		t.Errorf("%d are kept out", len(s.kept))
	}
}
