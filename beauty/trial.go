package beauty

import (
	"slices"
	"time"
)

// Of so many pictures the first are worked on now in halves, now in one piece, and the rest
// in the way that took less time: where a second processor is slow to wake, or busy, halves
// cost more than they bring.
const (
	trialEvery    = 1800
	trialPictures = 40
)

// trial finds out whether halves are worth it.
type trial struct {
	n     int
	took  [2][trialPictures / 2]time.Duration // in one piece, in halves
	whole bool
}

// halves reports whether the next picture is worked on in halves.
func (t *trial) halves() bool {
	if t.n < trialPictures {
		return t.n%2 == 1
	}
	return !t.whole
}

// note takes how long it took.
func (t *trial) note(took time.Duration) {
	if t.n < trialPictures {
		t.took[t.n%2][t.n/2] = took
	}
	t.n++
	switch t.n {
	case trialPictures:
		t.whole = usual(t.took[0][:]) <= usual(t.took[1][:])
	case trialEvery:
		t.n = 0
	}
}

// usual is the lower quartile: what other work on the machine hides.
func usual(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/4]
}
