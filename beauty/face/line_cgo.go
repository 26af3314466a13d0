package face

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "line.h"
*/
import "C"

import "unsafe"

// cLine samples n pixels from a position on, a step apart; positions have 16 fractional bits.
func cLine(s *sampler, x, y, dx, dy int32, r, g, b []float32) {
	if len(r) == 0 {
		return
	}
	C.face_line((*C.uint32_t)(unsafe.Pointer(&s.packed[0])), C.int(s.w), C.int(s.h), C.int32_t(x), C.int32_t(y), C.int32_t(dx), C.int32_t(dy),
		C.int(len(r)), (*C.float)(unsafe.Pointer(&r[0])), (*C.float)(unsafe.Pointer(&g[0])), (*C.float)(unsafe.Pointer(&b[0])))
}
