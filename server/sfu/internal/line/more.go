package line

import (
	"math"
	"time"
)

// Want says what the line would have to carry for more to be sent, 0 for nothing, and what is sent now. It returns how many bits a
// second to send besides, to find out whether it does.
func (l *Line) Want(goal, sending int, now time.Duration) (extra int) {
	if l == nil {
		return 0
	}
	defer l.lock()()
	l.sending = float64(sending)
	if goal == 0 {
		l.most, l.tries = 1e9, false
		return 0
	}
	l.most = float64(goal) * 1.05
	if !l.reported || now < l.tryAfter || l.queue > queueLow {
		return 0
	}
	l.tries = true
	l.padded.add(now, 0)
	carried := l.carried.rate()
	media := math.Max(carried-l.padded.rate(), float64(sending))
	return int(math.Max(min(l.rate*headroom, l.most, math.Max(carried*headroom, firstTry))+spare-media, 0))
}

// Repairs tells whether a packet may be sent once more, of what plays or of what did: where packets queue up repairs would keep the
// line full, and what was given up for that is not wanted any more.
func (l *Line) Repairs(size int, plays bool, now time.Duration) bool {
	if l == nil {
		return true
	}
	defer l.lock()()
	if !plays && l.fell > 0 && now-l.fell < givenUp {
		return false
	}
	if l.stands < queueHigh {
		l.mend, l.mendAt = repairsOnce, now
		return true
	}
	l.mend, l.mendAt = math.Min(l.mend+(now-l.mendAt).Seconds()*repairs*l.rate/8, repairsOnce), now
	if !plays || l.mend < float64(size) {
		return false
	}
	l.mend -= float64(size)
	return true
}

// failed is how long to wait before more is tried: longer, the more often that has failed.
func (l *Line) failed() time.Duration {
	wait := l.rest
	if l.tries {
		l.rest = min(2*l.rest, restMost)
	}
	l.tries = false
	return wait
}

// grow raises the estimate, but not beyond what was carried and a little.
func (l *Line) grow(since time.Duration) {
	ceiling := math.Min(believed*l.carried.rate()+spare, l.most)
	if l.rate < ceiling {
		l.rate = math.Min(l.rate*math.Pow(growth, since.Seconds()), ceiling)
	}
	if l.tries && l.rate >= l.most {
		l.rest = restFirst
	}
}
