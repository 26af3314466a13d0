package rtc

import (
	"math/rand/v2"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"
)

// arrivalsEvery is how often the server is told when packets came: by that it knows how
// much this line carries.
const arrivalsEvery = 50 * time.Millisecond

// arrivals notes when packets came (transport-wide feedback). It belongs to one goroutine.
type arrivals struct {
	id    uint8 // of the header extension, 0 if the server does not want to know
	rec   *twcc.Recorder
	start time.Time
	fresh bool
	next  time.Time
}

func newArrivals(r *webrtc.RTPReceiver) (a arrivals) {
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

// add notes a packet.
func (a *arrivals) add(h *header, now time.Time) {
	if a.id == 0 {
		return
	}
	if b := h.GetExtension(a.id); len(b) >= 2 {
		a.rec.Record(h.SSRC, uint16(b[0])<<8|uint16(b[1]), now.Sub(a.start).Microseconds())
		a.fresh = true
	}
}

// due is what is to be told now, if anything.
func (a *arrivals) due(now time.Time) []rtcp.Packet {
	if !a.fresh || now.Before(a.next) {
		return nil
	}
	a.fresh, a.next = false, now.Add(arrivalsEvery)
	return a.rec.BuildFeedbackPacket()
}
