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

const (
	mostRows   = 8192 // 3/4 KiB each
	rowsAFrame = 2000 // made at most, some microseconds each
)

// Grader puts a table over the frames of one camera. Neighbours have much the same
// chroma, so it keeps, for each chroma that occurred, what becomes of every luma. The
// zero value is ready; it belongs to one goroutine.
type Grader struct {
	table    *LUT
	strength int
	index    []uint16
	rows     []C.grade_row
	made     int
	missed   *C.int // blocks of the newest frame without a row
}

// Apply puts the table over the picture. Luma is interpolated in all three
// directions, with the chroma of its own sample; chroma likewise, with the mean
// of the up to four luma pixels it belongs to. strength is 0 to 256.
func (g *Grader) Apply(f *pixel.Frame, t *LUT, strength int) {
	if g.rows == nil {
		g.index, g.rows, g.missed = make([]uint16, 1<<16), make([]C.grade_row, mostRows), new(C.int)
	}
	if g.table != t || g.strength != strength {
		g.table, g.strength = t, strength
		g.forget()
	}
	g.made = int(C.beauty_grade(gradePlane(&f.Y), gradePlane(&f.Cb), gradePlane(&f.Cr),
		(*C.int16_t)(unsafe.Pointer(&t.luma[0])), (*C.int16_t)(unsafe.Pointer(&t.chroma[0])), C.int(strength),
		C.grade_rows{index: (*C.uint16_t)(unsafe.Pointer(&g.index[0])), rows: &g.rows[0],
			missed: g.missed, made: C.int(g.made), most: C.int(min(g.made+rowsAFrame, mostRows))}))
	if g.made == mostRows && int(*g.missed)*32 > f.Cb.W*f.Cb.H { // the picture is another
		g.forget()
	}
}

func (g *Grader) forget() {
	clear(g.index)
	g.made = 0
}

func gradePlane(p *pixel.Plane) C.plane {
	return C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&p.P[0])), stride: C.int(p.Stride), w: C.int(p.W), h: C.int(p.H),
	}
}
