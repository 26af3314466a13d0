package intake

import (
	"math/rand/v2"
	"sync"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
)

// Feedback collects arrival times for transport-wide congestion control, by which the publisher's client knows how much it may
// send (draft-holmer-rmcat-transport-wide-cc-extensions-01).
type Feedback struct {
	mu       sync.Mutex
	recorder *twcc.Recorder
	start    time.Time
	fresh    bool
}

// NewFeedback makes one for a connection.
func NewFeedback() *Feedback {
	return &Feedback{recorder: twcc.NewRecorder(rand.Uint32()), start: time.Now()}
}

// Arrived notes one packet; called by the tracks' readers.
func (f *Feedback) Arrived(ssrc uint32, seq uint16, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.recorder.Record(ssrc, seq, now.Sub(f.start).Microseconds())
	f.fresh = true
}

// Send reports what has come since the last time; called by the owner.
func (f *Feedback) Send(up interface{ WriteRTCP([]rtcp.Packet) error }) {
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
