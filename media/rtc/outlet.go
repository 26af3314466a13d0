package rtc

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"

	"onair/media/rtc/internal/bwe"
	"onair/media/rtc/internal/clock"
	"onair/media/rtc/internal/meter"
)

// path is what all streams of one connection share: transport-wide sequence
// numbers and the estimate made of the reports about them.
type path struct {
	epoch time.Time

	mu   sync.Mutex
	seq  uint16
	hist bwe.History
	est  *bwe.Estimator
}

func newPath(cfg bwe.Config) *path { return &path{epoch: time.Now(), est: bwe.New(cfg)} }

func (p *path) next(size int, now time.Time) uint16 {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seq++
	p.hist.Sent(p.seq, size, now.Sub(p.epoch))
	return p.seq
}

func (p *path) feedback(fb *rtcp.TransportLayerCC, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.est.OnFeedback(now.Sub(p.epoch), p.hist.Feedback(fb))
}

// room is how full the path seems.
type room int

const (
	roomSome  room = iota
	roomAmple      // nothing hints at a full path
	roomNone       // packets queue up or vanish, or did within the last second
)

// now returns the estimate and how full the path seems.
func (p *path) now() (target int, r room, loss float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	e := p.est
	switch now := time.Since(p.epoch); {
	case e.Queue() > 40*time.Millisecond || now-e.LastDrop() < time.Second && e.LastDrop() > 0:
		r = roomNone
	case e.Queue() < 10*time.Millisecond && e.Loss() < 0.02:
		r = roomAmple
	}
	return e.Target(), r, e.Loss()
}

func (p *path) setMax(bps int) {
	p.mu.Lock()
	p.est.SetMax(bps)
	p.mu.Unlock()
}

const (
	keepSent = 1024 // packets kept for NACKs, a power of two
	// maxAge is how old a packet may be and still be repeated: it would come
	// too late to be shown.
	maxAge = 1500 * time.Millisecond
)

type sentPacket struct {
	seq     uint16
	used    bool
	ts      uint32
	marker  bool
	payload []byte
	sent    time.Time
	again   time.Time
}

// outlet writes one stream's packets. It belongs to the goroutine that sends
// that stream; only the atomics and the inbox are for others.
type outlet struct {
	track  *track
	sender *webrtc.RTPSender
	path   *path
	ssrc   uint32
	ext    uint8 // transport-wide sequence extension, 0 if not negotiated
	names  names
	seq    uint16
	ring   [keepSent]sentPacket
	pkt    rtp.Packet
	extBuf [2]byte
	resend chan lost

	useless   uint16 // packets before this one are, once abandoned is set
	abandoned bool

	packets, octets atomic.Uint32
	total           atomic.Uint64
	nacked          atomic.Uint64
	reported        atomic.Uint64 // packets the server says are lost
	loss            atomic.Uint32 // of 256
	jitter          atomic.Uint32
	rate            meter.Rate

	lineMu sync.Mutex
	line   clock.Line // RTP to capture wall clock
}

// lost is a packet that was asked for again.
type lost struct {
	out *outlet
	seq uint16
}

func newOutlet(t *track, sender *webrtc.RTPSender, p *path, resend chan lost) *outlet {
	return &outlet{track: t, sender: sender, path: p, resend: resend}
}

// track hands out what tells of its RTCP: RTPSender.ReadSimulcast races with the
// connection's end.
type track struct {
	*webrtc.TrackLocalStaticRTP
	reader chan interceptor.RTCPReader
}

func newTrack(c webrtc.RTPCodecCapability, id string, options ...func(*webrtc.TrackLocalStaticRTP)) (*track, error) {
	t, err := webrtc.NewTrackLocalStaticRTP(c, id, "onair", options...)
	if err != nil {
		return nil, fmt.Errorf("rtc: %s track: %w", id, err)
	}
	return &track{t, make(chan interceptor.RTCPReader, 1)}, nil
}

// Bind is pion's, when it begins to send.
func (t *track) Bind(c webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	select {
	case t.reader <- c.RTCPReader():
	default:
	}
	return t.TrackLocalStaticRTP.Bind(c)
}

// bind reads what the answer settled.
func (o *outlet) bind() {
	params := o.sender.GetParameters()
	for _, e := range params.Encodings {
		if e.RID == o.track.RID() {
			o.ssrc = uint32(e.SSRC)
		}
	}
	for _, e := range params.HeaderExtensions {
		if e.URI == sdp.TransportCCURI {
			o.ext = uint8(e.ID)
		}
	}
}

// setLine tells which capture time an RTP timestamp stands for.
func (o *outlet) setLine(rate int, ts uint32, wallNano int64) {
	o.lineMu.Lock()
	o.line.Rate = rate
	o.line.Set(int64(ts), wallNano)
	o.lineMu.Unlock()
}

// send writes one packet and keeps it for a while.
func (o *outlet) send(payload []byte, ts uint32, marker bool, now time.Time) {
	s := &o.ring[o.seq%keepSent]
	*s = sentPacket{o.seq, true, ts, marker, append(s.payload[:0], payload...), now, time.Time{}}
	o.seq++
	o.packets.Add(1)
	o.octets.Add(uint32(len(payload)))
	o.write(s, now)
}

// repeat writes a kept packet again and returns its size. It does not when it
// just did, within spacing, or when the packet is of no use any more.
func (o *outlet) repeat(seq uint16, spacing time.Duration, now time.Time) int {
	s := &o.ring[seq%keepSent]
	if !s.used || s.seq != seq || int16(seq-o.useless) < 0 && o.abandoned || now.Sub(s.again) < spacing ||
		now.Sub(s.sent) > maxAge {
		return 0
	}
	s.again = now
	o.write(s, now)
	return len(s.payload)
}

// abandon gives up everything sent so far: a keyframe follows that needs none of
// it. One sequence number is left out, so that nobody takes a picture of which
// only a part was sent for whole.
func (o *outlet) abandon() {
	o.seq++
	o.useless, o.abandoned = o.seq, true
}

func (o *outlet) write(s *sentPacket, now time.Time) {
	size := len(s.payload) + 12 + o.names.size()
	o.pkt.Header = rtp.Header{
		Version: 2, Marker: s.marker, SequenceNumber: s.seq, Timestamp: s.ts, Extensions: o.pkt.Header.Extensions[:0],
	}
	if o.ext != 0 {
		n := o.path.next(size+8, now)
		o.extBuf = [2]byte{byte(n >> 8), byte(n)}
		_ = o.pkt.Header.SetExtension(o.ext, o.extBuf[:])
	}
	o.names.put(&o.pkt.Header)
	o.pkt.Payload = s.payload
	o.total.Add(1)
	o.rate.Add(size, now)
	_ = o.track.WriteRTP(&o.pkt) // errors mean a connection that is ending
}

// report is the sender report for now, or nil before the first packet.
func (o *outlet) report(w clock.Wall, now time.Time) *rtcp.SenderReport {
	o.lineMu.Lock()
	defer o.lineMu.Unlock()
	if !o.line.Known() || o.packets.Load() == 0 {
		return nil
	}
	nano := w.Nano(now)
	return &rtcp.SenderReport{
		SSRC: o.ssrc, NTPTime: clock.ToNTP(nano), RTPTime: uint32(o.line.RTP(nano)),
		PacketCount: o.packets.Load(), OctetCount: o.octets.Load(),
	}
}
