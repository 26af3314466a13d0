//go:build cgo

package beauty

/*
#include "retouch.h"
*/
import "C"

import "unsafe"

func cRetouchKernels() retouchKernels { return retouchKernels{even: cEven} }

func cEven(y *plane, p *evenPart, base, share []int16, rows []int16) {
	c, n := p.mask, p.lw*cell
	C.beauty_even(cPlane(y), C.even_part{
		mask: (*C.uint8_t)(unsafe.Pointer(&c.p[0])), width: C.int(c.width()),
		x0: C.int(c.x0), y0: C.int(c.y0), x1: C.int(min(c.x1, y.w)), y1: C.int(min(c.y1, y.h)),
		left: C.int(p.x0 * cell), top: C.int(p.y0 * cell), fine: C.int(p.fine),
		mul: C.int(evenMul(2*p.fine + 1)), none: C.int(p.none * evenUnit),
	}, cCells(base, p.lw, p.lh, rows), cCells(share, p.lw, p.lh, rows[2*n:]), i16(rows[4*n:]))
}
