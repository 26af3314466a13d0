package backdrop

import (
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// goCompose is the reference of kernels.compose. With a the share of the
// person, C the pixel, B what was behind it and N what comes there:
//
//	a*C + (1-a)*N + clean*2a(1-a)*(C-B) + a*wrap
//
// The third term takes out of a half covered pixel what B gave to it (exactly so
// at a = 1/2 with clean = 1), the fourth is light from the new background.
func goCompose(f *pixel.Frame, alpha *pixel.Plane, old, wrap *cells3, back *pixel.Frame, clean, lw, lh int, rows []int16, from, to int) {
	w, cw := f.Y.W, f.Cb.W
	if wrap == nil {
		wrap = &cells3{}
	}
	eo, ew := pixeltest.NewExpander(old.y, lw, lh, w, pixel.Cell, rows), pixeltest.NewExpander(wrap.y, lw, lh, w, pixel.Cell, rows[2*w:])
	for y := 2 * from; y < min(2*to, f.Y.H); y++ {
		row, as := f.Y.P[y*f.Y.Stride:][:w], alpha.P[y*alpha.Stride:]
		oa, ob, k := eo.Row(y)
		light := lightOf(&ew, y)
		for x, v := range row {
			o := pixeltest.Lerp(oa[x], ob[x], k)
			n := (o + 8) >> 4
			if back != nil {
				n = int32(back.Y.P[y*back.Y.Stride+x])
			}
			row[x] = composed(int32(v), int32(as[x]), o, n, light(x), int32(clean))
		}
	}
	for _, c := range [...]struct {
		p, back   *pixel.Plane
		old, wrap []int16
	}{{&f.Cb, back.Plane(1), old.cb, wrap.cb}, {&f.Cr, back.Plane(2), old.cr, wrap.cr}} {
		eo, ew := pixeltest.NewExpander(c.old, lw, lh, cw, 2, rows), pixeltest.NewExpander(c.wrap, lw, lh, cw, 2, rows[2*cw:])
		for y := from; y < to; y++ {
			row := c.p.P[y*c.p.Stride:][:cw]
			a0, a1 := alpha.P[2*y*alpha.Stride:], alpha.P[min(2*y+1, f.Y.H-1)*alpha.Stride:]
			oa, ob, k := eo.Row(y)
			light := lightOf(&ew, y)
			for x, v := range row {
				l, r := 2*x, min(2*x+1, w-1)
				a := (int32(a0[l]) + int32(a0[r]) + int32(a1[l]) + int32(a1[r]) + 2) >> 2
				o := pixeltest.Lerp(oa[x], ob[x], k)
				n := (o + 8) >> 4
				if back != nil {
					n = int32(c.back.P[y*c.back.Stride+x])
				}
				row[x] = composed(int32(v), a, o, n, light(x), int32(clean))
			}
		}
	}
}

// lightOf gives the interpolated cells of row y, or nothing but 0 without cells.
func lightOf(e *pixeltest.Expander, y int) func(x int) int32 {
	if e.Cells == nil {
		return func(int) int32 { return 0 }
	}
	a, b, k := e.Row(y)
	return func(x int) int32 { return pixeltest.Lerp(a[x], b[x], k) }
}

func composed(v, a, old, now, wrap, clean int32) byte {
	a += a >> 7
	mix := (a*v + (256-a)*now + 128) >> 8
	t := pixeltest.Scale(a*(256-a), clean)
	edge := (pixeltest.Scale(16*v-old, t) + pixeltest.Scale(2*wrap, a<<6) + 8) >> 4
	return pixel.Byte(mix + edge)
}
