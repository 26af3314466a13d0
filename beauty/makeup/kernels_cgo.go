package makeup

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "kernels.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// defaultKernels are the C kernels. Masks come from an outline, within the frame and
// with even borders.
func defaultKernels() kernels {
	return kernels{mean: cMean, below: cBelow, paint: cPaint, hair: cHair}
}

func cCoverage(c *outline.Coverage) C.coverage {
	return C.coverage{p: u8(c.P), x0: C.int(c.X0), y0: C.int(c.Y0), x1: C.int(c.X1), y1: C.int(c.Y1)}
}

func cMean(y *pixel.Plane, c *outline.Coverage) (weight, sum int64) {
	s := C.beauty_makeup_mean(cPlane(y), cCoverage(c))
	return int64(s.weight), int64(s.sum)
}

func cBelow(f *pixel.Frame, c *outline.Coverage) (weight, cb, cr int64) {
	s := C.beauty_makeup_below(cPlane(&f.Cb), cPlane(&f.Cr), cCoverage(c))
	return int64(s.weight), int64(s.cb), int64(s.cr)
}

func cPaint(f *pixel.Frame, c *outline.Coverage, p *pigment, opacity int) {
	C.beauty_makeup_paint(cPlane(&f.Y), cPlane(&f.Cb), cPlane(&f.Cr), cCoverage(c),
		(*C.pigment)(unsafe.Pointer(p)), C.int(opacity))
}

func cHair(f *pixel.Frame, c *outline.Coverage, n *hairNodes, h *hairColours) {
	C.beauty_makeup_hair(cPlane(&f.Y), cPlane(&f.Cb), cPlane(&f.Cr), cCoverage(c), u8(c.P),
		u8(n.may[n.from:]), u8(n.crown[n.from:]), C.int(n.stride), (*C.hair_colours)(unsafe.Pointer(h)))
}

func cPlane(p *pixel.Plane) C.plane {
	return C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&p.P[0])), stride: C.int(p.Stride), w: C.int(p.W), h: C.int(p.H),
	}
}

func u8(s []uint8) *C.uint8_t { return (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(s))) }
