package nodes

import (
	"slices"
	"sync"
	"time"
)

// noise is how long nothing may come on a busy machine without being called a gap.
const noise = 500 * time.Millisecond

// gaps notes when something came, and says how long it did not.
type gaps struct {
	mu sync.Mutex
	at []time.Time // since the mark, after the last one before it
}

// add notes that it came now.
func (g *gaps) add() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.at = append(g.at, time.Now())
}

// mark forgets what came before now, but for the last.
func (g *gaps) mark() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if n := len(g.at); n > 1 {
		g.at = append(g.at[:0], g.at[n-1])
	}
}

// steady reports whether it has come for some time up to now without a gap.
func (g *gaps) steady(span time.Duration) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	next := time.Now()
	for _, at := range slices.Backward(g.at) {
		if next.Sub(at) > noise {
			return false
		}
		if next = at; time.Since(at) > span {
			return true
		}
	}
	return false
}

// worst is the longest gap since the mark, and when the last one that counts was over,
// after begin; 0: there was none.
func (g *gaps) worst(begin time.Time) (longest, over time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i := 1; i < len(g.at); i++ {
		gap := g.at[i].Sub(g.at[i-1])
		longest = max(longest, gap)
		if gap > noise && g.at[i].After(begin) {
			over = g.at[i].Sub(begin)
		}
	}
	return longest, over
}
