package retouch

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "kernels.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/pixel"
)

func defaultKernels() kernels { return kernels{even: cEven} }

func cEven(y *pixel.Plane, p *evenPart, base, share []int16, rows []int16) {
	c, n := p.mask, p.lw*pixel.Cell
	C.beauty_even(cPlane(y), C.even_part{
		mask: (*C.uint8_t)(unsafe.Pointer(&c.P[0])), width: C.int(c.Width()),
		x0: C.int(c.X0), y0: C.int(c.Y0), x1: C.int(min(c.X1, y.W)), y1: C.int(min(c.Y1, y.H)),
		left: C.int(p.x0 * pixel.Cell), top: C.int(p.y0 * pixel.Cell), fine: C.int(p.fine),
		mul: C.int(evenMul(2*p.fine + 1)), none: C.int(p.none * evenUnit), core: C.int(p.core * evenUnit),
	}, cCells(base, p.lw, p.lh, rows), cCells(share, p.lw, p.lh, rows[2*n:]), i16(rows[4*n:]))
}

func cPlane(p *pixel.Plane) C.plane {
	return C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&p.P[0])), stride: C.int(p.Stride), w: C.int(p.W), h: C.int(p.H),
	}
}

func cCells(c []int16, lw, lh int, rows []int16) C.cells {
	return C.cells{cells: i16(c), lw: C.int(lw), lh: C.int(lh), rows: i16(rows)}
}

func i16(s []int16) *C.int16_t { return (*C.int16_t)(unsafe.Pointer(&s[0])) }
