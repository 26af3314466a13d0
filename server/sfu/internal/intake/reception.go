package intake

import (
	"sync"
	"time"

	"github.com/pion/rtcp"
)

// Reception keeps what a receiver report says of a track (RFC 3550 section 6.4 and appendix A). The reader writes, the owner reads.
type Reception struct {
	Clock uint32

	mu            sync.Mutex
	started       bool
	base, highest int64
	last          uint32 // the publisher's own highest number, with its cycles
	count         int64
	priorExpected int64
	priorCount    int64
	bits          int64
	taken         time.Time
	jitter        float64
	transit       int64
	origin        time.Time
	lsr           uint32
	lsrAt         time.Time
}

// Received notes a packet: its number, unwrapped and as it came, its time, and its bytes in all.
func (s *Reception) Received(seq int64, seq16 uint16, ts uint32, size int, now time.Time) {
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
	arrival := int64(now.Sub(s.origin).Seconds() * float64(s.Clock))
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

// SenderReport notes one of the publisher's.
func (s *Reception) SenderReport(ntp uint64, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lsr = uint32(ntp >> 16)
	s.lsrAt = now
}

// TakeBits returns how many have come since the last call, of a second if that was longer ago: who asks may have stood still.
func (s *Reception) TakeBits(now time.Time) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	bits, took := s.bits, now.Sub(s.taken)
	s.bits, s.taken = 0, now
	if took > time.Second && took < time.Minute {
		bits = int64(float64(bits) / took.Seconds())
	}
	return bits
}

// Report makes the block about the track; not ok before its first packet.
func (s *Reception) Report(ssrc uint32) (rtcp.ReceptionReport, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.started {
		return rtcp.ReceptionReport{}, false
	}
	expected := s.highest - s.base + 1
	r := rtcp.ReceptionReport{
		SSRC: ssrc, LastSequenceNumber: s.last, Jitter: uint32(s.jitter),
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
