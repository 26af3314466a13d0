package device

import (
	"encoding/binary"
	"math/bits"

	"onair/media"
)

// copied returns a copy of f.
func copied(pool *media.FramePool, f *media.Frame) *media.Frame {
	own := pool.Get(f.Width(), f.Height())
	own.CopyFrom(f)
	own.Time = f.Time
	return own
}

// mirrored returns a copy of f flipped left to right.
func mirrored(pool *media.FramePool, f *media.Frame) *media.Frame {
	m := pool.Get(f.Width(), f.Height())
	m.Time = f.Time
	w, h := f.Width(), f.Height()
	flipPlane(m.Y, m.YStride, f.Y, f.YStride, w, h)
	flipPlane(m.Cb, m.CStride, f.Cb, f.CStride, (w+1)/2, (h+1)/2)
	flipPlane(m.Cr, m.CStride, f.Cr, f.CStride, (w+1)/2, (h+1)/2)
	return m
}

func flipPlane(dst []byte, ds int, src []byte, ss, w, h int) {
	for y := range h {
		s, d := src[y*ss:y*ss+w], dst[y*ds:y*ds+w]
		for len(s) >= 8 { // eight at a time: this runs for every pixel
			n := len(d) - 8
			binary.LittleEndian.PutUint64(d[n:], bits.ReverseBytes64(binary.LittleEndian.Uint64(s)))
			s, d = s[8:], d[:n]
		}
		for x, v := range s {
			d[len(d)-1-x] = v
		}
	}
}
