package sfu

import "time"

// pliInterval is the least time between two requests for a keyframe to one publisher track.
const pliInterval = 300 * time.Millisecond

// pliLimiter lets one request through at once and folds those that come too soon into one later.
type pliLimiter struct {
	last    time.Time
	pending bool
}

// request notes a wish and tells whether to send now.
func (l *pliLimiter) request(now time.Time) bool {
	l.pending = true
	return l.tick(now)
}

// tick tells whether a waiting wish is to be sent now.
func (l *pliLimiter) tick(now time.Time) bool {
	if !l.pending || !l.last.IsZero() && now.Sub(l.last) < pliInterval {
		return false
	}
	l.pending = false
	l.last = now
	return true
}

// keyframe drops a waiting wish: it has been granted.
func (l *pliLimiter) keyframe() { l.pending = false }
