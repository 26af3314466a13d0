package crowd

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
)

// Each picture carries its number and when it was sent in a unit of a reserved type, which
// decoders ignore and relays lead on. (Of one node's pictures another gets no SEI.)
// Hexadecimal digits need no emulation prevention.
var stampID = []byte("onair-crowd-mark")

const stampUnit = 22

const stampSize = 12 // before it is made digits: number and nanoseconds

// stamp is a picture's, as Annex B.
func stamp(number uint32, at int64) []byte {
	var raw [stampSize]byte
	binary.BigEndian.PutUint32(raw[:], number)
	binary.BigEndian.PutUint64(raw[4:], uint64(at))
	b := append([]byte{0, 0, 0, 1, stampUnit}, stampID...)
	return append(hex.AppendEncode(b, raw[:]), 0x80)
}

// readStamp finds one in a packet.
func readStamp(payload []byte) (number uint32, at int64, ok bool) {
	_, rest, ok := bytes.Cut(payload, stampID)
	var raw [stampSize]byte
	if !ok || len(rest) < 2*stampSize {
		return 0, 0, false
	}
	if _, err := hex.Decode(raw[:], rest[:2*stampSize]); err != nil {
		return 0, 0, false
	}
	return binary.BigEndian.Uint32(raw[:]), int64(binary.BigEndian.Uint64(raw[4:])), true
}

// startsKeyframe reports whether a packet has a parameter set, or the beginning of a
// keyframe's slice.
func startsKeyframe(p []byte) bool {
	const idr, sps, several, fragment = 5, 7, 24, 28
	if len(p) < 2 {
		return false
	}
	switch kind := p[0] & 0x1f; kind {
	case idr, sps:
		return true
	case several:
		for q := p[1:]; len(q) > 2; {
			n := int(binary.BigEndian.Uint16(q))
			if n == 0 || len(q) < 2+n {
				return false
			}
			if k := q[2] & 0x1f; k == idr || k == sps {
				return true
			}
			q = q[2+n:]
		}
	case fragment:
		return p[1]&0x80 != 0 && p[1]&0x1f == idr
	}
	return false
}
