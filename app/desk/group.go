package desk

import "sync"

// group is a sync.WaitGroup that takes no more goroutines once it is waited for:
// a button may still be pressed while the App closes.
type group struct {
	mu      sync.Mutex
	waiting bool
	wg      sync.WaitGroup
}

// Go runs f on a goroutine of its own; after Wait began it does nothing.
func (g *group) Go(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.waiting {
		g.wg.Go(f)
	}
}

// Wait returns when every goroutine has ended.
func (g *group) Wait() {
	g.mu.Lock()
	g.waiting = true
	g.mu.Unlock()
	g.wg.Wait()
}
