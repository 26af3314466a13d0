//go:build cgo

package beauty

/*
#include "makeup.h"
*/
import "C"

import "unsafe"

// cMakeup are the C kernels. Masks come from rasters.open, within the frame and
// with even borders.
func cMakeup() makeupKernels {
	return makeupKernels{blur: cBlur, mean: cMean, paint: cPaint}
}

func cCoverage(c *coverage) C.coverage {
	return C.coverage{p: u8(c.p), x0: C.int(c.x0), y0: C.int(c.y0), x1: C.int(c.x1), y1: C.int(c.y1)}
}

func cBlur(p []uint8, w, h, r int, tmp []uint8) {
	C.beauty_makeup_blur(u8(p), C.int(w), C.int(h), C.int(r), u8(tmp))
}

func cMean(y *plane, c *coverage) (weight, sum int64) {
	s := C.beauty_makeup_mean(cPlane(y), cCoverage(c))
	return int64(s.weight), int64(s.sum)
}

func cPaint(f *frame, c *coverage, p *pigment, opacity int) {
	C.beauty_makeup_paint(cPlane(&f.y), cPlane(&f.cb), cPlane(&f.cr), cCoverage(c),
		(*C.pigment)(unsafe.Pointer(p)), C.int(opacity))
}
