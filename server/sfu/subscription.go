package sfu

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"

	"onair/server/sfu/internal/line"
	"onair/server/sfu/internal/lite"
	"onair/server/sfu/internal/rtpread"
)

// Repairs a second that one viewer's track may have, so that requests cannot be used to multiply traffic.
const (
	repairsPerSecond = 1000
	reportsKept      = 4
)

// subscription is what one viewer gets of one kind.
type subscription struct {
	v    *viewer
	kind kind
	out  atomic.Pointer[lite.Output]

	turn      sync.Mutex // who writes has it; guards what follows
	cur, next *lane
	pen       lite.Pen
	started   bool
	whole     bool // the last packet ended a picture
	seg       segment
	entered   *entry // of the segment to come
	lastTS    uint32 // the viewer's newest timestamp, and when it was
	lastAt    time.Time
	shown     *track // the last segment's, and its shift of times
	shownTS   uint32
	anchor    senderReport // one pair of times of the viewer's clock
	spare     packet
	bucket    line.Bucket // of what is sent bit by bit

	playing        atomic.Pointer[track] // that pictures come from
	aimed          atomic.Pointer[track] // and are to come from
	first, highest atomic.Int64          // numbers of what was sent; 0 before
	packets, bytes atomic.Uint32
	on, gone       atomic.Bool // packets can be sent, may not be any more

	line *line.Line   // nil: there is nothing to choose
	pace atomic.Int64 // how fast pictures are sent, in bits a second; 0: at once

	mu       sync.Mutex
	segs     []segment               // in order of numbers
	sent     [reportsKept]sentReport // sender reports passed on
	sentNext int
	loss     uint8
	rtt      time.Duration
}

type sentReport struct {
	lsr uint32
	at  time.Time
}

// leave stops the subscription.
func (s *subscription) leave() {
	s.gone.Store(true)
	s.turn.Lock()
	defer s.turn.Unlock()
	s.drop(&s.next)
	s.drop(&s.cur)
}

// writeAll sends packets of the present lane, with the turn.
func (s *subscription) writeAll(packets []*packet) {
	out, began := s.out.Load(), s.started
	high := s.highest.Load()
	var bytes, n uint64
	for _, p := range packets {
		if !s.started && !s.open(p) {
			continue
		}
		num := p.seq + s.seg.shift
		if num < s.seg.from {
			continue
		}
		ts := s.seg.stamp(p)
		if s.pen.Write(out, num, ts, p.marker, false, p.payload) != nil {
			continue
		}
		n++
		bytes += uint64(len(p.payload))
		if num > high {
			high = num
			s.highest.Store(num)
			s.lastTS, s.whole = ts, p.marker
		}
		if out.Feedback != 0 {
			s.line.Sent(uint16(num), len(p.payload)+overhead, s.v.since(time.Now()))
		}
	}
	if n == 0 {
		return
	}
	if s.v.p.layered() {
		s.lastAt = time.Now()
	}
	s.packets.Add(uint32(n))
	s.bytes.Add(uint32(bytes))
	s.v.p.sfu.count.packetsOut.Add(n)
	s.v.p.sfu.count.bytesOut.Add(bytes)
	if r := s.cur.t.report.Load(); r != nil && s.started && !began {
		s.sendReport(r, s.seg.ts) // so that the viewer need not wait a second to know the times
	}
}

// open tells whether the subscription may begin, or go on after a break or with another layer, with this packet.
func (s *subscription) open(p *packet) bool {
	if s.kind == video && !p.keyStart {
		return false
	}
	l := s.cur
	s.started = true
	g := s.follow(l.t, p, time.Now())
	g.entry, s.entered = s.entered, nil
	s.note(g)
	if s.first.Load() == 0 || s.kind == audio {
		s.first.Store(g.from)
	}
	s.shown, s.shownTS = l.t, g.ts
	s.playing.Store(l.t)
	l.uncount()
	return true
}

// passReport gives the viewer the publisher's report under the viewer's SSRC and on its clock.
func (s *subscription) passReport(l *lane, r *senderReport) {
	s.turn.Lock()
	passes, shift := l == s.cur && s.started, s.seg.ts
	if s.seg.t == nil {
		shift = s.shownTS
	}
	s.turn.Unlock()
	if passes {
		s.sendReport(r, shift)
	}
}

func (s *subscription) sendReport(r *senderReport, shift uint32) {
	out := s.out.Load()
	if out == nil || s.gone.Load() {
		return
	}
	s.mu.Lock()
	s.sent[s.sentNext] = sentReport{lsr: uint32(r.ntp >> 16), at: time.Now()}
	s.sentNext = (s.sentNext + 1) % reportsKept
	s.mu.Unlock()
	report, err := (&rtcp.SenderReport{
		SSRC: out.SSRC, NTPTime: r.ntp, RTPTime: r.rtp + shift, PacketCount: s.packets.Load(), OctetCount: s.bytes.Load(),
	}).Marshal()
	if err == nil {
		_ = s.v.conn.WriteRTCP(report)
	}
}

func (s *subscription) handleReport(r rtpread.Report) {
	out := s.out.Load()
	if out == nil || r.SSRC != out.SSRC {
		return
	}
	s.v.p.sfu.count.viewerReports.Add(1)
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loss = r.FractionLost
	s.line.Lost(float64(r.FractionLost)/256, s.gets(), s.v.since(now))
	for _, sr := range s.sent {
		if r.LSR == 0 || sr.lsr != r.LSR {
			continue
		}
		held := time.Duration(r.DLSR) * time.Second / 65536
		if d := now.Sub(sr.at) - held; d > 0 && d < 10*time.Second {
			s.rtt = d
		}
	}
}

func (s *subscription) handleKeyframe(ssrc uint32) {
	if out := s.out.Load(); out != nil && ssrc == out.SSRC {
		s.v.p.sfu.count.plisReceived.Add(1)
		s.turn.Lock()
		l := s.cur
		s.turn.Unlock()
		if l != nil {
			l.t.requestKeyframe()
		}
	}
}
