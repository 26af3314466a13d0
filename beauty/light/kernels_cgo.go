package light

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "kernels.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/pixel"
)

func cPlane(p *pixel.Plane) C.plane {
	return C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&p.P[0])), stride: C.int(p.Stride), w: C.int(p.W), h: C.int(p.H),
	}
}

func cBend(b *bend) (c C.bend) {
	for i := range b.base {
		c.base[i], c.slope[i] = C.int16_t(b.base[i]), C.int8_t(b.slope[i])
	}
	return c
}

// cApply puts tones over a picture: chroma less the lamp's share, times a gain that goes by
// the mean of its luma; luma by its bend. rows holds three rows of chroma's width.
func cApply(f *pixel.Frame, t *tones, rows []uint8) {
	c := C.tones{luma: cBend(&t.luma), gain: cBend(&t.gain), share: cBend(&t.share), cb: C.int16_t(t.cb), cr: C.int16_t(t.cr)}
	if t.luma == straight {
		c.flat = 1
	}
	C.beauty_light(cPlane(&f.Y), cPlane(&f.Cb), cPlane(&f.Cr), &c, (*C.uint8_t)(unsafe.Pointer(&rows[0])))
}
