package hall

import "sync"

// mailbox is an inbox that never makes a sender wait. What bounds it is that
// each session has only one command under way at a time.
type mailbox[T any] struct {
	mu     sync.Mutex
	items  []T
	closed bool
	wake   chan struct{}
}

func newMailbox[T any]() *mailbox[T] { return &mailbox[T]{wake: make(chan struct{}, 1)} }

// put adds an item; false when the owner has closed the box.
func (m *mailbox[T]) put(v T) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return false
	}
	m.items = append(m.items, v)
	select {
	case m.wake <- struct{}{}:
	default:
	}
	return true
}

// take returns all that waits, oldest first.
func (m *mailbox[T]) take() []T {
	m.mu.Lock()
	defer m.mu.Unlock()
	items := m.items
	m.items = nil
	return items
}

// close refuses further items and returns those that still wait.
func (m *mailbox[T]) close() []T {
	m.mu.Lock()
	m.closed = true
	m.mu.Unlock()
	return m.take()
}
