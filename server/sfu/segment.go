package sfu

import (
	"math/rand/v2"
	"time"
)

// segment is a run of a viewer's numbers that come from one place: a layer from a keyframe on, or padding.
type segment struct {
	t        *track // nil: padding
	from, to int64  // the viewer's numbers; to is where it ended, 0 while it goes on
	shift    int64  // from the track's numbers to the viewer's
	ts       uint32 // the same of timestamps; padding's own timestamp
	entry    *entry
}

// segmentsKept bounds how far back repairs reach where padding makes many short runs.
const segmentsKept = 64

// stamp is the timestamp a packet has for the viewer. It depends on nothing but the packet: a repair is to be the same.
func (g *segment) stamp(p *packet) uint32 {
	e := g.entry
	if e == nil || p.seq > e.seq {
		return p.ts + g.ts
	}
	return e.ts + g.ts - uint32(int32(e.ts-p.ts)/catchUpSpeed)
}

// note begins a segment; the one before ends.
func (s *subscription) note(g segment) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.segs); n > 0 {
		s.segs[n-1].to = s.highest.Load()
		if n >= segmentsKept {
			s.segs = append(s.segs[:0], s.segs[n/2:]...)
		}
	}
	s.segs = append(s.segs, g)
	s.seg = g
}

// find returns the segment that a number of the viewer's is from.
func (s *subscription) find(n int64) (g segment, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := len(s.segs) - 1; i >= 0; i-- {
		if g = s.segs[i]; n >= g.from {
			return g, g.to == 0 || n <= g.to
		}
	}
	return g, false
}

// firstNumber is a viewer's first where there is no packet to take it from.
func firstNumber() int64 { return 1<<16 + int64(rand.Uint32N(1<<15)) }

// follow is the segment of what begins with p: its numbers go on where the viewer's are, and its times do, too.
func (s *subscription) follow(t *track, p *packet, now time.Time) segment {
	high := s.highest.Load()
	if high == 0 || s.kind == audio {
		return segment{t: t, from: p.seq}
	}
	g := segment{t: t, from: high + 1, shift: high + 1 - p.seq}
	if g.ts = s.align(t, p.ts, now); int32(p.ts+g.ts-s.lastTS) <= 0 {
		g.ts = s.lastTS + t.codec.Clock/1000 - p.ts
	}
	return g
}

// align is what is to be added to a track's times so that they are on the viewer's clock: as the publisher's reports have it, and where
// those say nothing, or nonsense, by when packets came.
func (s *subscription) align(t *track, ts uint32, now time.Time) uint32 {
	was := s.shown
	if was == nil {
		return 0
	}
	if was == t {
		return s.shownTS
	}
	rate := int64(t.codec.Clock)
	guess := s.lastTS + uint32(now.Sub(s.lastAt).Milliseconds()*rate/1000) - ts
	of, to := was.report.Load(), t.report.Load()
	if of == nil || to == nil {
		return guess
	}
	if s.anchor.ntp == 0 {
		s.anchor = senderReport{ntp: of.ntp, rtp: of.rtp + s.shownTS}
	}
	exact := between(&s.anchor, to, rate)
	if off := int32(exact - guess); int64(off) > rate || int64(off) < -rate {
		s.anchor.ntp = 0
		return guess
	}
	return exact
}

// between is what is to be added to the times of one report's clock to have those of another's.
func between(of, to *senderReport, rate int64) uint32 {
	apart := int64(to.ntp - of.ntp) // in units of 2^-32 s
	return of.rtp + uint32((apart>>32)*rate+(apart&0xffffffff)*rate>>32) - to.rtp
}
