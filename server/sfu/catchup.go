package sfu

import "time"

// Rules for who joins a stream whose keyframes come when they come: everything since the last one is sent, faster than any
// stream, but not so fast that it would be lost on the way.
const (
	wholeRing = 2048 // packets: a group of 2 s at 9 Mbit/s, of 8 s at 2.4
	wholeMax  = wholeRing - 256
	// catchUpSpeed is by how much the times of old packets are drawn together towards the present, so that the viewer takes
	// them for a burst and not for a network that delays by seconds.
	catchUpSpeed = 64
)

// entry is where a viewer came into a stream: times up to here are drawn together.
type entry struct {
	seq int64
	ts  uint32
}

// fallBehind has packets sent one after the other, and what comes meanwhile behind them; with the turn.
func (s *subscription) fallBehind(l *lane, packets []*packet) {
	l.behind, l.next, l.head, l.held = true, packets[0].seq, packets[0].seq, 0
	s.hold(l, packets)
}

// hold takes packets of a lane that is behind, and sees to it that somebody sends them; with the turn.
func (s *subscription) hold(l *lane, packets []*packet) {
	for i, p := range packets {
		if p.seq < l.next { // the publisher was asked for it again
			s.writeAll(packets[i : i+1])
			continue
		}
		l.head = max(l.head, p.seq)
		l.held += len(p.payload) + overhead
	}
	l.runs = l.runs || s.v.p.start(func() { s.runBehind(l) })
}

// runBehind is a goroutine of the viewer until it is where the stream is.
func (s *subscription) runBehind(l *lane) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
		case <-s.v.p.quit:
			return
		}
		wait, more := s.catchUpSome(l)
		s.v.p.sfu.net.Flush()
		if !more {
			return
		}
		timer.Reset(wait)
	}
}

// catchUpSome sends what may be sent and tells how long to wait for more, if there is more.
func (s *subscription) catchUpSome(l *lane) (wait time.Duration, more bool) {
	s.turn.Lock()
	defer s.turn.Unlock()
	for ; l == s.cur && l.behind && !s.gone.Load() && !s.v.p.cut.Load() && !l.t.muted.Load(); l.next++ {
		if l.next > l.head {
			l.behind = false
			if s.next != nil && s.next.key != 0 && s.whole {
				s.cross()
			}
			break
		}
		if wait = s.bucket.Wait(s.v.since(time.Now())); wait > 0 {
			return wait, true
		}
		if !l.t.ring.copyOut(l.next, &s.spare) {
			if l.head-l.next < int64(len(l.t.ring.slots)) {
				continue // it never came
			}
			s.startOver() // the stream was faster
			l.behind = false
			break
		}
		s.writeAll([]*packet{&s.spare})
		s.bucket.Take(len(s.spare.payload)+overhead, l.held, int(s.pace.Load()), s.v.since(time.Now()))
		l.held -= len(s.spare.payload) + overhead
	}
	l.runs = false
	return 0, false
}

// writeNow sends what the line takes at once, where it is short, and has the rest sent bit by bit; with the turn.
func (s *subscription) writeNow(packets []*packet) {
	for i, p := range packets {
		if s.pace.Load() == 0 {
			s.writeAll(packets[i:])
			return
		}
		if s.bucket.Wait(s.v.since(time.Now())) > 0 {
			s.fallBehind(s.cur, packets[i:])
			return
		}
		s.writeAll(packets[i : i+1])
		s.bucket.Take(len(p.payload)+overhead, 0, int(s.pace.Load()), s.v.since(time.Now()))
	}
}
