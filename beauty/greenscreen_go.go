package beauty

// goKey is the reference of backKernels.key.
func goKey(f *frame, n keyNumbers, out []uint8) {
	for y := range f.cb.h {
		bs, rs := f.cb.p[y*f.cb.stride:][:f.cb.w], f.cr.p[y*f.cr.stride:][:f.cb.w]
		row := out[y*f.cb.w:]
		for x := range bs {
			b, r := float32(int(bs[x])-128), float32(int(rs[x])-128)
			u := float32(b*n.x) + float32(r*n.y)
			v := float32(r*n.x) - float32(b*n.y)
			e := u - float32(max(v, -v)*keyStray)
			row[x] = n.curve.at(1 - float32(e*n.inv))
			e = max(e, 0) * n.spill
			bs[x] = byte(b - float32(e*n.x) + 128.5)
			rs[x] = byte(r - float32(e*n.y) + 128.5)
		}
	}
}

// goWiden is the reference of backKernels.widen.
func goWiden(in []uint8, cw, ch int, alpha *plane) {
	for y := range alpha.h {
		i, wy := phase(y, 2)
		a, b := in[max(i, 0)*cw:][:cw], in[min(i+1, ch-1)*cw:][:cw]
		out := alpha.p[y*alpha.stride:][:alpha.w]
		for x := range out {
			j, wx := phase(x, 2)
			l, r := max(j, 0), min(j+1, cw-1)
			left := int32(a[l])*wy[0] + int32(b[l])*wy[1]
			right := int32(a[r])*wy[0] + int32(b[r])*wy[1]
			out[x] = byte((left*wx[0] + right*wx[1] + 32) >> 6)
		}
	}
}

// goBound is the reference of backKernels.bound.
func goBound(in []uint8, cw, ch int, alpha *plane, rows []uint8) {
	lo, hi := rows[:cw], rows[cw:2*cw]
	for cy := range ch {
		for x := range cw {
			lo[x], hi[x] = 255, 0
			for j := max(cy-1, 0); j <= min(cy+1, ch-1); j++ {
				for i := max(x-1, 0); i <= min(x+1, cw-1); i++ {
					lo[x], hi[x] = min(lo[x], in[j*cw+i]), max(hi[x], in[j*cw+i])
				}
			}
		}
		for y := 2 * cy; y < min(2*cy+2, alpha.h); y++ {
			row := alpha.p[y*alpha.stride:][:alpha.w]
			for x, v := range row {
				row[x] = min(max(v, lo[x/2]), hi[x/2])
			}
		}
	}
}
