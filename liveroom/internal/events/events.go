// Package events hands events to listeners, one at a time and in order, and drops
// those of a room that was left. It knows no kind of event.
package events

import (
	"slices"
	"sync"

	"onair/liveroom/internal/callback"
)

// Listener is told events.
type Listener[E any] interface{ OnEvent(E) }

// Dispatcher hands events to listeners on one goroutine. Events carry the number of
// the visit they belong to; those of an ended visit are dropped, so that nothing of a
// room arrives after it was left. Any goroutine may call it; a listener may too.
type Dispatcher[E any] struct {
	mu        sync.Mutex
	listeners []*Subscription[E]
	queue     []queued[E]
	visit     uint64
	closed    bool
	wake      chan struct{}
}

type queued[E any] struct {
	event E
	visit uint64           // 0: belongs to no room
	only  *Subscription[E] // nil: everybody
}

// New makes one with its goroutine, which Close ends.
func New[E any]() *Dispatcher[E] {
	d := &Dispatcher[E]{wake: make(chan struct{}, 1)}
	go d.run()
	return d
}

// Subscription is one listener in the list.
type Subscription[E any] struct{ Listener[E] }

// Add adds l and returns nil if it was there already.
func (d *Dispatcher[E]) Add(l Listener[E]) *Subscription[E] {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.indexLocked(l) >= 0 {
		return nil
	}
	s := &Subscription[E]{l}
	d.listeners = append(d.listeners[:len(d.listeners):len(d.listeners)], s)
	return s
}

// Remove takes l out; an unknown one has no effect.
func (d *Dispatcher[E]) Remove(l Listener[E]) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i := d.indexLocked(l); i >= 0 {
		d.listeners = append(d.listeners[:i:i], d.listeners[i+1:]...)
	}
}

// RemoveAll takes everybody out.
func (d *Dispatcher[E]) RemoveAll() {
	d.mu.Lock()
	d.listeners = nil
	d.mu.Unlock()
}

func (d *Dispatcher[E]) indexLocked(l Listener[E]) int {
	return slices.IndexFunc(d.listeners, func(s *Subscription[E]) bool { return callback.Same(s.Listener, l) })
}

// BeginVisit starts a new room visit and returns its number; events of
// earlier visits that still wait are dropped.
func (d *Dispatcher[E]) BeginVisit() uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.visit++
	return d.visit
}

// Post tells everybody; visit 0 belongs to no room.
func (d *Dispatcher[E]) Post(visit uint64, events ...E) {
	d.mu.Lock()
	for _, e := range events {
		d.queue = append(d.queue, queued[E]{event: e, visit: visit})
	}
	d.mu.Unlock()
	d.poke()
}

// PostTo sends events to one listener: the state that a late one has missed.
func (d *Dispatcher[E]) PostTo(s *Subscription[E], visit uint64, events ...E) {
	d.mu.Lock()
	for _, e := range events {
		d.queue = append(d.queue, queued[E]{event: e, visit: visit, only: s})
	}
	d.mu.Unlock()
	d.poke()
}

func (d *Dispatcher[E]) poke() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

func (d *Dispatcher[E]) run() {
	for {
		d.mu.Lock()
		if d.closed {
			d.mu.Unlock()
			return
		}
		if len(d.queue) == 0 {
			d.mu.Unlock()
			<-d.wake
			continue
		}
		q := d.queue[0]
		d.queue = d.queue[1:]
		if len(d.queue) == 0 {
			d.queue = nil
		}
		listeners := d.listeners
		if q.only != nil {
			listeners = nil
			if slices.Contains(d.listeners, q.only) {
				listeners = []*Subscription[E]{q.only}
			}
		}
		stale := q.visit != 0 && q.visit != d.visit
		d.mu.Unlock()
		if stale {
			continue
		}
		for _, l := range listeners {
			l.OnEvent(q.event)
		}
	}
}

// Close stops the goroutine after the event under way. It waits for nothing, so that a
// listener may call it.
func (d *Dispatcher[E]) Close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.poke()
}
