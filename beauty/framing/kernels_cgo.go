package framing

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "kernels.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/pixel"
)

func defaultKernels() kernels { return kernels{crop: cCrop} }

// cCrop hands over pointers to the first byte of slices that have been made to measure.
func cCrop(p *pixel.Plane, x, y, step int, t *tables) {
	C.framing_crop(C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&p.P[0])), stride: C.int(p.Stride), w: C.int(p.W), h: C.int(p.H),
	}, C.int(x), C.int(y), C.int(step), (*C.int32_t)(unsafe.Pointer(&t.bases[0])),
		(*C.uint8_t)(unsafe.Pointer(&t.pairs[0])), (*C.uint8_t)(unsafe.Pointer(&t.weights[0])),
		(*C.int16_t)(unsafe.Pointer(&t.rows[0])))
}
