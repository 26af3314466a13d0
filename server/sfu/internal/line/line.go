// Package line estimates what the way to one viewer carries, from transport-wide feedback or, without it, from the loss in receiver
// reports. It is pure: times are the caller's. The queue on the way is judged by the fastest packet of a fifth of a second: what is
// late only sometimes is so because sender or receiver has no time. While a queue stands the line carries as much as it can, and that
// is the estimate. It belongs to a sender that cannot choose its rate, so that nothing is believed that was not carried, and is small,
// because there is one a viewer.
package line

import (
	"math"
	"sync"
	"time"
)

// Rules.
const (
	queueHigh   = 30 * time.Millisecond  // packets queue up,
	queueAlarm  = 100 * time.Millisecond // and badly
	queueLow    = 15 * time.Millisecond  // the line is free
	lossHigh    = 0.12
	lossLow     = 0.10
	many        = 5                      // packets of a report that tell of the queue by themselves
	lately      = 250 * time.Millisecond // and from when on reports are taken together otherwise
	standing    = 200 * time.Millisecond // a queue is one that has not been empty for so long,
	standsLong  = time.Second            // and if it becomes shorter, for so long
	together    = 5 * time.Millisecond   // packets sent within so long of each other come one after the other
	fewPairs    = 4
	trembles    = 3 * time.Millisecond    // what times are uncertain by
	rises       = 80 * time.Millisecond   // by so much the wait grows within one queue,
	shorter     = 0.7                     // while so little of the estimate comes, and the line has become short
	rests       = 100 * time.Millisecond  // nothing sent for so long, and it is not the line that is slow
	again       = 300 * time.Millisecond  // between two times that the estimate is lowered for a queue
	heaped      = 3.0                     // so many times faster than the line carries, and they came in a heap
	trying      = 110 * time.Millisecond  // or while more is tried
	queueGone   = 500 * time.Millisecond  // loss so long after a queue was seen is none of the queue's
	lossTime    = 2 * time.Second         // before such loss is taken for the line's all the same
	lossRadio   = 0.3                     // but not so much of it
	lossTrial   = 1500 * time.Millisecond // how long less is sent, to see whether less is lost
	immuneFirst = 20 * time.Second        // how long loss counts for nothing where less brought no less of it,
	immuneMost  = 2 * time.Minute         // the longer, the more often
	window      = 500 * time.Millisecond  // over which is measured what was carried
	stale       = 1500 * time.Millisecond // what was sent before is not called lost any more
	baseKept    = 10 * time.Second
	flatTime    = 4 * time.Second // a queue that stands so long whatever is sent is a longer way
	silence     = 1200 * time.Millisecond
	growth      = 2.5  // a second, while more is tried
	headroom    = 1.4  // of what was carried: so much is tried,
	believed    = 1.15 // and so much is believed
	spare       = 30_000
	settles     = 400 * time.Millisecond  // before more is tried at first
	repairs     = 0.2                     // share of a full line that repairs may have,
	repairsOnce = 4000                    // and so many bytes at once
	givenUp     = 2 * time.Second         // how long none are sent of a layer that was too much
	firstTry    = 200_000                 // what is tried at once, whatever was carried
	restFirst   = 1500 * time.Millisecond // before more is tried again,
	restMost    = 3 * time.Second         // after failures
	least       = 20_000                  // bits a second
	blindFirst  = 10 * time.Second        // the same without feedback, where a try is all of the next layer
	blindMost   = 2 * time.Minute
)

// Kept is how many packets are remembered until they are reported on.
const Kept = 1024

type sent struct {
	seq  uint16
	size uint16 // 0: not to be looked at
	at   int32  // ms since the beginning, of 2^31
}

// Line is one viewer's. Safe for use from any goroutine; of a nil one nothing is known, and it takes everything.
type Line struct {
	mu        sync.Mutex
	sent      [Kept]sent
	rate      float64
	most      float64 // nothing more needs to be known
	reported  bool    // feedback comes
	sentAt    time.Duration
	ticked    time.Duration
	heardAt   time.Duration
	carried   meter
	padded    meter         // sent
	newest    time.Duration // when the newest packet came, by the receiver's clock
	mend      float64       // bytes that repairs may have
	mendAt    time.Duration
	ref       int64
	refKnown  bool
	base      [2]time.Duration
	baseAt    time.Duration
	baseKnown bool
	recent    [8]recent     // the last reports, the newest first
	queue     time.Duration // of the last reports
	stands    time.Duration // and since longer
	empties   bool          // it becomes shorter
	heaps     bool          // what is sent at once comes at once: it is not the line that makes wait
	train     train         // the newest packets
	sending   float64       // bits a second, without padding
	doubt     time.Duration // until when a queue is the sender's, who stood still
	stood     time.Duration // the queue when the estimate was last lowered for it
	over      int
	queued    time.Duration // since when
	clear     time.Duration // when a packet last came that had not waited, by the receiver's clock
	seen      time.Duration // when a queue was last seen
	times     int           // how often, a second apart
	missing   missing
	loss      float64
	dropped   time.Duration
	emptied   time.Duration // what was sent before and is lost has been answered
	fell      time.Duration // when less was sent last for a queue
	lossDrop  time.Duration
	lossSince time.Duration
	lowered   bool // for loss, and from where
	lossThen  float64
	rateThen  float64
	immune    time.Duration // until when loss counts for nothing, and for how long the next time
	immuneFor time.Duration
	rest      time.Duration
	tryAfter  time.Duration
	tries     bool
	blind     time.Duration // how long to wait after a try without feedback failed
	failedAt  time.Duration // and when one last did
}

// New begins with a guess in bits a second.
func New(start int) *Line {
	return &Line{rate: float64(start), most: 1e9, rest: restFirst, seen: -queueGone, immuneFor: immuneFirst}
}

// Rate is the estimate in bits a second, of the packets that are noted; 0: not known.
func (l *Line) Rate() int {
	if l == nil {
		return 0
	}
	defer l.lock()()
	return int(l.rate)
}

// lock locks, and returns what unlocks.
func (l *Line) lock() func() {
	l.mu.Lock()
	return l.mu.Unlock
}

// Sent notes a packet by its transport-wide number.
func (l *Line) Sent(seq uint16, size int, now time.Duration) {
	if l == nil {
		return
	}
	defer l.lock()()
	l.note(seq, size, now)
}

func (l *Line) note(seq uint16, size int, now time.Duration) {
	l.sent[seq%Kept] = sent{seq: seq, size: uint16(min(size, math.MaxUint16)), at: int32(now.Milliseconds())}
	if l.sentAt <= l.heardAt {
		l.sentAt = now
	}
}

// Pad notes a packet of padding alone.
func (l *Line) Pad(seq uint16, size int, now time.Duration) {
	if l == nil {
		return
	}
	defer l.lock()()
	l.padded.add(now, size)
	l.note(seq, size, now)
}

// Again notes that a packet was sent once more: when it comes tells nothing, but the line carries it.
func (l *Line) Again(seq uint16, size int) {
	if l == nil {
		return
	}
	defer l.lock()()
	if s := &l.sent[seq%Kept]; s.seq == seq {
		s.size = 0
		l.missing.asked(seq, time.Duration(s.at)*time.Millisecond >= l.emptied)
	}
	l.carried.add(l.newest, size)
}

// Tick is to be called several times a second.
func (l *Line) Tick(now time.Duration) {
	if l == nil {
		return
	}
	defer l.lock()()
	stood := now-l.ticked > silence/2 // this machine, and what was reported meanwhile is yet to be read
	l.ticked = now
	switch {
	case !l.reported:
	case stood && l.sentAt > l.heardAt:
		l.sentAt = now
	case l.sentAt > l.heardAt && now-l.sentAt > silence: // nothing comes through, or no feedback does
		l.sentAt = 0
		l.lower(0.5*l.rate, now)
	case l.sentAt <= l.heardAt && now-l.heardAt > silence: // nothing is sent, so nothing waits on the way
		l.queue, l.stands, l.over, l.loss, l.lowered, l.carried, l.recent = 0, 0, 0, 0, false, meter{}, [len(l.recent)]recent{}
	}
}

// Full tells whether packets queue up.
func (l *Line) Full() bool {
	if l == nil {
		return false
	}
	defer l.lock()()
	return l.stands >= queueHigh || l.train.waits()
}

// Feedback takes one report about packets, and tells whether the line carries less for it.
func (l *Line) Feedback(f *Feedback, now time.Duration) (less bool) {
	if l == nil {
		return false
	}
	defer l.lock()()
	since := min(now-l.heardAt, time.Second)
	if !l.reported {
		since = 0
	}
	n := 0
	newest := l.newest
	var pairs pairs
	var sentAt, cameAt time.Duration
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
				l.missing.add(seq)
			}
			return
		}
		n++
		if t := time.Duration(s.at) * time.Millisecond; n > 1 && (t-sentAt).Abs() <= together {
			pairs.n, pairs.bits, pairs.took = pairs.n+1, pairs.bits+8*int(s.size), pairs.took+arrival-cameAt
		}
		sentAt, cameAt = time.Duration(s.at)*time.Millisecond, arrival
		l.carried.add(arrival, int(s.size))
		l.rested(l.train.add(sentAt, arrival, int(s.size)), arrival, now)
		newest = max(newest, arrival)
		s.size = 0
		l.missing.newest = max(l.missing.newest, s.at)
		fastest = min(fastest, arrival-sentAt)
	})
	lost := l.missing.settle(l)
	if n += lost; n == 0 {
		return false
	}
	if !l.reported {
		l.tryAfter = now + settles
	}
	rate := l.rate
	l.reported, l.heardAt, l.newest = true, now, newest
	weight := math.Min(math.Max(float64(n)/100, since.Seconds()/1.5), 1)
	l.loss += (float64(lost)/float64(n) - l.loss) * weight
	if lost < n {
		l.judge(recent{now, fastest, n - lost, pairs})
	}
	l.decide(since, now)
	return l.rate < rate
}

// decide lowers or raises the estimate by what a report has told.
func (l *Line) decide(since, now time.Duration) {
	switch {
	case l.overused(now):
		l.full(now)
	case l.losing(now):
	case l.queue < queueLow && (l.loss < lossLow || now < l.immune || l.loss < lossRadio && now-l.seen > queueGone):
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

func (l *Line) lower(to float64, now time.Duration) {
	l.rate, l.dropped = math.Max(to, least), now
	l.tryAfter = now + l.failed()
}
