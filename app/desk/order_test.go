package desk

import "testing"

func TestOrderKeepsOlderAnswersOut(t *testing.T) {
	var o Order
	first, second, third := o.Ask(), o.Ask(), o.Ask()
	for i, step := range []struct {
		number uint64
		shown  bool
	}{{second, true}, {first, false}, {third, true}, {second, false}} {
		if got := o.Answer(step.number); got != step.shown {
			t.Fatalf("step %d: shown %t, want %t", i, got, step.shown)
		}
	}
}
