package ingest

import (
	"sync"
	"time"
)

// Clock is what time is told by; tests have their own.
type Clock struct {
	Now func() time.Time
	// After calls f, on a goroutine of its own, when d has passed. What it returns stops that.
	After func(d time.Duration, f func()) (stop func())
}

// WallClock is the machine's.
func WallClock() Clock {
	return Clock{Now: time.Now, After: func(d time.Duration, f func()) func() {
		t := time.AfterFunc(d, f)
		return func() { t.Stop() }
	}}
}

// MediaGone is how long a program may be connected and send neither pictures nor sound
// before it is ended.
const MediaGone = 30 * time.Second

// quiet waits for a program to send no media.
type quiet struct {
	clock Clock
	over  chan struct{}

	mu   sync.Mutex
	last time.Time
	stop func() // nil: closed, or over
}

func newQuiet(c Clock) *quiet {
	q := &quiet{clock: c, over: make(chan struct{}), last: c.Now(), stop: func() {}}
	q.look()
	return q
}

// heard notes that media came.
func (q *quiet) heard(now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.last = now
}

// look ends the wait, or goes on with it.
func (q *quiet) look() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stop == nil {
		return
	}
	left := MediaGone - q.clock.Now().Sub(q.last)
	if left <= 0 {
		q.stop = nil
		close(q.over)
		return
	}
	q.stop = q.clock.After(left, q.look)
}

func (q *quiet) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stop != nil {
		q.stop()
		q.stop = nil
	}
}
