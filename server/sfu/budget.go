package sfu

import "time"

// budget is a token bucket over bytes: it allows one and a half times a bit rate, with two seconds of it saved up.
type budget struct {
	perSecond, most, left float64
	last                  time.Time
}

func newBudget(bitRate int) budget {
	r := 1.5 * float64(bitRate) / 8
	return budget{perSecond: r, most: 2 * r, left: 2 * r}
}

// take tells whether n bytes are within the budget and takes them.
func (b *budget) take(n int, now time.Time) bool {
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
