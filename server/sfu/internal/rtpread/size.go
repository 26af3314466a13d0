package rtpread

import (
	"encoding/binary"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
)

// H264Size is the size of the pictures that follow a sequence parameter set, in pixels; 0 without one in this payload.
func H264Size(p []byte) (width, height int) {
	for _, u := range units(p) {
		var sps h264.SPS
		if len(u) > 0 && u[0]&0x1f == 7 && sps.Unmarshal(u) == nil {
			return bounded(sps.Width(), sps.Height())
		}
	}
	return 0, 0
}

// units are the whole NAL units of a payload.
func units(p []byte) (out [][]byte) {
	if len(p) == 0 || p[0]&0x1f != 24 {
		return [][]byte{p}
	}
	for rest := p[1:]; len(rest) > 2; {
		n := int(binary.BigEndian.Uint16(rest))
		if n+2 > len(rest) {
			break
		}
		out = append(out, rest[2:2+n])
		rest = rest[2+n:]
	}
	return out
}

// VP8Size is the size of a key frame that begins in this payload (RFC 6386, 9.1); 0 where it does not.
func VP8Size(p []byte) (width, height int) {
	off, ok := vp8Head(p)
	if !ok || len(p) < off+10 || p[off]&0x01 != 0 || p[off+3] != 0x9d || p[off+4] != 0x01 || p[off+5] != 0x2a {
		return 0, 0
	}
	return bounded(int(binary.LittleEndian.Uint16(p[off+6:])&0x3fff), int(binary.LittleEndian.Uint16(p[off+8:])&0x3fff))
}

func bounded(width, height int) (int, int) {
	if width <= 0 || height <= 0 || width > 1<<15 || height > 1<<15 {
		return 0, 0
	}
	return width, height
}
