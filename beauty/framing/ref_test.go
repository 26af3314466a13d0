package framing

import (
	"slices"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// goCrop is the reference of the C kernel, out of a copy of the plane.
func goCrop(p *pixel.Plane, x, y, step int, _ *tables) {
	was := slices.Clone(p.P)
	from := func(at, n int) (first, second, part int) {
		at = min(max(at, 0), (n-1)<<16)
		return at >> 16, min(at>>16+1, n-1), at >> 9 & 127
	}
	for j := range p.H {
		y0, y1, py := from(y+j*step, p.H)
		for i := range p.W {
			x0, x1, px := from(x+i*step, p.W)
			row := func(y int) int32 {
				a, b := int(was[y*p.Stride+x0])-128, int(was[y*p.Stride+x1])-128
				return int32(a*(128-px) + b*px)
			}
			a, b := row(y0), row(y1)
			v := a + pixeltest.Scale(b-a, int32(py<<8))
			p.P[j*p.Stride+i] = byte((v+64)>>7 + 128)
		}
	}
}
