// Package meter measures streams: rates, quantiles over the last seconds and
// freezes as the W3C counts them. Values are safe for use from any goroutine.
package meter

import (
	"slices"
	"sync"
	"time"
)

// Rate counts things a second over the last two seconds.
type Rate struct {
	mu    sync.Mutex
	slots [20]int64 // 100 ms each
	last  int64
	first int64
}

const slotLength = 100 * time.Millisecond

func (r *Rate) roll(now time.Time) {
	n := now.UnixNano() / int64(slotLength)
	if r.first == 0 {
		r.first, r.last = n, n
	}
	if n-r.last > int64(len(r.slots)) {
		r.last = n - int64(len(r.slots))
	}
	for ; r.last < n; r.last++ {
		r.slots[(r.last+1)%int64(len(r.slots))] = 0
	}
}

// Add counts n at now.
func (r *Rate) Add(n int, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.roll(now)
	r.slots[r.last%int64(len(r.slots))] += int64(n)
}

// PerSecond is the rate at now; the running slot is left out.
func (r *Rate) PerSecond(now time.Time) float64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.roll(now)
	spans := min(r.last-r.first, int64(len(r.slots))-1)
	if spans == 0 {
		return 0
	}
	var sum int64
	for i := range spans {
		sum += r.slots[(r.last-1-i)%int64(len(r.slots))]
	}
	return float64(sum) / (float64(spans) * slotLength.Seconds())
}

// Window keeps the durations of the last seconds for their quantiles.
type Window struct {
	mu   sync.Mutex
	at   [512]time.Time
	v    [512]time.Duration
	n    int
	sort [512]time.Duration
}

// windowAge is how far back a Window looks.
const windowAge = 5 * time.Second

// Add notes one value.
func (w *Window) Add(v time.Duration, now time.Time) {
	w.mu.Lock()
	w.at[w.n%len(w.at)], w.v[w.n%len(w.v)] = now, v
	w.n++
	w.mu.Unlock()
}

// Quantiles returns the q-th (0 to 1) of the values of the last five seconds,
// zero when there are none.
func (w *Window) Quantiles(now time.Time, q ...float64) []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	k := 0
	for i := w.n - 1; i >= 0 && i >= w.n-len(w.at); i-- {
		if now.Sub(w.at[i%len(w.at)]) > windowAge {
			break
		}
		w.sort[k] = w.v[i%len(w.v)]
		k++
	}
	out := make([]time.Duration, len(q))
	if k == 0 {
		return out
	}
	s := w.sort[:k]
	slices.Sort(s)
	for i, x := range q {
		out[i] = s[min(int(x*float64(k)), k-1)]
	}
	return out
}

// Freezes counts freezes as W3C webrtc-stats has it (freezeCount): a picture
// that stands longer than three times the average of the last 30, or 150 ms
// longer than the average.
type Freezes struct {
	mu      sync.Mutex
	last    time.Time
	gaps    [30]time.Duration
	n       int
	count   int
	total   time.Duration
	longest time.Duration
}

// Shown notes that a picture came on the screen.
func (f *Freezes) Shown(now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.last.IsZero() {
		f.last = now
		return
	}
	gap := now.Sub(f.last)
	f.last = now
	f.longest = max(f.longest, gap)
	if k := min(f.n, len(f.gaps)); k > 0 {
		var sum time.Duration
		for _, g := range f.gaps[:k] {
			sum += g
		}
		avg := sum / time.Duration(k)
		if gap > max(3*avg, avg+150*time.Millisecond) {
			f.count++
			f.total += gap
		}
	}
	f.gaps[f.n%len(f.gaps)] = gap
	f.n++
}

// Pause forgets the last picture: the next gap is meant, not a freeze.
func (f *Freezes) Pause() {
	f.mu.Lock()
	f.last = time.Time{}
	f.mu.Unlock()
}

// Totals returns the freezes so far, their time, and the longest gap between
// two pictures, freeze or not.
func (f *Freezes) Totals() (count int, total, longest time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.count, f.total, f.longest
}
