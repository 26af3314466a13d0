package gateway

import (
	"sync"
	"time"
)

// connSet is the open connections. It outlives http.Server's interest in them,
// which ends when they become WebSockets.
type connSet struct {
	mu  sync.Mutex
	all map[*Conn]bool
	wg  sync.WaitGroup
	end *outItem // set when the server is going down
}

// add returns how connections end when the server is going down, else nil.
func (t *connSet) add(c *Conn) (end *outItem) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.end == nil {
		t.all[c] = true
		t.wg.Add(1)
	}
	return t.end
}

func (t *connSet) remove(c *Conn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.all, c)
	t.wg.Done()
}

// endAll sends a close code to all and waits until they are gone; who does not
// take it within a second is cut.
func (t *connSet) endAll(code int, text string) {
	t.over(&outItem{close: code, text: text})
	t.each(func(c *Conn) { c.End(code, text) })
	done := make(chan struct{})
	go func() {
		t.wg.Wait()
		close(done)
	}()
	cut := time.NewTimer(1500 * time.Millisecond)
	defer cut.Stop()
	select {
	case <-done:
	case <-cut.C:
		t.each(func(c *Conn) { c.under.Cut() })
		<-done
	}
}

// part ends all that have joined, and waits until they are gone.
func (t *connSet) part() {
	t.over(&outItem{})
	t.each((*Conn).Gone)
	t.wg.Wait()
}

// over takes nobody in any more.
func (t *connSet) over(end *outItem) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end = end
}

func (t *connSet) each(f func(*Conn)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for c := range t.all {
		f(c)
	}
}
