package encodings

import "time"

const (
	// idleAfter is how long an encoding is still sent when nobody takes it any more: people
	// come back, and each time costs a keyframe.
	idleAfter = 5 * time.Second
	// hearsay is how long what the server said counts; it says so each second.
	hearsay = 10 * time.Second
)

// Demand is what the server says of who takes what.
type Demand struct {
	takers [Max]int
	left   [Max]time.Time // when the last taker went
	at     time.Time      // of the last word
}

// Told notes how many take each encoding now.
func (d *Demand) Told(takers [Max]int, now time.Time) {
	for i, n := range takers {
		if n == 0 && (d.takers[i] > 0 || d.at.IsZero()) {
			d.left[i] = now
		}
	}
	d.takers, d.at = takers, now
}

// Takers are how many take each of n, with those who have just gone; nil where nothing has
// been said for long.
func (d *Demand) Takers(n int, now time.Time) []int {
	if d.at.IsZero() || now.Sub(d.at) > hearsay {
		return nil
	}
	out := make([]int, n)
	for i := range out {
		if out[i] = d.takers[i]; out[i] == 0 && now.Sub(d.left[i]) < idleAfter {
			out[i] = 1
		}
	}
	return out
}
