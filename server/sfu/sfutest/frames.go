package sfutest

import (
	"encoding/binary"
	"time"

	"github.com/pion/webrtc/v3"
)

// Frame is what a test frame carries.
type Frame struct {
	Number   uint32
	Keyframe bool
	Layer    uint8 // of a Layered publisher
	Sent     time.Time

	width, height int // of a Layered publisher's
}

const markSize = 14 // number, time, key, layer

func (f Frame) mark(b []byte) {
	binary.BigEndian.PutUint32(b, f.Number)
	binary.BigEndian.PutUint64(b[4:], uint64(f.Sent.UnixNano()))
	if f.Keyframe {
		b[12] = 1
	}
	b[13] = f.Layer
}

func readMark(b []byte) (Frame, bool) {
	if len(b) < markSize {
		return Frame{}, false
	}
	return Frame{
		Number: binary.BigEndian.Uint32(b), Sent: time.Unix(0, int64(binary.BigEndian.Uint64(b[4:]))), Keyframe: b[12] == 1,
		Layer: b[13],
	}, true
}

// headSize is the room before the mark for what makes a payload look like its codec's.
const headSize = 11

// payload makes the i-th of n packets of a frame, size bytes long.
func payload(mime string, f Frame, i, n, size int) []byte {
	b := make([]byte, max(size, headSize+markSize))
	for k := headSize + markSize; k < len(b); k++ {
		b[k] = byte(k + i)
	}
	if mime == webrtc.MimeTypeH264 {
		unit := byte(1)
		if f.Keyframe {
			unit = 5
		}
		b[0], b[1] = 0x60|28, unit
		if i == 0 {
			b[1] |= 0x80
		}
		if i == n-1 {
			b[1] |= 0x40
		}
	} else {
		if i == 0 {
			b[0] = 0x10
		}
		if !f.Keyframe {
			b[1] = 1
		} else if i == 0 && f.height > 0 {
			copy(b[4:], []byte{0x9d, 0x01, 0x2a})
			binary.LittleEndian.PutUint16(b[7:], uint16(f.width))
			binary.LittleEndian.PutUint16(b[9:], uint16(f.height))
		}
	}
	f.mark(b[headSize:])
	return b
}
