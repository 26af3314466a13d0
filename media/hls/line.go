package hls

import (
	"sync"
	"time"
)

// otherRun is how far from where it should be something is that belongs to another run.
const otherRun = time.Second

// line is the clock that both playlists are put on. A stream that is sent anew, or at
// another size, counts from anew; by the server's clock it goes on. Safe for use from any
// goroutine.
type line struct {
	mu    sync.Mutex
	known bool
	date  time.Time     // of the server's clock,
	at    time.Duration // and the same moment here
}

// place says how the times of a run are to be shifted: by shift as before, unless what
// comes is elsewhere by it. date is when that was, zero if it is not told, dts its time
// in the run, and next where on the line the playlist has come to; zero: nowhere yet.
func (l *line) place(date time.Time, dts, shift, next time.Duration) (newShift, newNext time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	want := next
	switch {
	case !date.IsZero() && l.known:
		want = l.at + date.Sub(l.date)
	case next == 0: // of what is known nothing says otherwise
		want = dts + shift
	}
	if off := dts + shift - want; off > otherRun || off < -otherRun {
		shift = max(want, next) - dts
	}
	if !date.IsZero() {
		l.known, l.date, l.at = true, date, dts+shift
	}
	return shift, dts + shift
}
