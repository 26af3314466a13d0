// Package turn lets one call at a time change where the user is and what is open.
package turn

import (
	"context"
	"errors"
	"sync"

	"onair/liveroom/internal/callback"
)

// ErrClosed says that there are no turns any more.
var ErrClosed = errors.New("this LiveRoom is closed; make a new one")

// Turn is what one call has at a time. Any goroutine.
type Turn struct {
	held chan struct{}

	mu      sync.Mutex
	closed  bool
	leaving []*callback.Screen
}

// New makes one that nobody has.
func New() *Turn { return &Turn{held: make(chan struct{}, 1)} }

// Take waits for the turn until ctx ends; ErrClosed after Close.
func (t *Turn) Take(ctx context.Context) error {
	select {
	case t.held <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if t.Closed() {
		<-t.held
		return ErrClosed
	}
	return nil
}

// TakeAnyway waits for the turn, also after Close.
func (t *Turn) TakeAnyway() { t.held <- struct{}{} }

// Clear has Give wait until these screens are clear.
func (t *Turn) Clear(screens []*callback.Screen) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.leaving = append(t.leaving, screens...)
}

// Give gives the turn back, and waits until the screens of what was stopped are clear.
func (t *Turn) Give() {
	for _, s := range t.GiveQuietly() {
		s.Flush()
	}
}

// GiveQuietly gives the turn back and returns what Give would wait for.
func (t *Turn) GiveQuietly() []*callback.Screen {
	t.mu.Lock()
	leaving := t.leaving
	t.leaving = nil
	t.mu.Unlock()
	<-t.held
	return leaving
}

// Close refuses later calls; false when that was done before.
func (t *Turn) Close() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	was := t.closed
	t.closed = true
	return !was
}

// Closed reports whether Close was called.
func (t *Turn) Closed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.closed
}
