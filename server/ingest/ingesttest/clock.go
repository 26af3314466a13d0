// Package ingesttest has a clock that tests make pass.
package ingesttest

import (
	"sync"
	"time"

	"onair/server/ingest"
)

// Clock stands still until Pass is called. Any goroutine may use it.
type Clock struct {
	mu    sync.Mutex
	now   time.Time
	waits map[*wait]bool
}

type wait struct {
	at time.Time
	f  func()
}

// New makes one.
func New() *Clock { return &Clock{now: time.Unix(1000, 0), waits: map[*wait]bool{}} }

// Clock is what is told the time by it.
func (c *Clock) Clock() ingest.Clock { return ingest.Clock{Now: c.time, After: c.after} }

func (c *Clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *Clock) after(d time.Duration, f func()) func() {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := &wait{c.now.Add(d), f}
	c.waits[w] = true
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.waits, w)
	}
}

// Pass lets time pass, and calls what is due then.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(d)
	var due []func()
	for w := range c.waits {
		if !w.at.After(c.now) {
			due = append(due, w.f)
			delete(c.waits, w)
		}
	}
	c.mu.Unlock()
	for _, f := range due {
		f()
	}
}
