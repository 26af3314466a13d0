package limit

import (
	"sync"
	"time"
)

// Table has a value for each key, at most so many: values that are idle are
// forgotten, and who comes when there is no room shares one value with others.
// Any goroutine may call it; a value is used only within With.
type Table[K comparable, V any] struct {
	most int
	idle func(*V, time.Time) bool

	mu     sync.Mutex
	by     map[K]*V
	shared V
	swept  time.Time
}

// NewTable makes a table of at most so many values. idle says whether one may be
// forgotten; it is called while the table is locked and must not call it.
func NewTable[K comparable, V any](most int, idle func(*V, time.Time) bool) *Table[K, V] {
	return &Table[K, V]{most: most, idle: idle, by: make(map[K]*V)}
}

// sweepPause keeps a table that is full of busy values from being searched again
// for each new key.
const sweepPause = time.Second

// With calls f with a key's value, while the table is locked.
func (t *Table[K, V]) With(key K, now time.Time, f func(*V)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	v := t.by[key]
	if v == nil && len(t.by) >= t.most && (t.swept.IsZero() || now.Sub(t.swept) >= sweepPause) {
		t.swept = now
		for k, old := range t.by {
			if t.idle(old, now) {
				delete(t.by, k)
			}
		}
	}
	if v == nil {
		if len(t.by) >= t.most {
			f(&t.shared)
			return
		}
		v = new(V)
		t.by[key] = v
	}
	f(v)
}

// Len is how many keys have a value of their own.
func (t *Table[K, V]) Len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.by)
}
