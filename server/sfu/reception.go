package sfu

import (
	"sync"
	"time"

	"github.com/pion/rtcp"
)

// reception keeps what a receiver report says of a track (RFC 3550 section 6.4 and appendix A). The reader writes, the owner reads.
type reception struct {
	clock uint32

	mu            sync.Mutex
	started       bool
	base, highest int64
	last          uint32 // the publisher's own highest number, with its cycles
	count         int64
	priorExpected int64
	priorCount    int64
	bits          int64
	jitter        float64
	transit       int64
	origin        time.Time
	lsr           uint32
	lsrAt         time.Time
}

func (s *reception) received(seq int64, seq16 uint16, ts uint32, size int, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bits += int64(size) * 8
	s.count++
	if !s.started {
		s.started = true
		s.base, s.highest, s.origin = seq, seq, now
	}
	if seq >= s.highest {
		if seq16 < uint16(s.last) {
			s.last += 1 << 16
		}
		s.last = s.last&^0xffff | uint32(seq16)
		s.highest = seq
	}
	arrival := int64(now.Sub(s.origin).Seconds() * float64(s.clock))
	transit := int64(uint32(arrival) - ts)
	if s.count > 1 {
		d := float64(int32(uint32(transit - s.transit)))
		if d < 0 {
			d = -d
		}
		s.jitter += (d - s.jitter) / 16
	}
	s.transit = transit
}

func (s *reception) senderReport(ntp uint64, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lsr = uint32(ntp >> 16)
	s.lsrAt = now
}

func (s *reception) takeBits() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.bits
	s.bits = 0
	return b
}

// receptionReport makes the block about this track; not ok before its first packet.
func (t *track) receptionReport() (rtcp.ReceptionReport, bool) {
	s := &t.stats
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.started {
		return rtcp.ReceptionReport{}, false
	}
	expected := s.highest - s.base + 1
	r := rtcp.ReceptionReport{
		SSRC: t.ssrc.Load(), LastSequenceNumber: s.last, Jitter: uint32(s.jitter),
		TotalLost: uint32(min(max(expected-s.count, 0), 0x7fffff)),
	}
	if e := expected - s.priorExpected; e > 0 {
		if lost := e - (s.count - s.priorCount); lost > 0 {
			r.FractionLost = uint8(min(lost*256/e, 255))
		}
	}
	s.priorExpected, s.priorCount = expected, s.count
	if !s.lsrAt.IsZero() {
		r.LastSenderReport = s.lsr
		r.Delay = uint32(time.Since(s.lsrAt).Seconds() * 65536)
	}
	return r, true
}
