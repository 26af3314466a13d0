package audio

import "time"

const (
	// reserveMost bounds how many blocks more are kept ready (200 ms).
	reserveMost = 20
	// giveBack is how long the reserve must not have been used up before a block of it
	// is given back; each time that this was too early twice as long, up to giveBackMost.
	giveBack     = 15 * time.Second
	giveBackMost = 4 * time.Minute
)

// reserve is how many blocks of sound are kept ready beyond the one that always is. It
// grows where it is used up again and again, and shrinks when that is past: pictures wait
// for the sound. One goroutine.
type reserve struct {
	blocks int
	short  time.Time // when it was last used up
	given  time.Time // when a block was last given back,
	wait   time.Duration
}

// usedUp notes that the reserve was used up, and reports whether it grows.
func (r *reserve) usedUp(now time.Time) bool {
	again := !r.short.IsZero() && now.Sub(r.short) < growWithin
	r.short = now
	if !again || r.blocks >= reserveMost {
		return false
	}
	if !r.given.IsZero() && now.Sub(r.given) < 2*r.wait {
		r.wait = min(2*r.wait, giveBackMost)
	}
	r.blocks++
	return true
}

// calm reports whether a block is given back, as it has long not been used up.
func (r *reserve) calm(now time.Time) bool {
	if r.blocks == 0 {
		return false
	}
	since := r.short
	if r.given.After(since) {
		since = r.given
	}
	r.wait = max(r.wait, giveBack)
	if now.Sub(since) < r.wait {
		return false
	}
	if now.Sub(r.short) > 2*giveBackMost {
		r.wait = giveBack
	}
	r.given = now
	r.blocks--
	return true
}
