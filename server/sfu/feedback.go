package sfu

import (
	"math/rand/v2"
	"sync"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"
)

// feedback collects arrival times for transport-wide congestion control, by which the publisher's client knows how much it may
// send (draft-holmer-rmcat-transport-wide-cc-extensions-01).
type feedback struct {
	mu       sync.Mutex
	recorder *twcc.Recorder
	start    time.Time
	fresh    bool
}

func newFeedback() *feedback {
	return &feedback{recorder: twcc.NewRecorder(rand.Uint32()), start: time.Now()}
}

// arrived notes one packet; called by the tracks' readers.
func (f *feedback) arrived(ssrc uint32, seq uint16, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.recorder.Record(ssrc, seq, now.Sub(f.start).Microseconds())
	f.fresh = true
}

// send reports what has come since the last time; called by the owner.
func (f *feedback) send(up uplink) {
	f.mu.Lock()
	if !f.fresh {
		f.mu.Unlock()
		return
	}
	f.fresh = false
	packets := f.recorder.BuildFeedbackPacket()
	f.mu.Unlock()
	if len(packets) > 0 {
		_ = up.WriteRTCP(packets)
	}
}

// twccID is the negotiated number of the transport-wide sequence extension, 0 if none.
func twccID(r *webrtc.RTPReceiver) uint8 {
	for _, e := range r.GetParameters().HeaderExtensions {
		if e.URI == sdp.TransportCCURI && e.ID > 0 && e.ID < 256 {
			return uint8(e.ID)
		}
	}
	return 0
}
