package denoise

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "kernels.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/pixel"
)

// defaultKernels are the C kernels. The pointers handed over are to the first byte of
// slices that have been made to measure.
func defaultKernels() kernels {
	return kernels{reduce: cReduce, coarse: cCoarse, search: cSearch, weigh: cWeigh, soften: cSoften, settle: cSettle}
}

func cPlane(p *pixel.Plane) C.plane {
	return C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&p.P[0])), stride: C.int(p.Stride), w: C.int(p.W), h: C.int(p.H),
	}
}

func cPicture(f *pixel.Frame) C.picture {
	return C.picture{of: [3]C.plane{cPlane(&f.Y), cPlane(&f.Cb), cPlane(&f.Cr)}}
}

func u8(s []uint8) *C.uint8_t { return (*C.uint8_t)(unsafe.Pointer(&s[0])) }
func steps(s []step) *C.step  { return (*C.step)(unsafe.Pointer(&s[0])) }

func cReduce(y, small *pixel.Plane) { C.denoise_reduce(cPlane(y), cPlane(small)) }

func cCoarse(now, was *pixel.Plane, to []step, bw, bh, still int) {
	C.denoise_coarse(cPlane(now), cPlane(was), steps(to), C.int(bw), C.int(bh), C.int(still))
}

func cSearch(now, was *pixel.Plane, coarse, before, to []step, bw, bh, floor int) {
	C.denoise_search(cPlane(now), cPlane(was), steps(coarse), steps(before), steps(to), C.int(bw), C.int(bh), C.int(floor))
}

func cWeigh(now, was *pixel.Frame, s []step, bw int, g *gates, ages, aged, weights []uint8, seen *histograms) {
	limit := func(l limit) C.limit { return C.limit{lo: C.int(l.lo), span: C.int(l.span), inv: C.int(l.inv)} }
	C.denoise_weigh(cPicture(now), cPicture(was), steps(s), C.int(bw), C.gates{
		differ: limit(g.differ), luma: limit(g.luma), chroma: limit(g.chroma), most: C.int(g.most), cw: C.int(g.cw), ch: C.int(g.ch),
	}, u8(ages), u8(aged), u8(weights), (*C.int)(unsafe.Pointer(&seen.luma[0])), (*C.int)(unsafe.Pointer(&seen.chroma[0])))
}

func cSoften(from, to []uint8, cw, ch int) { C.denoise_soften(u8(from), u8(to), C.int(cw), C.int(ch)) }

func cSettle(now, was, next *pixel.Plane, s []step, bw int, weights []uint8, cw, ch, half, lo, span int, rows []int16) {
	C.denoise_settle(cPlane(now), cPlane(was), cPlane(next), steps(s), C.int(bw), u8(weights), C.int(cw), C.int(ch),
		C.int(half), C.int(lo), C.int(span), (*C.int16_t)(unsafe.Pointer(&rows[0])))
}
