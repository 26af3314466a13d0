package line

import (
	"math"
	"time"
)

const (
	// paceOver is by how much faster pictures are sent than a line is known to carry, so that it is known when it carries more;
	// paceBest is the same of what is sent where nothing better is wanted.
	paceOver, paceBest = 1.1, 1.5
	// paceKept is how long a line that carries all is still taken for short after packets last queued up, if they did so paceTimes:
	// once is what a busy machine does, too.
	paceKept  = 30 * time.Second
	paceTimes = 3
	// paceMost is how long pictures may be held back by it.
	paceMost = 250 * time.Millisecond
	// drains is how long nothing is sent where a line has become short: what waits on it leaves no room for more.
	drains = 100 * time.Millisecond
	// quick is as fast as packets are sent where no pace is set.
	quick = 38_000_000
	// ahead is how far sending is ahead of its pace, so that not every packet has to be waited for.
	ahead = 4 * time.Millisecond
)

// Pace is how fast pictures are to be sent, in bits a second, so that sound does not queue up behind a keyframe; 0: at once. Only a
// line on which packets have queued up has one. Goal is as for Want.
func (l *Line) Pace(goal, sending int, now time.Duration) int {
	if l == nil {
		return 0
	}
	defer l.lock()()
	over := paceOver
	switch {
	case !l.reported || l.times == 0:
		return 0
	case goal == 0 && now-l.seen > paceKept:
		l.times = 0
		return 0
	case goal == 0 && l.times < paceTimes:
		return 0
	case goal == 0:
		over = paceBest
	}
	return int(math.Max(paceOver*l.rate, over*float64(sending)))
}

// Bucket spreads packets over time.
type Bucket struct{ free time.Duration }

// Wait is how long the next packet has to wait; not longer than 0: it may go.
func (b *Bucket) Wait(now time.Duration) time.Duration { return b.free - now - ahead }

// Drain has the next packet wait until there is room on a line that has become short.
func (b *Bucket) Drain(now time.Duration) { b.free = max(b.free, now+drains) }

// Take notes that a packet was sent at rate, in bits a second, 0 for as fast as no line minds, while held bytes wait: where they would
// wait for too long it is faster.
func (b *Bucket) Take(size, held, rate int, now time.Duration) {
	if rate == 0 {
		rate = quick
	}
	rate = max(rate, int(float64(held)*8/paceMost.Seconds()))
	b.free = max(b.free, now) + time.Duration(size)*8*time.Second/time.Duration(rate)
}
