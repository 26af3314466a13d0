package av

// #include "yuv.h"
import "C"

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"onair/media"
)

// Mirror makes dst, of the same size, src flipped left to right. Time is copied too. Any
// goroutine may call it. Errors: ErrSize.
func Mirror(dst, src *media.Frame) error {
	for _, f := range []*media.Frame{dst, src} {
		if err := checkFrame(f); err != nil {
			return fmt.Errorf("mirror: %w", err)
		}
	}
	if dst.Width() != src.Width() || dst.Height() != src.Height() {
		return fmt.Errorf("mirror: %w: %dx%d into %dx%d", ErrSize, src.Width(), src.Height(), dst.Width(), dst.Height())
	}
	dst.Time = src.Time
	if yuv := yuvTable(); yuv != nil {
		y, u, v := planes(src)
		dy, du, dv := planes(dst)
		if C.oa_yuv_mirror(yuv, y, u, v, C.int(src.YStride), C.int(src.CStride),
			dy, du, dv, C.int(dst.YStride), C.int(dst.CStride), C.int(src.Width()), C.int(src.Height())) == 0 {
			return nil
		}
	}
	mirrorPlain(dst, src)
	return nil
}

// mirrorPlain is Mirror where there is no libyuv.
func mirrorPlain(dst, src *media.Frame) {
	w, h := src.Width(), src.Height()
	mirrorPlane(dst.Y, dst.YStride, src.Y, src.YStride, w, h)
	mirrorPlane(dst.Cb, dst.CStride, src.Cb, src.CStride, (w+1)/2, (h+1)/2)
	mirrorPlane(dst.Cr, dst.CStride, src.Cr, src.CStride, (w+1)/2, (h+1)/2)
}

func mirrorPlane(dst []byte, ds int, src []byte, ss, w, h int) {
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
