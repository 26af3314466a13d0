package line

import (
	"math"
	"time"
)

// train is packets of which none waited less than the one before: they stood in one queue, and come as fast as the line carries.
type train struct {
	n          int
	from, wait time.Duration // how long the first and the last waited
	last       [6]struct {   // in turn
		at   time.Duration
		bits int
	}
	sent  time.Duration // when the last was,
	usual time.Duration // and how long after the one before packets are
}

// add takes a packet that came at a time. It tells for how long nothing had been sent, if that was longer than usual.
func (c *train) add(sent, at time.Duration, size int) (rested time.Duration) {
	wait := at - sent
	if c.n == 0 || wait < c.wait-trembles || at-c.last[(c.n-1)%len(c.last)].at > lately {
		c.n, c.from = 0, wait
	}
	last := &c.last[c.n%len(c.last)]
	last.at, last.bits = at, 8*size
	c.n, c.wait = c.n+1, wait
	gap, first := sent-c.sent, c.sent == 0
	if c.sent = max(c.sent, sent); gap <= together || first {
		return 0
	}
	if gap > max(rests, 3*c.usual) {
		rested = gap
	}
	c.usual += (gap - c.usual) / 16
	return rested
}

// rested notes that nothing had been sent for so long before a packet that came at a time: a queue begins there at the earliest. What a
// machine that stood still sends in a heap then, with the sound, queues up.
func (l *Line) rested(long, came, now time.Duration) {
	if long == 0 || l.sending == 0 {
		return
	}
	if l.clear = max(l.clear, came); long > lately {
		l.emptied, l.doubt = now, now+min(long, time.Second)
	}
}

// waits tells whether packets wait ever longer.
func (c *train) waits() bool { return c.n >= many && c.wait-c.from >= rises }

// carries is how fast its newest packets came.
func (c *train) carries() float64 {
	k, bits := min(c.n, len(c.last)), 0
	for i := c.n - k + 1; i < c.n; i++ {
		bits += c.last[i%len(c.last)].bits
	}
	took := c.last[(c.n-1)%len(c.last)].at - c.last[(c.n-k)%len(c.last)].at
	return float64(bits) / max(took, time.Millisecond).Seconds()
}

// falls tells whether packets wait ever longer because the line carries much less than was believed, and less than is sent, and how
// much. Such a queue need not stand before it is believed: what a busy machine reads late it reads in a heap, of which the last waited
// least.
func (l *Line) falls() (carries float64, is bool) {
	if !l.train.waits() {
		return 0, false
	}
	carries = l.train.carries()
	return carries, carries < math.Min(shorter*l.rate, l.sending)
}
