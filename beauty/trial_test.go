package beauty

import (
	"testing"
	"time"
)

// TestHalvesAreUsedWhereTheyPay: what took less time is kept, other work now and then does not mislead, and it is tried again.
func TestHalvesAreUsedWhereTheyPay(t *testing.T) {
	for _, c := range []struct {
		name       string
		one, two   time.Duration
		wantHalves bool
	}{
		{"two quick processors", 8 * time.Millisecond, 5 * time.Millisecond, true},
		{"a second one that is slow to wake", 8 * time.Millisecond, 9 * time.Millisecond, false},
		{"no difference", 8 * time.Millisecond, 8 * time.Millisecond, false},
	} {
		var tr trial
		for round := range 2 {
			tried := 0
			for i := range trialEvery {
				h := tr.halves()
				if i >= trialPictures && h != c.wantHalves {
					t.Fatalf("%s, round %d, picture %d: in halves: %v", c.name, round, i, h)
				}
				if h {
					tried++
				}
				took := c.one
				if h {
					took = c.two
				}
				if i%7 == 0 {
					took *= 10
				}
				tr.note(took)
			}
			if tried == 0 || tried == trialEvery {
				t.Errorf("%s: %d pictures in halves", c.name, tried)
			}
		}
	}
}
