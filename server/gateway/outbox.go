package gateway

import (
	"sync"

	"onair/signaling"
)

// outItem is one thing to write: an event, a ready message, or the end.
type outItem struct {
	seq   uint64
	ev    *signaling.Event
	raw   []byte
	close int // a close code; the connection ends after it
	text  string
}

func (i outItem) size() int {
	if i.ev != nil {
		return i.ev.Size() + 64
	}
	return len(i.raw) + 16
}

// outbox is a connection's queue to its writer. Putting never waits: a reader
// too slow for the limit is cut off and may resume.
type outbox struct {
	mu     sync.Mutex
	items  []outItem
	bytes  int
	limit  int
	closed bool
	wake   chan struct{}

	finished chan struct{} // closed when the writer has ended
}

func newOutbox(limit int) *outbox {
	return &outbox{limit: limit, wake: make(chan struct{}, 1), finished: make(chan struct{})}
}

// put adds items; false when they do not fit any more.
func (o *outbox) put(items ...outItem) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return true
	}
	for _, i := range items {
		if o.bytes > o.limit && i.close == 0 {
			return false
		}
		o.items = append(o.items, i)
		o.bytes += i.size()
		o.closed = o.closed || i.close != 0
	}
	select {
	case o.wake <- struct{}{}:
	default:
	}
	return true
}

// drop forgets what waits; nothing more is taken.
func (o *outbox) drop() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.items, o.bytes, o.closed = nil, 0, true
}

// take returns everything that waits, swapping in spare as the next queue.
func (o *outbox) take(spare []outItem) []outItem {
	o.mu.Lock()
	defer o.mu.Unlock()
	items := o.items
	o.items, o.bytes = spare[:0], 0
	return items
}
