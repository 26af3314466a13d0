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

// stamp is the timestamp a packet has for this viewer. It depends on nothing but the packet: a repair is to be the same.
func (s *pionSub) stamp(p *packet) uint32 {
	e := s.entered.Load()
	if e == nil || p.seq > e.seq {
		return p.ts
	}
	return e.ts - uint32(int32(e.ts-p.ts)/catchUpSpeed)
}

// catchUp begins to send what has been since the last keyframe. Called by the track's reader.
func (s *pionSub) catchUp(recent []*packet) {
	last := recent[len(recent)-1]
	s.entered.Store(&entry{last.seq, last.ts})
	s.catch.Lock()
	s.head = last.seq
	s.behind.Store(true)
	s.catch.Unlock()
	from := recent[0].seq
	if !s.v.p.start(func() { s.runCatchUp(from) }) {
		s.behind.Store(false)
	}
}

// held notes packets that came while the viewer is behind; it will read them from the ring.
func (s *pionSub) held(packets []*packet) bool {
	s.catch.Lock()
	defer s.catch.Unlock()
	if !s.behind.Load() {
		return false
	}
	if n := len(packets); n > 0 {
		s.head = max(s.head, packets[n-1].seq)
	}
	return true
}

// fallOut ends catching up; what follows begins with a keyframe.
func (s *pionSub) fallOut() {
	s.catch.Lock()
	defer s.catch.Unlock()
	s.behind.Store(false)
}

// runCatchUp is a goroutine of the viewer until it is where the stream is.
func (s *pionSub) runCatchUp(next int64) {
	tick := time.NewTicker(catchUpPace)
	defer tick.Stop()
	var p packet
	for {
		more := s.catchUpSome(&next, &p)
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
func (s *pionSub) catchUpSome(next *int64, p *packet) bool {
	s.catch.Lock()
	defer s.catch.Unlock()
	out := s.out.Load()
	for range catchUpBatch {
		if !s.behind.Load() || s.gone.Load() || s.v.p.cut.Load() || s.t.muted.Load() {
			return false
		}
		if *next > s.head {
			s.behind.Store(false)
			return false
		}
		if !s.t.ring.copyOut(*next, p) { // the stream was faster
			s.startOver()
			s.behind.Store(false)
			return false
		}
		s.writeAll(out, []*packet{p})
		*next++
	}
	return true
}
