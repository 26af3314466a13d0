package app

import "testing"

func TestOrderKeepsOlderAnswersOut(t *testing.T) {
	var o order
	first, second, third := o.ask(), o.ask(), o.ask()
	for i, step := range []struct {
		number uint64
		shown  bool
	}{{second, true}, {first, false}, {third, true}, {second, false}} {
		if got := o.answer(step.number); got != step.shown {
			t.Fatalf("step %d: shown %t, want %t", i, got, step.shown)
		}
	}
}
