package sfu

import "time"

// Rules for who joins a stream whose keyframes come when they come: everything since the last one is sent, faster than any
// stream, but not so fast that it would be lost on the way.
const (
	wholeRing    = 2048 // packets: a group of 2 s at 9 Mbit/s, of 8 s at 2.4
	wholeMax     = wholeRing - 256
	catchUpBatch = 16
	catchUpPace  = 4 * time.Millisecond // a batch each: 38 Mbit/s
	// catchUpSpeed is by how much the times of old packets are drawn together towards the present, so that the viewer takes
	// them for a burst and not for a network that delays by seconds.
	catchUpSpeed = 64
)

// entry is where a viewer came into a stream: times up to here are drawn together.
type entry struct {
	seq int64
	ts  uint32
}

// catchUp begins to send what has been since the last keyframe. Called by the track's reader, with the turn.
func (s *pionSub) catchUp(l *lane, recent []*packet) {
	last := recent[len(recent)-1]
	s.entered = &entry{last.seq, last.ts}
	l.head, l.behind = last.seq, true
	from := recent[0].seq
	if !s.v.p.start(func() { s.runCatchUp(l, from) }) {
		l.behind = false
	}
}

// runCatchUp is a goroutine of the viewer until it is where the stream is.
func (s *pionSub) runCatchUp(l *lane, next int64) {
	tick := time.NewTicker(catchUpPace)
	defer tick.Stop()
	var p packet
	for {
		more := s.catchUpSome(l, &next, &p)
		s.v.p.sfu.net.Flush()
		if !more {
			return
		}
		select {
		case <-tick.C:
		case <-s.v.p.quit:
			return
		}
	}
}

// catchUpSome sends one batch and tells whether there is more.
func (s *pionSub) catchUpSome(l *lane, next *int64, p *packet) bool {
	s.turn.Lock()
	defer s.turn.Unlock()
	for range catchUpBatch {
		if l != s.cur || !l.behind || s.gone.Load() || s.v.p.cut.Load() || l.t.muted.Load() {
			return false
		}
		if *next > l.head {
			l.behind = false
			return false
		}
		if !l.t.ring.copyOut(*next, p) { // the stream was faster
			s.startOver()
			l.behind = false
			return false
		}
		s.writeAll([]*packet{p})
		*next++
	}
	return true
}
