package tile

import (
	"sync"
	"sync/atomic"
	"time"
)

// Tick is the shortest time between two calls into the UI goroutine.
const Tick = 15 * time.Millisecond

// Board gathers the tiles that have a new picture and shows them together.
type Board struct {
	post func(func())
	show func() // flush, made once

	hidden atomic.Bool

	mu     sync.Mutex
	dirty  []*Tile
	spare  []*Tile
	last   time.Time
	timer  *time.Timer
	posted bool
	closed bool
}

// NewBoard returns a board. post runs a function on the UI goroutine.
func NewBoard(post func(func())) *Board {
	b := &Board{post: post}
	b.show = b.flush
	return b
}

// SetHidden says that nobody can see the tiles, as in a minimized window: frames
// are dropped, neither converted nor drawn, until they can be seen again. Any
// goroutine may call it.
func (b *Board) SetHidden(hidden bool) { b.hidden.Store(hidden) }

// ready notes that t has a picture to show. Any goroutine may call it.
func (b *Board) ready(t *Tile) {
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return
	}
	b.dirty = append(b.dirty, t)
	if b.posted {
		b.mu.Unlock()
		return
	}
	b.posted = true
	wait := Tick - time.Since(b.last)
	if wait > 0 {
		if b.timer == nil {
			b.timer = time.AfterFunc(wait, b.send)
		} else {
			b.timer.Reset(wait)
		}
		b.mu.Unlock()
		return
	}
	b.mu.Unlock()
	b.send()
}

func (b *Board) send() { b.post(b.show) }

// flush runs on the UI goroutine.
func (b *Board) flush() {
	b.mu.Lock()
	tiles := b.dirty
	b.dirty, b.spare = b.spare[:0], nil
	b.posted = false
	b.last = time.Now()
	b.mu.Unlock()
	for i, t := range tiles {
		t.show()
		tiles[i] = nil
	}
	b.mu.Lock()
	b.spare = tiles[:0]
	b.mu.Unlock()
}

// Close stops the timer; tiles may still exist but show nothing new.
func (b *Board) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	if b.timer != nil {
		b.timer.Stop()
	}
}
