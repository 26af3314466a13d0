package beauty

// goStretch is the reference of backKernels.stretch: bilinear, by centres.
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

// goFollow is the reference of backKernels.follow.
func goFollow(mask, now, stir []int16, sum, last []uint16) {
	for i, n := range now {
		m := int32(sum[i]) - int32(last[i])
		last[i] = sum[i]
		s := max(max(m, -m)-stirNoise, int32(stir[i])*3/4)
		s = min(s, stirFull)
		stir[i] = int16(s)
		d := int32(n) - int32(mask[i])
		step := max(d, -d) * (followRest + s*(stirFull-followRest)/stirFull)
		step = (step + stirFull - 1) / stirFull
		if d < 0 {
			step = -step
		}
		mask[i] += int16(step)
	}
}

// Numbers of follow: what luma may differ by, summed over a cell, before it
// counts as stirring; what is stirring altogether; and the share, of stirFull,
// that is followed at rest.
const (
	stirNoise  = 40
	stirFull   = 128
	followRest = 14
)

// goGather is the reference of backKernels.gather.
func goGather(f *frame, sum []uint16, mask []int16, lw, lh int, out []float32) {
	for by := range lh {
		r0 := min(by*2, f.cb.h-1) * f.cb.stride
		r1 := min(by*2+1, f.cb.h-1) * f.cb.stride
		for bx := range lw {
			x0, x1 := min(bx*2, f.cb.w-1), min(bx*2+1, f.cb.w-1)
			cb := int(f.cb.p[r0+x0]) + int(f.cb.p[r0+x1]) + int(f.cb.p[r1+x0]) + int(f.cb.p[r1+x1])
			cr := int(f.cr.p[r0+x0]) + int(f.cr.p[r0+x1]) + int(f.cr.p[r1+x0]) + int(f.cr.p[r1+x1])
			i := by*lw + bx
			o := out[4*i : 4*i+4]
			o[0] = float32(float32(sum[i])*0.0625) - 128
			o[1] = float32(float32(cb)*0.25) - 128
			o[2] = float32(float32(cr)*0.25) - 128
			o[3] = float32(mask[i]) * (1.0 / 256)
		}
	}
}

// goBox4 is the reference of backKernels.box4. columns holds the sums over a
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

// goWeigh is the reference of backKernels.weigh: the largest alpha of a cell and
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

// goLevel is the reference of backKernels.level.
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
