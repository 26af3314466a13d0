package model

import "sync"

// Store holds the newest State and tells subscribers about changes. Safe for
// use from any goroutine.
type Store struct {
	mu    sync.Mutex
	state State
	subs  map[*subscription]struct{}
}

// subscription is one subscriber with the goroutine that calls it.
type subscription struct {
	wake chan struct{}
	stop chan struct{}
	once sync.Once
}

// NewStore returns a store that holds first.
func NewStore(first State) *Store {
	return &Store{state: first, subs: map[*subscription]struct{}{}}
}

// State returns the newest state.
func (s *Store) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Update lets change alter a copy of the state and makes it the newest one.
// Slices, maps and pointers in the state are shared with readers: replace
// them, never write into them. change runs with the store locked, so it must
// be quick and must not call the store.
func (s *Store) Update(change func(*State)) {
	s.mu.Lock()
	next := s.state
	change(&next)
	next.Version = s.state.Version + 1
	s.state = next
	for sub := range s.subs {
		select {
		case sub.wake <- struct{}{}:
		default:
		}
	}
	s.mu.Unlock()
}

// Subscribe calls on with the newest state, first at once and then after
// changes. Calls come one at a time from a goroutine of the subscription;
// changes that arrive during a call are merged, the newest wins. cancel ends
// it; on may still be running when cancel returns, but is not called again.
func (s *Store) Subscribe(on func(State)) (cancel func()) {
	sub := &subscription{wake: make(chan struct{}, 1), stop: make(chan struct{})}
	sub.wake <- struct{}{}
	s.mu.Lock()
	s.subs[sub] = struct{}{}
	s.mu.Unlock()
	go sub.run(s, on)
	return func() {
		sub.once.Do(func() {
			s.mu.Lock()
			delete(s.subs, sub)
			s.mu.Unlock()
			close(sub.stop)
		})
	}
}

func (sub *subscription) run(s *Store, on func(State)) {
	for {
		select {
		case <-sub.stop:
			return
		case <-sub.wake:
		}
		select {
		case <-sub.stop:
			return
		default:
			on(s.State())
		}
	}
}
