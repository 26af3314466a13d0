package lite

import (
	"encoding/binary"
	"sync/atomic"

	"github.com/pion/rtp"
)

// Writer encrypts and sends a packet, and keeps nothing of it; see Conn.WriteRTP.
type Writer interface {
	WriteRTP(index int64, h *rtp.Header, payload []byte) error
}

// Output is where a client's packets of one kind go.
type Output struct {
	Writer   Writer
	SSRC     uint32
	Type     uint8        // of the payload
	Feedback uint8        // the number of the transport-wide sequence extension, 0 for none
	begun    atomic.Int64 // the first number, with all its lowest 16 bits set; 0 before
}

// index is a number as encryption counts: both ends begin below 65536.
func (o *Output) index(n int64) int64 {
	from := o.begun.Load()
	if from == 0 {
		o.begun.CompareAndSwap(0, n|0xffff)
		from = o.begun.Load()
	}
	return n - from&^0xffff
}

// Pen writes headers for one Output; each goroutine that sends has its own.
type Pen struct {
	header   rtp.Header
	feedback [2]byte
}

// Write sends a packet with the client's number, which is that of transport-wide feedback, too, where that was agreed on: so a repair
// is the same packet to the last bit.
func (w *Pen) Write(out *Output, n int64, ts uint32, marker, padding bool, payload []byte) error {
	h := &w.header
	if h.Version == 0 {
		h.Version, h.PayloadType, h.SSRC = 2, out.Type, out.SSRC
	}
	h.Marker, h.Padding, h.SequenceNumber, h.Timestamp = marker, padding, uint16(n), ts
	if out.Feedback != 0 {
		binary.BigEndian.PutUint16(w.feedback[:], uint16(n))
		if !h.Extension {
			if err := h.SetExtension(out.Feedback, w.feedback[:]); err != nil {
				return err
			}
		}
	}
	return out.Writer.WriteRTP(out.index(n), h, payload)
}
