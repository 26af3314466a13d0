package callback

import (
	"slices"
	"sync"
)

// tapLimit is how many blocks of 10 ms wait for a listener that is slow.
const tapLimit = 100

// Tap hands copies of what is played to the user's function, on a goroutine
// of its own that lives while there are some. The oldest of too many are lost.
type Tap struct {
	f func(block []float32)

	mu      sync.Mutex
	waiting [][]float32
	free    [][]float32
	busy    bool
	ended   bool
}

// NewTap makes a tap that calls f.
func NewTap(f func(block []float32)) *Tap { return &Tap{f: f} }

// Put runs on the playout's goroutine and never waits.
func (t *Tap) Put(block []float32) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ended {
		return
	}
	var own []float32
	switch n := len(t.free); {
	case len(t.waiting) == tapLimit:
		own = t.waiting[0] // not in one statement with the next: Go may call Delete first
		t.waiting = slices.Delete(t.waiting, 0, 1)
	case n > 0:
		own, t.free = t.free[n-1], t.free[:n-1]
	}
	t.waiting = append(t.waiting, append(own[:0], block...))
	if !t.busy {
		t.busy = true
		go t.run()
	}
}

func (t *Tap) run() {
	for {
		t.mu.Lock()
		if len(t.waiting) == 0 || t.ended {
			t.busy = false
			t.mu.Unlock()
			return
		}
		block := t.waiting[0]
		t.waiting = slices.Delete(t.waiting, 0, 1)
		t.mu.Unlock()
		t.f(block)
		t.mu.Lock()
		t.free = append(t.free, block)
		t.mu.Unlock()
	}
}

// End has f called no more, but for a call under way.
func (t *Tap) End() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ended = true
}
