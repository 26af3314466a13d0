package backdrop

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "kernels.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/pixel"
)

func defaultKernels() kernels {
	return kernels{
		stretch: cStretch, stir: cStir, follow: cFollow, gather: cGather, guide: cGuide, box4: cBox4,
		matte: cMatte, weigh: cWeigh, level: cLevel, wrap: cWrap, resample: cResample, compose: cCompose,
		key: cKey, widen: cWiden, bound: cBound, search: cSearch, ranges: cRanges, shift: cShift,
	}
}

func f32(s []float32) *C.float { return (*C.float)(unsafe.Pointer(&s[0])) }
func u8(s []uint8) *C.uint8_t  { return (*C.uint8_t)(unsafe.Pointer(&s[0])) }

func cStretch(mask []uint8, mw, mh int, out []int16, lw, lh int) {
	C.beauty_stretch(u8(mask), C.int(mw), C.int(mh), i16(out), C.int(lw), C.int(lh))
}

func cStir(known []int16, sum []uint16, rate, far []int16, lw, lh int, n stirNumbers) {
	C.beauty_stir(i16(known), u16(sum), i16(rate), i16(far), C.int(lw), C.int(lh),
		C.stir_numbers{noise: C.int(n.noise), gain: C.int(n.gain), rest: C.int(n.rest)})
}

func cFollow(mask, now, rate []int16, more int) {
	C.beauty_follow(i16(mask), i16(now), i16(rate), C.int(len(now)), C.int(more))
}

func cSearch(now, then []uint8, mask []int16, lw, lh int, edges []uint8, still int, person []uint8, field, sure []int16) bool {
	return C.beauty_search(u8(now), u8(then), i16(mask), C.int(lw), C.int(lh), u8(edges), C.int(len(edges)), C.motion_numbers{
		reach: motionReach, still: C.int(still), price: motionPrice, least: motionLeast, fewest: motionFewest,
	}, u8(person), i16(field), i16(sure)) != 0
}

func cRanges(mask []int16, lw, lh int, to []int16) {
	C.beauty_ranges(i16(mask), C.int(lw), C.int(lh), i16(to))
}

func cShift(mask, field []int16, lw, lh int, out, blocks []int16) {
	C.beauty_shift(i16(mask), i16(field), C.int(lw), C.int(lh), i16(out), i16(blocks))
}

// The C side knows these numbers by heart.
var (
	_ [C.MOTION_BLOCK - motionBlock]struct{}
	_ [motionBlock - C.MOTION_BLOCK]struct{}
	_ [C.MOTION_SIGHT - motionSight]struct{}
	_ [motionSight - C.MOTION_SIGHT]struct{}
	_ [C.MOTION_RIM - motionRim]struct{}
	_ [motionRim - C.MOTION_RIM]struct{}
	_ [C.KEPT_ONE - keptOne]struct{}
	_ [keptOne - C.KEPT_ONE]struct{}
)

func cGather(f *pixel.Frame, sum []uint16, mask []int16, lw, lh int, out []float32) {
	C.beauty_gather(cPlane(&f.Cb), cPlane(&f.Cr), u16(sum), i16(mask), C.int(lw), C.int(lh), f32(out))
}

func cGuide(cells, columns, out []float32, lw, lh, r int, epsY, epsC float32) {
	C.beauty_guide(f32(cells), f32(columns), f32(out), C.int(lw), C.int(lh), C.int(r), C.float(epsY), C.float(epsC))
}

func cBox4(src, columns, dst []float32, lw, lh, r int) {
	C.beauty_box4(f32(src), f32(columns), f32(dst), C.int(lw), C.int(lh), C.int(r))
}

func cMatte(f *pixel.Frame, maps []float32, lw, lh int, c curve, rows []float32, kept []int16, idle []uint8, rate []int16, alpha *pixel.Plane, from, to int) {
	var held, shares *C.int16_t
	var idles *C.uint8_t
	if kept != nil {
		held, idles, shares = i16(kept), u8(idle), i16(rate)
	}
	C.beauty_matte(cPlane(&f.Y), cPlane(&f.Cb), cPlane(&f.Cr), f32(maps), C.int(lw), C.int(lh),
		C.curve{lo: C.float(c.lo), steep: C.float(c.steep)}, (*C.uint8_t)(unsafe.Pointer(&rows[0])), held, idles, shares, cPlane(alpha), C.int(from), C.int(to))
}

func cWeigh(cells []float32, alpha []uint16, lw, lh int, out []float32) {
	C.beauty_weigh(f32(cells), u16(alpha), C.int(lw), C.int(lh), f32(out))
}

func cLevel(cells []float32, out *cells3) {
	C.beauty_level(f32(cells), cThree(out), C.int(len(out.y)))
}

func cThree(c *cells3) C.cells3 { return C.cells3{y: i16(c.y), cb: i16(c.cb), cr: i16(c.cr)} }

func cWrap(cells, shares []float32, light *cells3, amount float32, out *cells3) {
	C.beauty_wrap(f32(cells), f32(shares), cThree(light), C.float(amount), cThree(out), C.int(len(out.y)))
}

func cResample(src, dst *pixel.Plane, win window, rows []int16) {
	C.beauty_resample(cPlane(src), cPlane(dst),
		C.part{x: C.int64_t(win.x), y: C.int64_t(win.y), w: C.int64_t(win.w), h: C.int64_t(win.h)}, i16(rows))
}

func cKey(f *pixel.Frame, n keyNumbers, out []uint8) {
	C.beauty_key(cPlane(&f.Cb), cPlane(&f.Cr), C.key_numbers{
		x: C.float(n.x), y: C.float(n.y), inv: C.float(n.inv), spill: C.float(n.spill), stray: keyStray,
		curve: C.curve{lo: C.float(n.curve.lo), steep: C.float(n.curve.steep)},
	}, u8(out))
}

func cWiden(in []uint8, cw, ch int, alpha *pixel.Plane) {
	C.beauty_widen(u8(in), C.int(cw), C.int(ch), cPlane(alpha))
}

func cBound(in []uint8, cw, ch int, alpha *pixel.Plane, rows []uint8) {
	C.beauty_bound(u8(in), C.int(cw), C.int(ch), cPlane(alpha), u8(rows))
}

func cCompose(f *pixel.Frame, alpha *pixel.Plane, old, wrap *cells3, back *pixel.Frame, clean, lw, lh int, rows []int16, from, to int) {
	shares := rows[4*f.Y.W:]
	for i := range 3 {
		p := f.Plane(i)
		var b C.plane
		if back != nil {
			b = cPlane(back.Plane(i))
		}
		light := C.cells{lw: C.int(lw), lh: C.int(lh)}
		if wrap != nil {
			light = cCells(wrap.plane(i), lw, lh, rows[2*p.W:])
		}
		if i == 0 {
			C.beauty_compose(cPlane(p), cPlane(alpha), cCells(old.y, lw, lh, rows), light, b, C.int(clean), nil,
				C.int(2*from), C.int(min(2*to, p.H)))
			continue
		}
		C.beauty_compose(cPlane(p), cPlane(alpha), cCells(old.plane(i), lw, lh, rows), light, b, C.int(clean), i16(shares), C.int(from), C.int(to))
	}
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

func u16(s []uint16) *C.uint16_t { return (*C.uint16_t)(unsafe.Pointer(&s[0])) }
