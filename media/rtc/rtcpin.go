package rtc

import (
	"context"
	"slices"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"

	"onair/internal/takers"
	"onair/media/rtc/internal/clock"
)

// readRTCP reads what the server says about one sent stream until the
// connection ends. l is the encoding, nil for sound.
func (p *Publisher) readRTCP(ctx context.Context, o *outlet, l *layer) {
	var in interceptor.RTCPReader
	select {
	case in = <-o.track.reader:
	case <-ctx.Done():
		return
	}
	buf := make([]byte, 1500)
	for {
		n, _, err := in.Read(buf, nil)
		if err != nil {
			return
		}
		pkts, err := rtcp.Unmarshal(buf[:n])
		if err != nil {
			continue
		}
		now := time.Now()
		for _, pkt := range pkts {
			p.handleRTCP(o, l, pkt, now)
		}
	}
}

// handleRTCP takes one packet. What is said of several streams at once comes to the reader
// of each.
func (p *Publisher) handleRTCP(o *outlet, l *layer, pkt rtcp.Packet, now time.Time) {
	switch r := pkt.(type) {
	case *rtcp.TransportLayerCC:
		if r.MediaSSRC == o.ssrc {
			p.path.feedback(r, now)
		}
	case *rtcp.TransportLayerNack:
		if r.MediaSSRC == o.ssrc {
			o.onNACK(r)
		}
	case *rtcp.RawPacket: // of a kind that pion does not know
		if counts, ok := takers.Read(*r); ok && p.video != nil {
			p.video.onTakers(counts, now)
		}
	case *rtcp.Goodbye:
		p.peer.hungUp()
	case *rtcp.PictureLossIndication:
		if l != nil && r.MediaSSRC == o.ssrc {
			l.wanted()
		}
	case *rtcp.FullIntraRequest:
		if l != nil && slices.Contains(r.DestinationSSRC(), o.ssrc) {
			l.wanted()
		}
	case *rtcp.ReceiverReport:
		for i := range r.Reports {
			p.onReport(o, &r.Reports[i], now)
		}
	case *rtcp.SenderReport:
		for i := range r.Reports {
			p.onReport(o, &r.Reports[i], now)
		}
	}
}

// onNACK posts the packets asked for to the stream's goroutine; a full inbox
// loses them, the server will ask again.
func (o *outlet) onNACK(r *rtcp.TransportLayerNack) {
	for i := range r.Nacks {
		for _, seq := range r.Nacks[i].PacketList() {
			o.nacked.Add(1)
			select {
			case o.resend <- lost{o, seq}:
			default:
			}
		}
	}
}

func (p *Publisher) onReport(o *outlet, r *rtcp.ReceptionReport, now time.Time) {
	if r.SSRC != o.ssrc {
		return
	}
	o.names.known.Store(true)
	o.loss.Store(uint32(r.FractionLost))
	o.reported.Store(uint64(r.TotalLost & 0x7fffff))
	o.jitter.Store(r.Jitter)
	if rtt := clock.RoundTrip(clock.Middle(clock.ToNTP(p.wall.Nano(now))), r.LastSenderReport, r.Delay); rtt > 0 {
		p.peer.rtt.Store(int64(rtt))
	}
}

// wanted notes that somebody needs a keyframe of this encoding.
func (l *layer) wanted() {
	l.plis.Add(1)
	l.key.Store(true)
}
