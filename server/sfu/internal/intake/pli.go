package intake

import "time"

// pliInterval is the least time between two requests for a keyframe to one publisher track.
const pliInterval = 300 * time.Millisecond

// KeyLimiter lets one request through at once and folds those that come too soon into one later.
type KeyLimiter struct {
	last    time.Time
	pending bool
}

// Request notes a wish and tells whether to send now.
func (l *KeyLimiter) Request(now time.Time) bool {
	l.pending = true
	return l.Tick(now)
}

// Tick tells whether a waiting wish is to be sent now.
func (l *KeyLimiter) Tick(now time.Time) bool {
	if !l.pending || !l.last.IsZero() && now.Sub(l.last) < pliInterval {
		return false
	}
	l.pending = false
	l.last = now
	return true
}

// Keyframe drops a waiting wish: it has been granted.
func (l *KeyLimiter) Keyframe() { l.pending = false }
