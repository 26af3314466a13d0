package callback

import (
	"bytes"
	"runtime"
	"strconv"
	"sync"
)

// Callers knows which goroutines are calling a view just now: what they call must
// not wait for views. Go has no other way to tell that a call comes out of a
// callback than the number of its goroutine.
type Callers struct {
	mu     sync.Mutex
	inside map[uint64]int
}

func (c *Callers) enter() (id uint64) {
	id = goroutineID()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.inside == nil {
		c.inside = map[uint64]int{}
	}
	c.inside[id]++
	return id
}

func (c *Callers) leave(id uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.inside[id]--; c.inside[id] <= 0 {
		delete(c.inside, id)
	}
}

// here reports whether a view is what calls.
func (c *Callers) here() bool {
	id := goroutineID()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.inside[id] > 0
}

// goroutineID reads the number off "goroutine 18 [running]:".
func goroutineID() uint64 {
	var buf [64]byte
	text := bytes.TrimPrefix(buf[:runtime.Stack(buf[:], false)], []byte("goroutine "))
	digits, _, _ := bytes.Cut(text, []byte(" "))
	id, _ := strconv.ParseUint(string(digits), 10, 64)
	return id
}
