package sfu

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/rtpread"
)

// Repairs a second that one viewer's track may have, so that requests cannot be used to multiply traffic.
const (
	repairsPerSecond = 1000
	reportsKept      = 4
)

// output is where a viewer's packets of one kind go.
type output struct {
	writer interceptor.RTPWriter
	ssrc   uint32
	pt     uint8
}

// pionSub is a subscriber over a peer connection.
type pionSub struct {
	v      *viewer
	t      *track
	sender *webrtc.RTPSender
	out    atomic.Pointer[output]

	// the track reader's
	header  rtp.Header
	started bool

	entered atomic.Pointer[entry] // nil: not by catching up
	behind  atomic.Bool           // catching up, and guarded by catch to be changed
	catch   sync.Mutex
	head    int64 // newest packet of the track; guarded by catch

	counted        atomic.Bool  // among the track's waiting
	first, highest atomic.Int64 // of what was sent; 0 before
	packets, bytes atomic.Uint32
	gone           atomic.Bool

	mu       sync.Mutex
	sent     [reportsKept]sentReport // sender reports passed on
	sentNext int
	loss     uint8
	rtt      time.Duration
}

type sentReport struct {
	lsr uint32
	at  time.Time
}

// run waits for the connection, joins the track and then answers the viewer's RTCP.
func (s *pionSub) run() {
	if err := s.sender.SetReadDeadline(time.Time{}); err != nil { // returns when SRTP is ready
		return
	}
	if s.out.Load() == nil || s.gone.Load() {
		return
	}
	s.v.ready()
	s.t.attach(s, time.Now())
	if s.gone.Load() { // left in between
		s.t.detach(s)
		return
	}
	r := &repairer{s: s}
	h := &rtpread.Handler{Report: s.handleReport, NACK: r.handleNACK, Keyframe: s.handleKeyframe}
	buf := make([]byte, 1500)
	for {
		n, _, err := s.sender.Read(buf)
		if err != nil {
			return
		}
		rtpread.Walk(buf[:n], h)
		r.done()
	}
}

// leave stops the subscription.
func (s *pionSub) leave() {
	s.gone.Store(true)
	s.t.detach(s)
	s.uncount()
}

// begin sends what is needed for a picture at once.
func (s *pionSub) begin(recent []*packet) {
	if s.t.kind == video {
		s.counted.Store(true)
		s.t.waiting.Add(1)
	}
	if s.t.whole && len(recent) > 0 {
		s.catchUp(recent)
		return
	}
	s.write(recent)
}

// restart counts the viewer among those who wait for a picture again.
func (s *pionSub) restart() {
	s.fallOut()
	s.startOver()
}

func (s *pionSub) startOver() {
	if s.t.kind == video && s.started {
		s.started = false
		if !s.counted.Swap(true) {
			s.t.waiting.Add(1)
		}
	}
}

func (s *pionSub) write(packets []*packet) {
	if s.gone.Load() {
		s.uncount()
		return
	}
	if s.behind.Load() && s.held(packets) {
		return
	}
	s.writeAll(s.out.Load(), packets)
}

func (s *pionSub) writeAll(out *output, packets []*packet) {
	var bytes, n uint64
	began := s.started
	for _, p := range packets {
		if !s.started && !s.open(p) {
			continue
		}
		if p.seq < s.first.Load() {
			continue
		}
		s.header = rtp.Header{
			Version: 2, Marker: p.marker, PayloadType: out.pt, SequenceNumber: uint16(p.seq), Timestamp: s.stamp(p), SSRC: out.ssrc,
		}
		if _, err := out.writer.Write(&s.header, p.payload, nil); err != nil {
			continue
		}
		n++
		bytes += uint64(len(p.payload))
		if p.seq > s.highest.Load() {
			s.highest.Store(p.seq)
		}
	}
	s.packets.Add(uint32(n))
	s.bytes.Add(uint32(bytes))
	s.v.p.sfu.count.packetsOut.Add(n)
	s.v.p.sfu.count.bytesOut.Add(bytes)
	if r := s.t.report.Load(); r != nil && s.started && !began {
		s.passReport(r) // so that the viewer need not wait a second to know the times
	}
}

// open tells whether the subscription may begin with this packet.
func (s *pionSub) open(p *packet) bool {
	if s.t.kind == video && !p.keyStart {
		return false
	}
	s.started = true
	s.first.Store(p.seq)
	s.uncount()
	return true
}

func (s *pionSub) uncount() {
	if s.counted.CompareAndSwap(true, false) {
		s.t.waiting.Add(-1)
	}
}

// passReport gives the viewer the publisher's report under the viewer's SSRC: RTP timestamps are the publisher's own.
func (s *pionSub) passReport(r *senderReport) {
	out := s.out.Load()
	if out == nil || s.gone.Load() || s.first.Load() == 0 {
		return
	}
	s.mu.Lock()
	s.sent[s.sentNext] = sentReport{lsr: uint32(r.ntp >> 16), at: time.Now()}
	s.sentNext = (s.sentNext + 1) % reportsKept
	s.mu.Unlock()
	_ = s.v.pc.WriteRTCP([]rtcp.Packet{&rtcp.SenderReport{
		SSRC: out.ssrc, NTPTime: r.ntp, RTPTime: r.rtp, PacketCount: s.packets.Load(), OctetCount: s.bytes.Load(),
	}})
}

func (s *pionSub) handleReport(r rtpread.Report) {
	out := s.out.Load()
	if out == nil || r.SSRC != out.ssrc {
		return
	}
	s.v.p.sfu.count.viewerReports.Add(1)
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.loss = r.FractionLost
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

func (s *pionSub) handleKeyframe(ssrc uint32) {
	if out := s.out.Load(); out != nil && ssrc == out.ssrc {
		s.v.p.sfu.count.plisReceived.Add(1)
		s.v.p.requestKeyframe()
	}
}
