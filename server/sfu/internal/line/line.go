// Package line estimates what the way to one viewer carries, from transport-wide feedback or, without it, from the loss in receiver
// reports. It is pure: times are the caller's. The queue on the way is judged by the fastest packet of a report, as in media/rtc's
// estimator; unlike that one it belongs to a sender that cannot choose its rate, so that nothing is believed that was not carried,
// and is small, because there is one a viewer.
package line

import (
	"math"
	"time"
)

// Rules.
const (
	queueHigh  = 30 * time.Millisecond  // packets queue up,
	queueAlarm = 100 * time.Millisecond // and badly
	queueLow   = 15 * time.Millisecond  // the line is free
	lossHigh   = 0.12
	lossLow    = 0.10
	many       = 5                       // packets of a report that tell of the queue by themselves
	lately     = 250 * time.Millisecond  // and from when on reports are taken together otherwise
	window     = 500 * time.Millisecond  // over which is measured what was carried
	stale      = 1500 * time.Millisecond // what was sent before is not called lost any more
	baseKept   = 10 * time.Second
	flatTime   = 4 * time.Second // a queue that stands so long whatever is sent is a longer way
	silence    = 1200 * time.Millisecond
	growth     = 2.5 // a second, while more is tried
	headroom   = 1.4 // of what was carried: more is not believed
	spare      = 30_000
	restFirst  = 1500 * time.Millisecond // before more is tried again,
	restMost   = 3 * time.Second         // after failures
	least      = 20_000                  // bits a second
)

// Kept is how many packets are remembered until they are reported on.
const Kept = 1024

type sent struct {
	seq  uint16
	size uint16 // 0: not to be looked at
	at   int32  // ms since the beginning, of 2^31
}

// Line is one viewer's. It belongs to who holds the caller's lock.
type Line struct {
	sent      [Kept]sent
	rate      float64
	most      float64 // nothing more needs to be known
	reported  bool    // feedback comes
	sentAt    time.Duration
	heardAt   time.Duration
	carried   meter
	ref       int64
	refKnown  bool
	base      [2]time.Duration
	baseAt    time.Duration
	baseKnown bool
	recent    [4]recent // the last reports, the newest first
	queue     time.Duration
	over      int
	queued    time.Duration // since when
	loss      float64
	dropped   time.Duration
	lossDrop  time.Duration
	drops     int // by loss, in a row
	lossThen  float64
	immune    time.Duration
	rest      time.Duration
	tryAfter  time.Duration
	trying    bool
}

// New begins with a guess in bits a second.
func New(start int) *Line { return &Line{rate: float64(start), most: 1e9, rest: restFirst} }

// Rate is the estimate in bits a second, of the packets that are noted.
func (l *Line) Rate() int { return int(l.rate) }

// Loss is the share of packets lost lately, 0..1.
func (l *Line) Loss() float64 { return l.loss }

// Sent notes a packet by its transport-wide number.
func (l *Line) Sent(seq uint16, size int, now time.Duration) {
	l.sent[seq%Kept] = sent{seq: seq, size: uint16(min(size, math.MaxUint16)), at: int32(now.Milliseconds())}
	if l.sentAt <= l.heardAt {
		l.sentAt = now
	}
}

// Again notes that a packet was sent once more: when it comes tells nothing.
func (l *Line) Again(seq uint16) {
	if s := &l.sent[seq%Kept]; s.seq == seq {
		s.size = 0
	}
}

// Want says what the line would have to carry for more to be sent; 0: nothing. It returns how many bits a second to send besides, to
// find out whether it does.
func (l *Line) Want(goal int, now time.Duration) (extra int) {
	if goal == 0 {
		l.most, l.trying = 1e9, false
		return 0
	}
	l.most = float64(goal) * 1.05
	if !l.reported || now < l.tryAfter || l.queue > queueLow {
		return 0
	}
	l.trying = true
	return int(math.Max(math.Min(l.rate*headroom, l.most)+spare-l.carried.rate(), 0))
}

// Tick is to be called several times a second.
func (l *Line) Tick(now time.Duration) {
	switch {
	case !l.reported:
	case l.sentAt > l.heardAt && now-l.sentAt > silence: // nothing comes through, or no feedback does
		l.sentAt = 0
		l.lower(0.5*l.rate, now)
	case l.sentAt <= l.heardAt && now-l.heardAt > silence: // nothing is sent, so nothing waits on the way
		l.queue, l.over, l.loss, l.drops, l.carried = 0, 0, 0, 0, meter{}
	}
}

// Lost takes the share of packets lost, 0..1, from a receiver report while sending so many bits a second. It counts where there is no
// feedback.
func (l *Line) Lost(share float64, sending int, now time.Duration) {
	if l.reported {
		return
	}
	l.loss = share
	switch {
	case share > 0.1:
		l.rate = math.Max((1-0.5*share)*math.Min(l.rate, float64(sending)), least)
		l.tryAfter = now + l.failed()
	case share < 0.02 && now >= l.tryAfter:
		l.rate = math.Min(1.15*l.rate, math.Max(2*float64(sending), l.rate))
	}
}

// Feedback takes one report about packets.
func (l *Line) Feedback(f *Feedback, now time.Duration) {
	since := min(now-l.heardAt, time.Second)
	if !l.reported {
		since = 0
	}
	n, lost := 0, 0
	fastest := time.Duration(math.MaxInt64)
	arrival := l.reference(f.Reference)
	f.Each(func(seq uint16, received bool, delta time.Duration) {
		arrival += delta
		s := &l.sent[seq%Kept]
		if s.seq != seq || s.size == 0 {
			return
		}
		if !received {
			if now-time.Duration(s.at)*time.Millisecond < stale {
				n, lost = n+1, lost+1
			}
			return
		}
		n++
		l.carried.add(arrival, int(s.size))
		s.size = 0
		fastest = min(fastest, arrival-time.Duration(s.at)*time.Millisecond)
	})
	if n == 0 {
		return
	}
	l.reported, l.heardAt = true, now
	weight := math.Min(math.Max(float64(n)/100, since.Seconds()/1.5), 1)
	l.loss += (float64(lost)/float64(n) - l.loss) * weight
	if lost < n {
		l.judge(fastest, n-lost, now)
	}
	switch {
	case l.overused(now):
		l.full(now)
	case l.losing(now):
	case l.queue < queueLow && (l.loss < lossLow || now < l.immune):
		l.grow(since)
	}
}

// reference unwraps a report's 24-bit time.
func (l *Line) reference(ref uint32) time.Duration {
	r := int64(ref)
	if l.refKnown {
		r = l.ref + int64(int32(uint32(r-l.ref)<<8)>>8)
	}
	l.ref, l.refKnown = r, true
	return time.Duration(r) * 64 * time.Millisecond
}

// recent is one report: how many packets came, and the least time one took.
type recent struct {
	at, fastest time.Duration
	n           int
}

// judge measures the queue by the fastest packet of a report of many; of few, of those of a quarter of a second, so that a fast one
// is among them.
func (l *Line) judge(fastest time.Duration, n int, now time.Duration) {
	if !l.baseKnown {
		l.baseKnown, l.base, l.baseAt = true, [2]time.Duration{fastest, fastest}, now
	}
	if now-l.baseAt > baseKept {
		l.base[1], l.base[0], l.baseAt = l.base[0], fastest, now
	}
	l.base[0] = min(l.base[0], fastest)
	copy(l.recent[1:], l.recent[:])
	l.recent[0] = recent{now, fastest, n}
	for _, r := range l.recent[1:] {
		if n >= many || r.n == 0 || now-r.at > lately {
			break
		}
		fastest, n = min(fastest, r.fastest), n+r.n
	}
	l.queue = fastest - min(l.base[0], l.base[1])
}

// overused tells whether a queue stands, over two reports so that one late report is not taken for it.
func (l *Line) overused(now time.Duration) bool {
	if l.queue < queueHigh {
		l.over, l.queued = 0, now
		return false
	}
	l.over++
	if now-l.queued > flatTime && l.queue < 2*queueAlarm {
		l.base = [2]time.Duration{l.base[0] + l.queue, l.base[0] + l.queue}
		l.over, l.queued = 0, now
		return false
	}
	return l.over >= 2 || l.queue > queueAlarm
}

// full lowers the estimate to less than what was carried, so that the queue empties.
func (l *Line) full(now time.Duration) {
	if now-l.dropped < 300*time.Millisecond {
		return
	}
	factor := 0.9
	if l.queue > queueAlarm {
		factor = 0.75
	}
	l.lower(math.Min(l.rate, factor*l.carried.rate()), now)
}

func (l *Line) lower(to float64, now time.Duration) {
	l.rate, l.dropped = math.Max(to, least), now
	l.tryAfter = now + l.failed()
}

// failed is how long to wait before more is tried: longer, the more often that has failed.
func (l *Line) failed() time.Duration {
	wait := l.rest
	if l.trying {
		l.rest = min(2*l.rest, restMost)
	}
	l.trying = false
	return wait
}

// losing lowers the estimate while much is lost, unless that was seen to make no difference: then the loss is the radio's.
func (l *Line) losing(now time.Duration) bool {
	if l.loss < lossHigh {
		l.drops = 0
		return false
	}
	if now < l.immune && l.loss < 0.4 {
		return false
	}
	if now-l.lossDrop < 700*time.Millisecond {
		return true
	}
	if l.drops == 0 {
		l.lossThen = l.loss
	}
	if l.drops >= 3 && l.loss > 0.8*l.lossThen && l.queue < queueLow {
		l.drops, l.immune = 0, now+10*time.Second
		return false
	}
	l.drops++
	l.lossDrop = now
	l.lower(math.Min(l.rate, l.carried.rate()*headroom)*(1-0.5*math.Min(l.loss, 0.6)), now)
	return true
}

// grow raises the estimate, but not beyond what was carried and a little.
func (l *Line) grow(since time.Duration) {
	ceiling := math.Min(headroom*l.carried.rate()+spare, l.most)
	if l.rate < ceiling {
		l.rate = math.Min(l.rate*math.Pow(growth, since.Seconds()), ceiling)
	}
	if l.trying && l.rate >= l.most {
		l.rest = restFirst
	}
}
