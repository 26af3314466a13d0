package grade

import (
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// goGrade is the reference of LUT.Apply.
func goGrade(f *pixel.Frame, t *LUT, strength int) {
	s := int32(strength)
	for cy := range f.Cb.H {
		rb, rr := f.Cb.P[cy*f.Cb.Stride:], f.Cr.P[cy*f.Cr.Stride:]
		y0 := f.Y.P[2*cy*f.Y.Stride:]
		y1 := f.Y.P[min(2*cy+1, f.Y.H-1)*f.Y.Stride:]
		for cx := range f.Cb.W {
			xa, xb := 2*cx, min(2*cx+1, f.Y.W-1)
			b, r := int32(rb[cx]), int32(rr[cx])
			cell := int(b>>gridShift)*gridCells + int(r>>gridShift)
			w := corners(b, r, s)
			// A pixel that stands for two, at the border, is written twice alike.
			px := [4]*byte{&y0[xa], &y0[xb], &y1[xa], &y1[xb]}
			in := [4]int32{int32(*px[0]), int32(*px[1]), int32(*px[2]), int32(*px[3])}
			for i, v := range in {
				l := t.luma[4*(cell*lumaKnots+int(v>>gridShift)+1):]
				*px[i] = between(v, v, knot(l, w), knot(l[4:], w))
			}
			m := (in[0] + in[1] + in[2] + in[3] + 2) >> 2
			c := t.chroma[8*(cell*gridNodes+int(m>>gridShift)):]
			rb[cx] = between(m, b, knot(c, w), knot(c[8:], w))
			rr[cx] = between(m, r, knot(c[4:], w), knot(c[12:], w))
		}
	}
}

// corners weighs the four corners around a chroma value, in 1/64 and strength.
func corners(cb, cr, strength int32) [4]int32 {
	fb, fr := cb&(gridStep-1), cr&(gridStep-1)
	return [4]int32{
		strength * (gridStep - fb) * (gridStep - fr), strength * (gridStep - fb) * fr,
		strength * fb * (gridStep - fr), strength * fb * fr,
	}
}

// knot weighs the four corners; the result is in 1/32 of a level.
func knot(at []int16, w [4]int32) int32 {
	var d int32
	for k, wk := range w {
		d += pixeltest.Scale(int32(at[k]), wk)
	}
	return d
}

// between adds to a sample what lies between two knots, y&7 past the first.
func between(y, to, low, high int32) byte {
	d := low + pixeltest.Scale(2*(high-low), y&(gridStep-1)<<11)
	return pixel.Byte((to*32 + d + 16) >> 5)
}
