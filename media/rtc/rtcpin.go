package rtc

import (
	"time"

	"github.com/pion/rtcp"

	"onair/media/rtc/internal/clock"
)

// readRTCP reads what the server says about one sent stream until the
// connection ends.
func (p *Publisher) readRTCP(o *outlet) {
	buf := make([]byte, 1500)
	for {
		n, _, err := o.sender.Read(buf)
		if err != nil {
			return
		}
		pkts, err := rtcp.Unmarshal(buf[:n])
		if err != nil {
			continue
		}
		now := time.Now()
		for _, pkt := range pkts {
			p.handleRTCP(o, pkt, now)
		}
	}
}

func (p *Publisher) handleRTCP(o *outlet, pkt rtcp.Packet, now time.Time) {
	switch r := pkt.(type) {
	case *rtcp.TransportLayerCC:
		p.path.feedback(r, now)
	case *rtcp.TransportLayerNack:
		if r.MediaSSRC == o.ssrc {
			o.onNACK(r)
		}
	case *rtcp.Goodbye:
		p.peer.hungUp()
	case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
		if p.video != nil {
			p.video.plis.Add(1)
			p.requestKeyframe()
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
			case o.resend <- seq:
			default:
			}
		}
	}
}

func (p *Publisher) onReport(o *outlet, r *rtcp.ReceptionReport, now time.Time) {
	if r.SSRC != o.ssrc {
		return
	}
	o.loss.Store(uint32(r.FractionLost))
	o.reported.Store(uint64(r.TotalLost & 0x7fffff))
	o.jitter.Store(r.Jitter)
	if rtt := clock.RoundTrip(clock.Middle(clock.ToNTP(p.wall.Nano(now))), r.LastSenderReport, r.Delay); rtt > 0 {
		p.peer.rtt.Store(int64(rtt))
	}
}

// fillVideo puts the sending side's counts into st.
func (o *outlet) fillVideo(st *Stats, now time.Time) {
	st.BitRate = int(o.rate.PerSecond(now) * 8)
	st.Packets, st.PacketsLost = o.total.Load(), o.reported.Load()
	st.Loss = float64(o.loss.Load()) / 256
	st.Jitter = time.Duration(o.jitter.Load()) * time.Second / videoRate
	st.NACKs = o.nacked.Load()
}
