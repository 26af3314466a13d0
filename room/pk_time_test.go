package room

import (
	"errors"
	"testing"
	"time"
)

// asked gives two rooms on air, 5 having asked 6, and the invitation's end.
func asked(t *testing.T) (five, six State, end time.Time) {
	t.Helper()
	five = play(t, State{}, Create{5, owner, Info{}, rules}, Publish{owner.ID, "s", both}, RequestPK{By: owner.ID, Room: 6, User: star})
	six = play(t, State{}, Create{6, star, Info{}, rules}, Publish{star.ID, "s-star", both}, five.invitationTo(t))
	return five, six, t0.Add(rules.callTime())
}

// invitationTo is the letter of the room's first invitation.
func (s State) invitationTo(t *testing.T) PKInvited {
	t.Helper()
	c := change{State: s}
	return c.invitation(s.PKCalls()[0])
}

// letters are the commands among events, in order.
func letters(events []Event) []Command {
	var out []Command
	for _, e := range events {
		if letter, is := e.(ToPeer); is {
			out = append(out, letter.Command)
		}
	}
	return out
}

func apply(t *testing.T, s State, c Command, now time.Time) (State, []Event) {
	t.Helper()
	next, events, err := Apply(s, c, now)
	if err != nil {
		t.Fatalf("%+v: %v", c, err)
	}
	return next, events
}

// TestAnAnswerInTheLastMomentCounts: the asked room alone decides whether an
// answer came in time, and what it told its owner is what becomes of it.
func TestAnAnswerInTheLastMomentCounts(t *testing.T) {
	five, six, end := asked(t)
	yes := AnswerPK{By: star.ID, User: owner.ID, Agree: true}
	six, events := apply(t, six, yes, end.Add(-1))
	five, told := apply(t, five, Tick{}, end) // the clock was quicker than the letter
	if len(told) != 0 {
		t.Errorf("at the end the asking room says %s", brief(told))
	}
	five, told = apply(t, five, letters(events)[0], end.Add(time.Second))
	if got := brief(told); got != "PKAccepted:star>owner PK AnchorEntered:star ToPeerPKSync" {
		t.Errorf("the answer leads to %s", got)
	}
	six, _ = apply(t, six, letters(told)[0], end.Add(time.Second))
	a, _ := five.PK()
	if b, on := six.PK(); !on || a.ID != b.ID {
		t.Errorf("%+v and %+v", a, b)
	}
}

func TestAnAnswerAtTheEndIsTooLate(t *testing.T) {
	five, six, end := asked(t)
	for _, c := range []Command{AnswerPK{By: star.ID, User: owner.ID, Agree: true}, RequestPK{By: star.ID, Room: 5, User: owner}} {
		if _, _, err := Apply(six, c, end); !errors.Is(err, ErrCallGone) {
			t.Errorf("%T at the end: %v", c, err)
		}
	}
	six, events := apply(t, six, Tick{}, end)
	if got := brief(events); got != "TimedOut:owner>star ToPeerPKAnswered" {
		t.Errorf("the asked room says %s", got)
	}
	five, told := apply(t, five, letters(events)[0], end)
	if got := brief(told); got != "TimedOut:star>owner" || !field[bool](told[0], "Out") {
		t.Errorf("the asking room says %s", got)
	}
	for _, s := range []State{five, six} {
		if len(s.PKCalls()) > 0 || !s.NextDeadline().IsZero() {
			t.Errorf("%+v", s.PKCalls())
		}
	}
}

// TestNoWordFromTheAskedRoomEndsAnInvitationToo: its letter was lost with the
// server that had it.
func TestNoWordFromTheAskedRoomEndsAnInvitationToo(t *testing.T) {
	five, _, end := asked(t)
	five, events := apply(t, five, Restarted{}, end.Add(-time.Second))
	if again, ok := letters(events)[0].(PKInvited); !ok || again.ID != five.PKCalls()[0].ID {
		t.Errorf("after a restart the room says %s", brief(events))
	}
	_, told := apply(t, five, Tick{}, end.Add(-time.Second+callsKept+callSlack))
	if got := brief(told); got != "TimedOut:star>owner" {
		t.Errorf("without any word: %s", got)
	}
}

// TestJoiningEndsWhenNobodyAnswers: a room that agreed does not wait for ever.
func TestJoiningEndsWhenNobodyAnswers(t *testing.T) {
	_, six, end := asked(t)
	six, _ = apply(t, six, AnswerPK{By: star.ID, User: owner.ID, Agree: true}, end.Add(-1))
	if want := end.Add(-1 + joinTime); !six.NextDeadline().Equal(want) {
		t.Errorf("waits until %v, want %v", six.NextDeadline(), want)
	}
	six, events := apply(t, six, Tick{}, end.Add(joinTime))
	if got := brief(events); got != "ToPeerPKGone Cancelled:owner>star" {
		t.Errorf("then: %s", got)
	}
	if pk, _ := six.PK(); pk.ID != "" {
		t.Errorf("%+v", pk)
	}
}

func TestAnAnswerToASeatAtTheEndIsTooLate(t *testing.T) {
	s := play(t, State{}, Create{5, owner, Info{}, rules}, Enter{fan}, Publish{owner.ID, "s", both}, RequestJoin{By: fan.ID})
	yes := AnswerJoin{By: owner.ID, User: fan.ID, Agree: true}
	if _, _, err := Apply(s, yes, t0.Add(rules.callTime())); !errors.Is(err, ErrCallGone) {
		t.Errorf("%v", err)
	}
	if _, _, err := Apply(s, yes, t0.Add(rules.callTime()-1)); err != nil {
		t.Errorf("just before: %v", err)
	}
}
