package callback

import (
	"reflect"
	"sync"
)

// Courier makes calls to the user's code one after another on a goroutine of its
// own, which lives while there is something to tell. Nobody waits for it, so a
// callback may call whatever it likes, and one that hangs holds up nobody else.
type Courier struct {
	mu    sync.Mutex
	queue []errand
	busy  bool
}

// errand is one call.
type errand struct {
	kind string // not empty: the newest of a kind takes the place of one that waits last
	call func()
}

// Post has call made when it is its turn. A kind that is not empty takes the
// place of one of the same kind that waits last.
func (c *Courier) Post(kind string, call func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := len(c.queue); kind != "" && n > 0 && c.queue[n-1].kind == kind {
		c.queue[n-1].call = call
	} else {
		c.queue = append(c.queue, errand{kind, call})
	}
	if !c.busy {
		c.busy = true
		go c.run()
	}
}

func (c *Courier) run() {
	for {
		c.mu.Lock()
		if len(c.queue) == 0 {
			c.queue, c.busy = nil, false
			c.mu.Unlock()
			return
		}
		next := c.queue[0]
		c.queue = c.queue[1:]
		c.mu.Unlock()
		next.call()
	}
}

// Same reports whether two values that users gave are one and the same. Values
// that Go cannot compare, such as functions, never are.
func Same(a, b any) bool {
	if a == nil || b == nil {
		return a == b
	}
	return reflect.ValueOf(a).Comparable() && reflect.ValueOf(b).Comparable() && a == b
}
