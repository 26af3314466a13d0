package intake

import (
	"sync"
	"time"
)

// Budget is a token bucket over bytes: it allows one and a half times a bit rate, with two seconds of it saved up.
// Any goroutine may use it: all layers of a picture share one.
type Budget struct {
	mu                    sync.Mutex
	perSecond, most, left float64
	last                  time.Time
}

// NewBudget allows a bit rate in bits a second.
func NewBudget(bitRate int) *Budget {
	r := 1.5 * float64(bitRate) / 8
	return &Budget{perSecond: r, most: 2 * r, left: 2 * r}
}

// Take tells whether n bytes are within the budget and takes them.
func (b *Budget) Take(n int, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.last.IsZero() {
		b.left = min(b.most, b.left+now.Sub(b.last).Seconds()*b.perSecond)
	}
	b.last = now
	if b.left < float64(n) {
		return false
	}
	b.left -= float64(n)
	return true
}
