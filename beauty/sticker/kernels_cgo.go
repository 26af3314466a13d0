package sticker

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "kernels.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/pixel"
)

// defaultKernels are the C kernels. What is handed over are pointers to the first byte
// of slices that sticker_place.go has made to measure.
func defaultKernels() kernels {
	return kernels{draw: cStickerDraw, fill: cStickerFill, over: cStickerOver}
}

func u8(s []uint8) *C.uint8_t { return (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(s))) }

func cDrawing(d *drawing) C.drawing {
	c := C.drawing{
		p: u8(d.tex), w: C.int(d.w), h: C.int(d.h),
		u: C.int32_t(d.u), v: C.int32_t(d.v), ux: C.int32_t(d.ux), vx: C.int32_t(d.vx),
		uy: C.int32_t(d.uy), vy: C.int32_t(d.vy),
		x0: C.int(d.x0), y0: C.int(d.y0), x1: C.int(d.x1), y1: C.int(d.y1), opacity: C.int(d.opacity),
	}
	if l := d.lit; l != (relight{}) {
		c.lit, c.base, c.slope, c.low, c.high = 1, C.int(l.base), C.int(l.slope), C.int(l.low), C.int(l.high)
		c.lcb, c.lcr = C.int(l.cb), C.int(l.cr)
	}
	if h := d.hide; h != nil {
		c.hide = u8(h.P)
		c.hx0, c.hy0, c.hx1, c.hy1 = C.int(h.X0), C.int(h.Y0), C.int(h.X1), C.int(h.Y1)
	}
	if len(d.nodes) > 0 {
		c.nodes, c.shift, c.cols = (*C.int32_t)(unsafe.Pointer(&d.nodes[0])), C.int(d.shift), C.int(d.cols)
	}
	return c
}

func cOverlay(o *overlay) C.layer_rows {
	return C.layer_rows{y: u8(o.y), a: u8(o.a), cb: u8(o.cb), cr: u8(o.cr), ca: u8(o.ca)}
}

func cStickerDraw(f *pixel.Frame, d *drawing, rows []uint8) {
	C.beauty_sticker_draw(cPlane(&f.Y), cPlane(&f.Cb), cPlane(&f.Cr), cDrawing(d), u8(rows))
}

func cStickerFill(d *drawing, to *overlay) { C.beauty_sticker_fill(cDrawing(d), cOverlay(to)) }

func cStickerOver(f *pixel.Frame, o *overlay, opacity int) {
	C.beauty_sticker_over(cPlane(&f.Y), cPlane(&f.Cb), cPlane(&f.Cr), cOverlay(o),
		(*C.int32_t)(unsafe.Pointer(&o.spans[0])), C.int(opacity))
}

func cPlane(p *pixel.Plane) C.plane {
	return C.plane{
		p: (*C.uint8_t)(unsafe.Pointer(&p.P[0])), stride: C.int(p.Stride), w: C.int(p.W), h: C.int(p.H),
	}
}
