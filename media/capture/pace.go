package capture

import (
	"context"
	"time"

	"onair/media"
)

// clock is time as the paced sources see it; tests bring their own.
type clock interface {
	Now() time.Time
	// SleepUntil returns false when ctx ends first.
	SleepUntil(ctx context.Context, t time.Time) bool
}

// systemClock is the real clock. It reuses one timer, so it belongs to one
// goroutine.
type systemClock struct{ timer *time.Timer }

func newSystemClock() clock { return &systemClock{} }

func (*systemClock) Now() time.Time { return time.Now() }

func (c *systemClock) SleepUntil(ctx context.Context, t time.Time) bool {
	d := time.Until(t)
	if d <= 0 {
		return ctx.Err() == nil
	}
	if c.timer == nil {
		c.timer = time.NewTimer(d)
	} else {
		c.timer.Reset(d)
	}
	select {
	case <-c.timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		c.timer.Stop()
		return false
	}
}

const (
	blockFrames = media.SampleRate / 100 // sample pairs in 10 ms
	blockTime   = 10 * time.Millisecond
	// maxBehind is how far a paced source may lag before it skips what it
	// missed instead of catching up (the machine slept, or was very busy).
	maxBehind = 250 * time.Millisecond
)

// ticks is an absolute schedule: event n is at start + n periods, so a late
// wake-up delays one event and none of the following.
type ticks struct {
	start time.Time
	n     int64
	// num/den is the period in seconds, kept as a fraction so that it does
	// not drift (30000/1001 and the like).
	num, den int64
}

// rateTicks schedules rate events a second.
func rateTicks(start time.Time, rate float64) ticks {
	return ticks{start: start, num: 1_000_000, den: int64(rate*1_000_000 + 0.5)}
}

func (t *ticks) at(n int64) time.Time {
	// Whole seconds apart, to stay inside 64 bits for years of events.
	whole, part := n*t.num/t.den, n*t.num%t.den
	return t.start.Add(time.Duration(whole)*time.Second +
		time.Duration(part*int64(time.Second)/t.den))
}

func (t *ticks) next() time.Time { return t.at(t.n) }

// skip drops events that are more than maxBehind late and returns how many.
func (t *ticks) skip(now time.Time) (skipped int64) {
	if now.Sub(t.next()) <= maxBehind {
		return 0
	}
	from := t.n
	t.n += int64(now.Sub(t.next()).Seconds() * float64(t.den) / float64(t.num))
	return t.n - from
}
