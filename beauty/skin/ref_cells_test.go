package skin

import (
	"onair/beauty/pixel"
)

// goKernels are the reference that the C kernels are held to.
func goKernels() kernels {
	return kernels{
		skin: goSkin, keep: goKeep, weigh: goWeigh, products: goProducts, slant: goSlant, guided: goGuided, settle: goSettle,
		boxSum: goBoxSum, slopes: goSlopes, flatness: goFlatness, combine: goCombine, linear: goLinear,
		blocks: goBlocks, targets: goTargets, pull: goPull,
		sharpen: goSharpen, lift: goLift, tint: goTint,
	}
}

// goSkin is the reference of kernels.skin.
func goSkin(f *pixel.Frame, sum []uint16, lw, lh int, out []int16) {
	for by := range lh {
		r0 := min(by*2, f.Cb.H-1) * f.Cb.Stride
		r1 := min(by*2+1, f.Cb.H-1) * f.Cb.Stride
		for bx := range lw {
			x0, x1 := min(bx*2, f.Cb.W-1), min(bx*2+1, f.Cb.W-1)
			cb := int(f.Cb.P[r0+x0]) + int(f.Cb.P[r0+x1]) + int(f.Cb.P[r1+x0]) + int(f.Cb.P[r1+x1])
			cr := int(f.Cr.P[r0+x0]) + int(f.Cr.P[r0+x1]) + int(f.Cr.P[r1+x0]) + int(f.Cr.P[r1+x1])
			out[by*lw+bx] = skinWeight(int(sum[by*lw+bx]), cb, cr)
		}
	}
}

// goSettle is the reference of kernels.settle. A difference of settleFull or
// more is followed at once, a small one by an eighth; the share grows between.
func goSettle(mask, now []int16) {
	for i, n := range now {
		d := int32(n) - int32(mask[i])
		share := min(max(d, -d)+settleFull/8, settleFull)
		// Rounded away from zero, or the last steps would never be made.
		step := d * share
		if step > 0 {
			step += settleFull - 1
		} else {
			step -= settleFull - 1
		}
		mask[i] += int16(step / settleFull)
	}
}

const settleFull = 64

// goBoxSum is the reference of kernels.boxSum.
func goBoxSum(src, dst, tmp []uint32, lw, lh, r int) {
	for y := range lh {
		row, out := src[y*lw:(y+1)*lw], tmp[y*lw:(y+1)*lw]
		var s uint32
		for i := -r; i <= r; i++ {
			s += row[min(max(i, 0), lw-1)]
		}
		for x := range row {
			out[x] = s
			s += row[min(x+r+1, lw-1)] - row[max(x-r, 0)]
		}
	}
	for x := range lw {
		var s uint32
		for i := -r; i <= r; i++ {
			s += tmp[min(max(i, 0), lh-1)*lw+x]
		}
		dst[x] = s
	}
	for y := 1; y < lh; y++ {
		in, gone := tmp[min(y+r, lh-1)*lw:], tmp[max(y-r-1, 0)*lw:]
		for x := range lw {
			dst[y*lw+x] = dst[(y-1)*lw+x] + in[x] - gone[x]
		}
	}
}

// goSlopes is the reference of kernels.slopes.
func goSlopes(sum []uint16, xx, yy, xy []uint32, lw, lh int) {
	for y := range lh {
		up, down := sum[max(y-1, 0)*lw:], sum[min(y+1, lh-1)*lw:]
		row := sum[y*lw : (y+1)*lw]
		for x := range row {
			gx := (int32(row[min(x+1, lw-1)]) - int32(row[max(x-1, 0)])) >> 2
			gy := (int32(down[x]) - int32(up[x])) >> 2
			i := y*lw + x
			xx[i], yy[i], xy[i] = uint32(gx*gx), uint32(gy*gy), uint32(gx*gy)
		}
	}
}

// goFlatness is the reference of kernels.flatness.
func goFlatness(in *windows, c, d []uint32, lw, lh int, l limits) {
	side := 2*l.r + 1
	inv := 1 / float32(16*side*side)
	// The variance over the window of a plane that rises a level in two cells.
	ramp := 0.25 * ((float32(16*side*side) - 1) / (16 * 12))
	e2 := l.edge * l.edge
	for y := range lh {
		up, down := in.sum[max(y-1, 0)*lw:], in.sum[min(y+1, lh-1)*lw:]
		row := in.sum[y*lw : (y+1)*lw]
		for x, s := range row {
			i := y*lw + x
			mean := float32(s) * inv
			// Slope of the window, levels in two cells.
			gx := float32(int32(row[min(x+1, lw-1)])-int32(row[max(x-1, 0)])) * inv
			gy := float32(int32(down[x])-int32(up[x])) * inv
			gxx, gyy, gxy := float32(gx*gx), float32(gy*gy), float32(gx*gy)
			v := float32(float32(in.sq[i])*inv) - float32(mean*mean) - float32((gxx+gyy)*ramp)
			// What slopes vary along one direction more than across it.
			a := float32(int32(in.xx[i])-int32(in.yy[i]))*inv - (gxx - gyy)
			b := float32(float32(int32(in.xy[i]))*inv) - gxy
			a, b = max(a, -a), 2*max(b, -b)
			// Their length, within 4 %.
			line := float32(0.96*max(a, b)) + float32(0.4*min(a, b))
			v = max(v, 0) + float32(line*l.lines)
			flat := e2 / (float32(v*v) + e2)
			c[i] = uint32(float32(flat*32768) + 0.5)
			d[i] = uint32(float32(float32(flat*mean)*128) + 0.5)
		}
	}
}

// What gain and bias of combine and linear are in.
const (
	gainUnit = 1 << 12
	biasUnit = 1 << 4
)

// goCombine is the reference of kernels.combine.
func goCombine(boxC, boxD []uint32, sum []uint16, mask []int16, gain, bias []int16, cells int, strength, fine float32) {
	invC := 1 / (32768 * float32(cells))
	invD := 1 / (128 * float32(cells))
	k := strength / 256
	for i, m := range mask {
		c, d := float32(boxC[i])*invC, float32(boxD[i])*invD
		mean := float32(sum[i]) * (1.0 / 16)
		w := float32(m) * k
		g := float32(c*w) * fine
		b := float32(d-float32(float32(c*mean)*(1-fine))) * w
		gain[i] = int16(float32(g*gainUnit) + 0.5)
		// The bottom is out of reach in practice; it keeps linear in 16 bits.
		bias[i] = int16(int32(float32(max(b, -32)*biasUnit)+32768.5) - 32768)
	}
}

// skinWeight weighs one cell: sum of 16 luma, of 4 Cb and of 4 Cr samples.
// Every product is rounded by its own float32 conversion, so that no compiler
// fuses it and the C version agrees to the bit.
func skinWeight(sum, cb, cr int) int16 {
	y := float32(sum) * (1.0 / 16)
	n := skinRefLuma / min(max(y-16, skinMinLuma), skinMaxLuma)
	u := float32((float32(cb)*0.25-128)*n) - skinCb
	v := float32((float32(cr)*0.25-128)*n) - skinCr
	p := (float32(v*skinCos) - float32(u*skinSin)) * skinInvLong
	q := (float32(u*skinCos) + float32(v*skinSin)) * skinInvWide
	d := float32(p*p) + float32(q*q)
	w := min(max((skinOuter-d)*(1/(skinOuter-skinInner)), 0), 1)
	gate := min(max((y-skinDark)*(1.0/(skinLit-skinDark)), 0), 1)
	w = float32(w*w) * (3 - float32(2*w))
	return int16(float32(float32(w*gate)*256) + 0.5)
}
