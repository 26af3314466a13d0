package media

import (
	"context"
	"sync"
)

// FrameBox is a one-place mailbox between two stages: the newest frame wins,
// an older one that nobody took is released and counted. Putting never waits.
type FrameBox struct {
	mu      sync.Mutex
	frame   *Frame
	dropped uint64
	closed  bool
	wake    chan struct{}
}

// NewFrameBox returns an empty box.
func NewFrameBox() *FrameBox {
	return &FrameBox{wake: make(chan struct{}, 1)}
}

// Put hands over one reference of f. On a closed box f is released.
func (b *FrameBox) Put(f *Frame) {
	b.mu.Lock()
	old := b.frame
	if b.closed {
		b.frame, old = nil, f
	} else {
		b.frame = f
		if old != nil {
			b.dropped++
		}
	}
	b.mu.Unlock()
	if old != nil {
		old.Release()
	}
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// TryTake returns the waiting frame, or nil. The caller owns it.
func (b *FrameBox) TryTake() *Frame {
	b.mu.Lock()
	f := b.frame
	b.frame = nil
	b.mu.Unlock()
	return f
}

// Take waits for a frame. It returns nil when ctx ends or the box is closed.
// Only one goroutine may take.
func (b *FrameBox) Take(ctx context.Context) *Frame {
	for {
		b.mu.Lock()
		f, closed := b.frame, b.closed
		b.frame = nil
		b.mu.Unlock()
		if f != nil || closed {
			return f
		}
		select {
		case <-ctx.Done():
			return nil
		case <-b.wake:
		}
	}
}

// Dropped counts frames that were replaced before anybody took them.
func (b *FrameBox) Dropped() uint64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.dropped
}

// Close releases a waiting frame and ends Take. Calling it again is harmless.
func (b *FrameBox) Close() {
	b.mu.Lock()
	f := b.frame
	b.frame, b.closed = nil, true
	b.mu.Unlock()
	if f != nil {
		f.Release()
	}
	select {
	case b.wake <- struct{}{}:
	default:
	}
}
