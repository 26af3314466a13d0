package audio

import (
	"sync/atomic"
	"time"
)

// starveWatch notices from outside that a device ran out of sound: how far what
// it took is behind the clock then stays larger than before. What the clock of
// another goroutine trembles, and what the device takes at once, passes.
type starveWatch struct {
	times atomic.Int32 // that it ran out

	reads  int
	low    time.Duration // the least lag in this window
	before time.Duration // and in the one before
	known  bool
}

const (
	starveWindow = 50 // looks; half a second
	starveStep   = 2500 * time.Microsecond
)

// look takes how long the device has played by the clock and by the sound it
// took. One goroutine.
func (s *starveWatch) look(clock, sound time.Duration) {
	lag := clock - sound
	if s.reads == 0 || lag < s.low {
		s.low = lag
	}
	if s.reads++; s.reads < starveWindow {
		return
	}
	if s.known && s.low-s.before > starveStep {
		s.times.Add(1)
	}
	s.before, s.low, s.reads, s.known = s.low, 0, 0, true
}

const (
	// growGrace is how long after a device was opened shortages do not count: a
	// program that starts keeps the machine busy, whatever the buffer.
	growGrace = 4 * time.Second
	// shrinkCalm is how long nothing may have run out before a buffer that grew
	// is made shorter again; six times as long for the second time, and so on up to
	// shrinkRarest.
	shrinkCalm   = 15 * time.Second
	shrinkRarest = 30 * time.Minute
	// shrinkHeld is how long a shorter buffer must have done for its being too short after
	// all to be another matter.
	shrinkHeld = 2 * time.Minute
)

// growth decides when a device's buffer is too small: it ran out twice within
// growWithin. The zero value knows no grace.
type growth struct {
	began time.Time
	seen  int32
	last  time.Time
}

// due reports whether the buffer should grow, given the times it ran out.
func (g *growth) due(times int32, now time.Time) bool {
	if times == g.seen {
		return false
	}
	more := times - g.seen
	g.seen = times
	if now.Sub(g.began) < growGrace {
		return false
	}
	again := more > 1 || !g.last.IsZero() && now.Sub(g.last) < growWithin
	g.last = now
	return again
}

// calm is for how long the device has not run out.
func (g *growth) calm(now time.Time) time.Duration {
	if g.last.After(g.began) {
		return now.Sub(g.last)
	}
	return now.Sub(g.began)
}

// shrinks is how many of the tries before count when a buffer that was shortened at a time
// has to grow again.
func shrinks(tries int, at, now time.Time) int {
	if tries > 0 && now.Sub(at) > shrinkHeld {
		return 0
	}
	return tries
}

// shrinkDue reports whether a buffer that was shortened tries times before may
// be shortened once more. Each time is a short gap, and with oto a context left
// behind.
func (g *growth) shrinkDue(tries int, now time.Time) bool {
	wait := shrinkCalm
	for range tries {
		wait = min(6*wait, shrinkRarest)
	}
	return g.calm(now) > wait
}
