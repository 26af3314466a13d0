package grade

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "apply.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/pixel"
)

// Apply puts the table over the picture. Luma is interpolated in all three
// directions, with the chroma of its own sample; chroma likewise, with the mean
// of the up to four luma pixels it belongs to. strength is 0 to 256.
func (l *LUT) Apply(f *pixel.Frame, strength int) {
	C.beauty_grade(gradePlane(&f.Y), gradePlane(&f.Cb), gradePlane(&f.Cr),
		(*C.int16_t)(unsafe.Pointer(&l.luma[0])), (*C.int16_t)(unsafe.Pointer(&l.chroma[0])), C.int(strength))
}

func gradePlane(p *pixel.Plane) C.plane {
	return C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&p.P[0])), stride: C.int(p.Stride), w: C.int(p.W), h: C.int(p.H),
	}
}
