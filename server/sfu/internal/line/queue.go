package line

import (
	"math"
	"time"
)

// recent is one report: how many packets came, and the least time one took.
type recent struct {
	at, fastest time.Duration
	n           int
	pairs       pairs
}

// pairs are packets that were sent right after another: how many bits they have, and how much later than the other they came.
type pairs struct {
	n, bits int
	took    time.Duration
}

// judge measures the queue by the fastest packet of a report of many; of few, of those of a quarter of a second, so that a fast one
// is among them. A queue is there if it is in all reports of some time.
func (l *Line) judge(r recent) {
	fastest, n, now := r.fastest, r.n, r.at
	if !l.baseKnown {
		l.baseKnown, l.base, l.baseAt = true, [2]time.Duration{fastest, fastest}, now
	}
	if now-l.baseAt > baseKept {
		l.base[1], l.base[0], l.baseAt = l.base[0], fastest, now
	}
	l.base[0] = min(l.base[0], fastest)
	copy(l.recent[1:], l.recent[:])
	l.recent[0] = r
	least, stands := fastest, fastest
	for _, r := range l.recent[1:] {
		switch {
		case r.n == 0 || now-r.at > lately:
		case n < many:
			least, n = min(least, r.fastest), n+r.n
			stands = min(stands, r.fastest)
			continue
		case now-r.at <= standing:
			stands = min(stands, r.fastest)
			if now-r.at <= trying {
				least = min(least, r.fastest)
			}
			continue
		}
		break
	}
	most, p := fastest, pairs{}
	for _, r := range l.recent {
		if r.n > 0 && now-r.at <= 3*standing/2 {
			most = max(most, r.fastest)
			p.n, p.bits, p.took = p.n+r.pairs.n, p.bits+r.pairs.bits, p.took+r.pairs.took
		}
	}
	l.empties = most-fastest > queueLow
	l.heaps = p.n >= fewPairs && float64(p.bits) > heaped*l.carried.since(l.clear)*p.took.Seconds()
	base := min(l.base[0], l.base[1])
	l.queue, l.stands = least-base, stands-base
	if fastest-base < queueLow {
		l.clear = l.newest
	}
	if l.stands >= queueHigh {
		if l.times == 0 || now-l.seen > time.Second {
			l.times++
		}
		l.seen = now
	}
}

// overused tells whether a queue stands, over two reports so that one late report is not taken for it.
func (l *Line) overused(now time.Duration) bool {
	if now < l.doubt {
		return false
	}
	_, falls := l.falls()
	if l.stands < queueHigh {
		l.over, l.queued, l.stood = 0, now, 0
		return falls
	}
	l.over++
	if now-l.queued > flatTime && l.stands < 2*queueAlarm {
		l.base = [2]time.Duration{l.base[0] + l.stands, l.base[0] + l.stands}
		l.over, l.queued = 0, now
		return false
	}
	return falls || l.over >= 2 && (!l.empties && !l.heaps || now-l.queued > standsLong || l.stands > 2*queueAlarm)
}

// full lowers the estimate to less than what was carried since the queue began, so that it empties. While it does nothing more is
// lowered: what comes then is what is sent.
func (l *Line) full(now time.Duration) {
	if now-l.dropped < again {
		return
	}
	if l.stands < l.stood-queueLow {
		l.stood, l.dropped = l.stands, now
		return
	}
	l.stood = l.stands
	carried, factor := l.carried.since(l.clear), 0.9
	if l.stands > queueAlarm {
		factor = 0.85
	}
	if carries, is := l.falls(); is { // and more waits than is known yet
		carried, factor = math.Min(carries, carried), 0.7
		l.times, l.seen = max(l.times, 1), now
	}
	l.loss, l.lowered, l.emptied, l.fell = 0, false, now, now
	l.lower(math.Min(l.rate, factor*carried), now)
}
