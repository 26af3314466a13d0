// Package arrivals reads packets and tells a server when they came: transport-wide feedback
// (draft-holmer-rmcat-transport-wide-cc-extensions).
package arrivals

import (
	"math/rand/v2"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"
)

// every is how often the server is told when packets came: by that it knows how much
// this line carries.
const every = 50 * time.Millisecond

// Log notes when packets came. It belongs to one goroutine; the zero value notes nothing.
type Log struct {
	id    uint8 // of the header extension, 0 if the server does not want to know
	rec   *twcc.Recorder
	start time.Time
	fresh bool
	next  time.Time
}

// New notes what a receiver gets, if the server wants to know.
func New(r *webrtc.RTPReceiver) (a Log) {
	for _, e := range r.GetParameters().HeaderExtensions {
		if e.URI == sdp.TransportCCURI && e.ID > 0 && e.ID < 15 {
			a.id = uint8(e.ID)
		}
	}
	if a.id != 0 {
		a.rec, a.start = twcc.NewRecorder(rand.Uint32()), time.Now()
	}
	return a
}

// Add notes a packet.
func (a *Log) Add(h *rtp.Header, now time.Time) {
	if a.id == 0 {
		return
	}
	if b := h.GetExtension(a.id); len(b) >= 2 {
		a.rec.Record(h.SSRC, uint16(b[0])<<8|uint16(b[1]), now.Sub(a.start).Microseconds())
		a.fresh = true
	}
}

// Due is what is to be told now, if anything.
func (a *Log) Due(now time.Time) []rtcp.Packet {
	if !a.fresh || now.Before(a.next) {
		return nil
	}
	a.fresh, a.next = false, now.Add(every)
	return a.rec.BuildFeedbackPacket()
}

// Payload reads a packet's header into h and cuts it and the padding off.
func Payload(h *rtp.Header, packet []byte) ([]byte, bool) {
	n, err := h.Unmarshal(packet)
	if err != nil || n > len(packet) {
		return nil, false
	}
	end := len(packet)
	if h.Padding && end > n {
		end -= int(packet[end-1])
	}
	if end < n {
		return nil, false
	}
	return packet[n:end], true
}
