package backdrop

import (
	"onair/beauty/pixel"
)

// goKernels are the reference that the C kernels are held to.
func goKernels() kernels {
	return kernels{
		stretch: goStretch, stir: goStir, follow: goFollow, gather: goGather, guide: goGuide, box4: goBox4,
		matte: goMatte, weigh: goWeigh, level: goLevel, wrap: goWrap, resample: goResample, compose: goCompose,
		key: goKey, widen: goWiden, bound: goBound, search: goSearch, ranges: goRanges, shift: goShift,
	}
}

// goStretch is the reference of kernels.stretch: bilinear, by centres.
func goStretch(mask []uint8, mw, mh int, out []int16, lw, lh int) {
	for y := range lh {
		j, fy := stretchAt(y, lh, mh)
		top, low := mask[max(j, 0)*mw:], mask[min(j+1, mh-1)*mw:]
		for x := range lw {
			i, fx := stretchAt(x, lw, mw)
			l, r := max(i, 0), min(i+1, mw-1)
			a := int(top[l])*(256-fx) + int(top[r])*fx
			b := int(low[l])*(256-fx) + int(low[r])*fx
			v := (a*(256-fy) + b*fy + 1<<15) >> 16
			out[y*lw+x] = int16(v + v>>7)
		}
	}
}

// stretchAt gives the sample left of place i of n, out of m, and the share of
// the next one in 1/256.
func stretchAt(i, n, m int) (int, int) {
	p := ((2*i+1)*m*128)/n - 128
	return p >> 8, p & 255
}

// goStir is the reference of kernels.stir.
func goStir(known []int16, sum []uint16, rate, far []int16, lw, lh int, n stirNumbers) {
	for i, s := range sum {
		d := int(s) - int(known[i]+4)>>3
		far[i] = int16(min(max(d, -d), 2048))
	}
	for y := range lh {
		for x := range lw {
			d := -n.noise
			for j := y - 1; j <= y+1; j++ {
				for i := x - 1; i <= x+1; i++ {
					d += int(far[min(max(j, 0), lh-1)*lw+min(max(i, 0), lw-1)])
				}
			}
			s := n.rest + min(max(d, 0)*n.gain>>8, 256)*(256-n.rest)>>8
			at := &rate[y*lw+x]
			*at = int16(max(s, n.rest+(int(*at)-n.rest)*3>>2))
		}
	}
	for i, s := range sum {
		known[i] += int16(((8*int(s)-int(known[i]))*int(rate[i]) + 128) >> 8)
	}
}

// goFollow is the reference of kernels.follow.
func goFollow(mask, now, rate []int16, more int) {
	for i, n := range now {
		d := int(n) - int(mask[i])
		step := (max(d, -d)*min(int(rate[i])+more, 256) + 255) >> 8
		if d < 0 {
			step = -step
		}
		mask[i] += int16(step)
	}
}

// goGather is the reference of kernels.gather.
func goGather(f *pixel.Frame, sum []uint16, mask []int16, lw, lh int, out []float32) {
	for by := range lh {
		r0 := min(by*2, f.Cb.H-1) * f.Cb.Stride
		r1 := min(by*2+1, f.Cb.H-1) * f.Cb.Stride
		for bx := range lw {
			x0, x1 := min(bx*2, f.Cb.W-1), min(bx*2+1, f.Cb.W-1)
			cb := int(f.Cb.P[r0+x0]) + int(f.Cb.P[r0+x1]) + int(f.Cb.P[r1+x0]) + int(f.Cb.P[r1+x1])
			cr := int(f.Cr.P[r0+x0]) + int(f.Cr.P[r0+x1]) + int(f.Cr.P[r1+x0]) + int(f.Cr.P[r1+x1])
			i := by*lw + bx
			o := out[4*i : 4*i+4]
			o[0] = float32(float32(sum[i])*0.0625) - 128
			o[1] = float32(float32(cb)*0.25) - 128
			o[2] = float32(float32(cr)*0.25) - 128
			o[3] = float32(mask[i]) * (1.0 / 256)
		}
	}
}

// goBox4 is the reference of kernels.box4. columns holds the sums over a
// window's rows.
func goBox4(src, columns, dst []float32, lw, lh, r int) {
	n := 4 * lw
	inv := 1 / float32((2*r+1)*(2*r+1))
	clear(columns[:n])
	for i := -r; i <= r; i++ {
		for x, v := range src[min(max(i, 0), lh-1)*n:][:n] {
			columns[x] += v
		}
	}
	for y := range lh {
		if y > 0 {
			in, gone := src[min(y+r, lh-1)*n:][:n], src[max(y-r-1, 0)*n:][:n]
			for x := range n {
				columns[x] += in[x] - gone[x]
			}
		}
		var s [4]float32
		for i := -r; i <= r; i++ {
			for k := range s {
				s[k] += columns[4*min(max(i, 0), lw-1)+k]
			}
		}
		out := dst[y*n:][:n]
		for x := range lw {
			in, gone := 4*min(x+r+1, lw-1), 4*max(x-r, 0)
			for k := range s {
				out[4*x+k] = s[k] * inv
				s[k] += columns[in+k] - columns[gone+k]
			}
		}
	}
}

// goWeigh is the reference of kernels.weigh: the largest alpha of a cell and
// the eight around it counts.
func goWeigh(cells []float32, alpha []uint16, lw, lh int, out []float32) {
	for y := range lh {
		rows := [3][]uint16{alpha[max(y-1, 0)*lw:][:lw], alpha[y*lw:][:lw], alpha[min(y+1, lh-1)*lw:][:lw]}
		for x := range lw {
			var m uint16
			for _, row := range rows {
				m = max(m, row[max(x-1, 0)], row[x], row[min(x+1, lw-1)])
			}
			k := 1 - float32(float32(m)*(1.0/(16*255)))
			k = float32(k*k) + weighLeast
			i := 4 * (y*lw + x)
			out[i], out[i+1], out[i+2], out[i+3] = cells[i]*k, cells[i+1]*k, cells[i+2]*k, k
		}
	}
}

// weighLeast is what a cell weighs in the middle of the person: next to nothing,
// but there is always something to take a colour from.
const weighLeast = 1.0 / 4096

// goLevel is the reference of kernels.level.
func goLevel(cells []float32, out *cells3) {
	for i := range out.y {
		c := cells[4*i : 4*i+4]
		inv := 16 / c[3]
		out.y[i] = leveled(c[0], inv)
		out.cb[i] = leveled(c[1], inv)
		out.cr[i] = leveled(c[2], inv)
	}
}

func leveled(v, inv float32) int16 {
	return int16(min(max(float32(v*inv)+2048.5, 0), 4080))
}

// goWrap is the reference of kernels.wrap.
func goWrap(cells, shares []float32, light *cells3, amount float32, out *cells3) {
	for i := range out.y {
		k := shares[4*i+3] * amount
		for p := range 3 {
			lit := float32(light.plane(p)[i]) - float32(float32(cells[4*i+p]+128)*16)
			out.plane(p)[i] = int16(float32(lit * k))
		}
	}
}

// at gives the sample left of (or above) place i of n over a length from a
// start, the next one, and the latter's share of 128; size is the plane's.
func windowAt(i, n, start, length, size int) (int, int, int) {
	p := start + (2*i+1)*length/(2*n) - 1<<15
	p = min(max(p, 0), (size-1)<<16)
	a := p >> 16
	return a, min(a+1, size-1), p >> 9 & 127
}

// goResample is the reference of kernels.resample.
func goResample(src, dst *pixel.Plane, win window, _ []int16) {
	for y := range dst.H {
		j0, j1, fy := windowAt(y, dst.H, win.y, win.h, src.H)
		top, low := src.P[j0*src.Stride:][:src.W], src.P[j1*src.Stride:][:src.W]
		out := dst.P[y*dst.Stride:][:dst.W]
		for x := range out {
			i0, i1, fx := windowAt(x, dst.W, win.x, win.w, src.W)
			l := int(top[i0])*(128-fy) + int(low[i0])*fy
			r := int(top[i1])*(128-fy) + int(low[i1])*fy
			out[x] = byte((l*(128-fx) + r*fx + 1<<13) >> 14)
		}
	}
}
