package pack

import (
	"sync"
	"time"
)

// The kinds of media.
const (
	Picture = iota
	Sound
)

// Rules of the clock.
const (
	back   = time.Second            // a time this far back, or
	ahead  = 3 * time.Second        // this far ahead of what passed, or sound of the picture, is a new count
	follow = 2 * time.Millisecond   // how much a second the clock follows a sender's that drifts
	early  = 500 * time.Millisecond // media may be this far ahead of its time before it is a new count
)

// Clock puts the times that a sender gave its pictures and sound on one line with the wall clock. That line is steady
// whatever the network does, and goes on when the sender begins to count anew.
type Clock struct {
	mu     sync.Mutex
	began  bool
	base   time.Time     // the wall clock at 0 of the stream
	shift  time.Duration // from the sender's time to the stream's
	skew   time.Duration // the same besides, of sound that ran away from the picture
	last   [2]time.Duration
	lastAt [2]time.Time
	late   time.Duration // least lateness since the last correction
	judged time.Time
}

// At is the stream's time of what the sender calls pts and hands in now.
func (c *Clock) At(k int, pts time.Duration, now time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.began {
		c.began, c.base, c.shift, c.judged = true, now, -pts, now
		c.late = time.Hour
	}
	t := pts + c.shift
	if k == Sound {
		t += c.skew
	}
	if !c.lastAt[k].IsZero() {
		step, passed := t-c.last[k], now.Sub(c.lastAt[k])
		if step < -back || step > passed+ahead && now.Sub(c.base.Add(t)) < -early {
			t = max(now.Sub(c.base), c.last[k]+time.Millisecond)
			c.shift, c.skew = t-pts, 0
			c.late, c.judged = time.Hour, now
		}
	}
	if k == Sound && !c.lastAt[Picture].IsZero() {
		if v := c.last[Picture] + now.Sub(c.lastAt[Picture]); t > v+ahead {
			t = max(v, c.last[k]+time.Millisecond)
			c.skew = t - pts - c.shift
		}
	}
	c.last[k], c.lastAt[k] = t, now
	c.late = min(c.late, now.Sub(c.base.Add(t)))
	return t
}

// Report is a pair of times that belong together, by which viewers bring pictures and sound together.
func (c *Clock) Report(now time.Time) (wall time.Time, at time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Sub(c.judged) >= time.Second {
		switch {
		case c.late < 0: // nothing comes before it was recorded
			c.base = c.base.Add(c.late)
		case c.late < time.Hour:
			c.base = c.base.Add(min(c.late, follow))
		}
		c.late, c.judged = time.Hour, now
	}
	return now, now.Sub(c.base)
}
