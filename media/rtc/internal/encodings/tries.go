package encodings

import "time"

// tries is when more is tried that may be too much: each time that it was, after twice as
// long, up to most. What has held for holds was not.
type tries struct {
	first, most  time.Duration
	trial, holds time.Duration // given up within trial it was too much
	wait         time.Duration
	at           time.Time // of the last one, zero once it is decided
}

// after is how long to wait before the next.
func (t *tries) after() time.Duration { return max(t.wait, t.first) }

func (t *tries) begin(now time.Time) { t.at = now }

// open reports whether the last is undecided.
func (t *tries) open() bool { return !t.at.IsZero() }

// failed notes that there has to be less.
func (t *tries) failed(now time.Time) {
	if t.open() && now.Sub(t.at) < t.trial {
		t.wait = min(2*t.after(), t.most)
	}
	t.at = time.Time{}
}

// look decides what has held.
func (t *tries) look(now time.Time) {
	if t.open() && now.Sub(t.at) >= t.holds {
		t.wait, t.at = t.first, time.Time{}
	}
}
