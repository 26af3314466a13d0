package sound

import (
	"math"
	"slices"
	"time"
)

const (
	window = 250 // packets; 5 s
	bucket = 5 * time.Second
)

// transit knows how long packets take relative to the fastest of the last ten
// seconds. A sender whose clock drifts moves that minimum, and so the lag that
// is measured against it.
type transit struct {
	ring     [window]float64
	sorted   [window]float64
	n        int
	mins     [2]float64 // this bucket's and the last one's
	bucketAt time.Time
	jitter   float64
}

func (t *transit) add(v float64, now time.Time) {
	if t.n == 0 {
		t.mins = [2]float64{v, v}
		t.bucketAt = now
	}
	if now.Sub(t.bucketAt) > bucket {
		t.mins = [2]float64{v, t.mins[0]}
		t.bucketAt = now
	}
	t.mins[0] = math.Min(t.mins[0], v)
	t.ring[t.n%window] = v
	t.n++
	if t.n%8 == 0 || t.n < 8 {
		k := copy(t.sorted[:], t.ring[:min(t.n, window)])
		slices.Sort(t.sorted[:k])
		t.jitter = min(t.sorted[k*97/100], t.sorted[k*85/100]+0.1) - t.min()
	}
}

func (t *transit) min() float64 { return math.Min(t.mins[0], t.mins[1]) }

// spread is the time within which 97 % of the packets come; rare stragglers,
// after an outage say, count for a little only.
func (t *transit) spread() float64 { return math.Max(t.jitter, 0) }
