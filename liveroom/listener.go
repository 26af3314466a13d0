package liveroom

import (
	"slices"
	"sync"

	"onair/liveroom/internal/callback"
)

// Listener receives events. OnEvent is called on the LiveRoom's event
// goroutine, never twice at the same time, in the order the events happened. It
// may call everything, also Close.
type Listener interface {
	OnEvent(Event)
}

// NewListener makes a listener of a function. Each call makes a different one.
func NewListener(f func(Event)) Listener { return &funcListener{f} }

type funcListener struct{ f func(Event) }

func (l *funcListener) OnEvent(e Event) { l.f(e) }

// dispatcher hands events to listeners on one goroutine. Events carry the
// generation of the room visit they belong to; those of an ended visit are
// dropped, so that nothing of a room arrives after it was left.
type dispatcher struct {
	mu        sync.Mutex
	listeners []*subscription
	queue     []queued
	visit     uint64
	closed    bool
	wake      chan struct{}
	done      chan struct{}
}

type queued struct {
	event Event
	visit uint64        // 0: belongs to no room
	only  *subscription // nil: everybody
}

func newDispatcher() *dispatcher {
	d := &dispatcher{wake: make(chan struct{}, 1), done: make(chan struct{})}
	go d.run()
	return d
}

// subscription is one listener in the list.
type subscription struct{ Listener }

// add returns nil if l was there already.
func (d *dispatcher) add(l Listener) *subscription {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.indexLocked(l) >= 0 {
		return nil
	}
	s := &subscription{l}
	d.listeners = append(d.listeners[:len(d.listeners):len(d.listeners)], s)
	return s
}

func (d *dispatcher) remove(l Listener) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if i := d.indexLocked(l); i >= 0 {
		d.listeners = append(d.listeners[:i:i], d.listeners[i+1:]...)
	}
}

func (d *dispatcher) removeAll() {
	d.mu.Lock()
	d.listeners = nil
	d.mu.Unlock()
}

func (d *dispatcher) indexLocked(l Listener) int {
	return slices.IndexFunc(d.listeners, func(s *subscription) bool { return callback.Same(s.Listener, l) })
}

// beginVisit starts a new room visit and returns its number; events of
// earlier visits that still wait are dropped.
func (d *dispatcher) beginVisit() uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.visit++
	return d.visit
}

func (d *dispatcher) post(visit uint64, events ...Event) {
	d.mu.Lock()
	for _, e := range events {
		d.queue = append(d.queue, queued{event: e, visit: visit})
	}
	d.mu.Unlock()
	d.poke()
}

// postTo sends events to one listener: the state that a late one has missed.
func (d *dispatcher) postTo(s *subscription, visit uint64, events ...Event) {
	d.mu.Lock()
	for _, e := range events {
		d.queue = append(d.queue, queued{event: e, visit: visit, only: s})
	}
	d.mu.Unlock()
	d.poke()
}

func (d *dispatcher) poke() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

func (d *dispatcher) run() {
	defer close(d.done)
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
				listeners = []*subscription{q.only}
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

// close stops the goroutine after the event under way. From inside a listener
// it cannot wait, so waiting is left to wait.
func (d *dispatcher) close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.poke()
}
