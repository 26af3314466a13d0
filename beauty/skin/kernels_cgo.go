package skin

/*
#cgo CFLAGS: -O3 -Wall -I${SRCDIR}/../pixel
#include "kernels.h"
*/
import "C"

import (
	"unsafe"

	"onair/beauty/pixel"
)

// defaultKernels are the C kernels. The pointers handed over are to the first byte
// of slices that have been checked or made to measure.
func defaultKernels() kernels {
	return kernels{
		skin: cSkin, keep: cKeep, weigh: cWeigh, products: cProducts, slant: cSlant, guided: cGuided, settle: cSettle,
		boxSum: cBoxSum, slopes: cSlopes, flatness: cFlatness, combine: cCombine, linear: cLinear,
		blocks: cBlocks, targets: cTargets, pull: cPull, sharpen: cSharpen, lift: cLift, tint: cTint,
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

func u8(s []uint8) *C.uint8_t    { return (*C.uint8_t)(unsafe.Pointer(&s[0])) }
func i16(s []int16) *C.int16_t   { return (*C.int16_t)(unsafe.Pointer(&s[0])) }
func u16(s []uint16) *C.uint16_t { return (*C.uint16_t)(unsafe.Pointer(&s[0])) }
func u32(s []uint32) *C.uint32_t { return (*C.uint32_t)(unsafe.Pointer(&s[0])) }

func cSkin(f *pixel.Frame, sum []uint16, lw, lh int, out []int16) {
	m := C.skin_model{
		inv_long: skinInvLong, inv_wide: skinInvWide, cb: skinCb, cr: skinCr,
		cosine: skinCos, sine: skinSin, inner: skinInner, outer: skinOuter,
		ref: skinRefLuma, min: skinMinLuma, max: skinMaxLuma, dark: skinDark, lit: skinLit,
	}
	C.beauty_skin(cPlane(&f.Cb), cPlane(&f.Cr), u16(sum), C.int(lw), C.int(lh), m, i16(out))
}

func cKeep(weights []int16, body []uint8) { C.beauty_keep(i16(weights), u8(body), C.int(len(weights))) }

func cWeigh(f *pixel.Frame, sum []uint16, lw, lh int, t *colours, r *regions, out []int16) {
	C.beauty_weigh_skin(cPlane(&f.Cb), cPlane(&f.Cr), u16(sum), C.int(lw), C.int(lh),
		C.colours{inside: u8(t.inside[:]), beyond: u8(t.beyond[:]), inside_luma: u8(t.insideL[:]), beyond_luma: u8(t.beyondL[:])},
		C.places{inside: u8(r.inside), hair: u8(r.hair), body: u8(r.body)}, i16(out))
}

func cProducts(sum []uint16, weights []int16, l, ll, w, lw []uint32) {
	C.beauty_products(u16(sum), i16(weights), u32(l), u32(ll), u32(w), u32(lw), C.int(len(sum)))
}

func cSlant(in *windows, a, b []uint32, r int, edge float32) {
	C.beauty_slant(C.windows{sum: u32(in.sum), sq: u32(in.sq), xx: u32(in.xx), yy: u32(in.yy)}, u32(a), u32(b), C.int(len(a)), C.int(r), C.float(edge))
}

func cGuided(sum []uint16, boxA, boxB []uint32, out []int16, r int) {
	C.beauty_guided(u16(sum), u32(boxA), u32(boxB), i16(out), C.int(len(out)), C.int(r))
}

func cSettle(mask, now []int16) {
	C.beauty_settle(i16(mask), i16(now), C.int(len(mask)))
}

func cBoxSum(src, dst, tmp []uint32, lw, lh, r int) {
	C.beauty_box_sum(u32(src), u32(dst), u32(tmp), C.int(lw), C.int(lh), C.int(r))
}

func cSlopes(sum []uint16, xx, yy, xy []uint32, lw, lh int) {
	C.beauty_slopes(u16(sum), u32(xx), u32(yy), u32(xy), C.int(lw), C.int(lh))
}

func cFlatness(in *windows, c, d []uint32, lw, lh int, l limits) {
	C.beauty_flatness(C.windows{sum: u32(in.sum), sq: u32(in.sq), xx: u32(in.xx), yy: u32(in.yy), xy: u32(in.xy)},
		u32(c), u32(d), C.int(lw), C.int(lh), C.int(l.r), C.float(l.edge), C.float(l.lines))
}

func cCombine(boxC, boxD []uint32, sum []uint16, mask []int16, gain, bias []int16, cells int, strength, fine float32) {
	C.beauty_combine(u32(boxC), u32(boxD), u16(sum), i16(mask), i16(gain), i16(bias),
		C.int(len(mask)), C.int(cells), C.float(strength), C.float(fine))
}

func cLinear(y *pixel.Plane, gain, bias []int16, lw, lh, per int, rows []int16, from, to int) {
	C.beauty_linear(cPlane(y), cCells(gain, lw, lh, rows), cCells(bias, lw, lh, rows[2*y.W:]), C.int(per), C.int(from), C.int(to))
}

func cBlocks(f *pixel.Frame, mask []int16, lw, lh int, out *chromas) {
	C.beauty_blocks(cPlane(&f.Cb), cPlane(&f.Cr), i16(mask), C.int(lw), C.int(lh), cChromas(out))
}

func cChromas(c *chromas) C.chromas {
	return C.chromas{w: u32(c.w), cb: u32(c.cb), cr: u32(c.cr), sq: u32(c.sq)}
}

func cTargets(near, wide *chromas, share, cb, cr []int16, e evens) {
	C.beauty_targets(cChromas(near), cChromas(wide), i16(share), i16(cb), i16(cr), C.int(len(share)),
		C.evens{mottled: C.float(e.mottled), red: C.float(e.red), edge: C.float(e.edge), far: C.float(e.far)})
}

func cPull(mask []int16, lw, lh int, share, to, gain, bias []int16) {
	C.beauty_pull(i16(mask), C.int(lw), C.int(lh), i16(share), i16(to), i16(gain), i16(bias))
}

func cSharpen(y *pixel.Plane, mask []int16, lw, lh int, amount, onSkin int, rows []int16) {
	C.beauty_sharpen(cPlane(y), cCells(mask, lw, lh, rows), C.int(amount), C.int(onSkin), sharpenCore)
}

func cLift(y *pixel.Plane, mask []int16, lw, lh int, t tone, rows []int16, from, to int) {
	C.beauty_lift(cPlane(y), cCells(mask, lw, lh, rows),
		C.int32_t(t.c0), C.int32_t(t.c1), C.int32_t(t.base), C.int32_t(t.skin), C.int(from), C.int(to))
}

func cTint(c *pixel.Plane, mask []int16, lw, lh int, t tint, rows []int16, from, to int) {
	C.beauty_tint(cPlane(c), cCells(mask, lw, lh, rows),
		C.int32_t(t.scaleBase), C.int32_t(t.scaleSkin), C.int32_t(t.moveSkin), C.int(from), C.int(to))
}
