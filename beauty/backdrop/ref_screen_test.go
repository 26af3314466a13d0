package backdrop

import (
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// goKey is the reference of kernels.key.
func goKey(f *pixel.Frame, n keyNumbers, out []uint8) {
	for y := range f.Cb.H {
		bs, rs := f.Cb.P[y*f.Cb.Stride:][:f.Cb.W], f.Cr.P[y*f.Cr.Stride:][:f.Cb.W]
		row := out[y*f.Cb.W:]
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

// goWiden is the reference of kernels.widen.
func goWiden(in []uint8, cw, ch int, alpha *pixel.Plane) {
	for y := range alpha.H {
		i, wy := pixeltest.Phase(y, 2)
		a, b := in[max(i, 0)*cw:][:cw], in[min(i+1, ch-1)*cw:][:cw]
		out := alpha.P[y*alpha.Stride:][:alpha.W]
		for x := range out {
			j, wx := pixeltest.Phase(x, 2)
			l, r := max(j, 0), min(j+1, cw-1)
			left := int32(a[l])*wy[0] + int32(b[l])*wy[1]
			right := int32(a[r])*wy[0] + int32(b[r])*wy[1]
			out[x] = byte((left*wx[0] + right*wx[1] + 32) >> 6)
		}
	}
}

// goBound is the reference of kernels.bound.
func goBound(in []uint8, cw, ch int, alpha *pixel.Plane, rows []uint8) {
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
		for y := 2 * cy; y < min(2*cy+2, alpha.H); y++ {
			row := alpha.P[y*alpha.Stride:][:alpha.W]
			for x, v := range row {
				row[x] = min(max(v, lo[x/2]), hi[x/2])
			}
		}
	}
}
