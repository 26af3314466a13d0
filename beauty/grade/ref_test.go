package grade

import (
	"onair/beauty/pixel"
)

// goGrade is the reference of LUT.grade. Luma is interpolated in all three
// directions, with the chroma of its own sample; chroma likewise, with the mean
// of the up to four luma pixels it belongs to.
func goGrade(f *pixel.Frame, t *LUT, strength int) {
	s := int32(strength)
	for cy := range f.Cb.H {
		rb, rr := f.Cb.P[cy*f.Cb.Stride:], f.Cr.P[cy*f.Cr.Stride:]
		y0 := f.Y.P[2*cy*f.Y.Stride:]
		y1 := f.Y.P[min(2*cy+1, f.Y.H-1)*f.Y.Stride:]
		for cx := range f.Cb.W {
			xa, xb := 2*cx, min(2*cx+1, f.Y.W-1)
			b, r := int32(rb[cx]), int32(rr[cx])
			base := (int(b>>gridShift)*gridCells + int(r>>gridShift)) * gridCells
			w := corners(b, r)
			// A pixel that stands for two, at the border, is written twice alike.
			px := [4]*byte{&y0[xa], &y0[xb], &y1[xa], &y1[xb]}
			in := [4]int32{int32(*px[0]), int32(*px[1]), int32(*px[2]), int32(*px[3])}
			for i, v := range in {
				*px[i] = mixed(v, blend(t.luma[8*(base+int(v>>gridShift)):], w, v), s)
			}
			m := (in[0] + in[1] + in[2] + in[3] + 2) >> 2
			c := t.chroma[16*(base+int(m>>gridShift)):]
			rb[cx] = mixed(b, blend(c, w, m), s)
			rr[cx] = mixed(r, blend(c[8:], w, m), s)
		}
	}
}

// corners weighs the four corners around a chroma value, in 1/64.
func corners(cb, cr int32) [4]int32 {
	fb, fr := cb&(gridStep-1), cr&(gridStep-1)
	return [4]int32{
		(gridStep - fb) * (gridStep - fr), (gridStep - fb) * fr,
		fb * (gridStep - fr), fb * fr,
	}
}

// blend weighs the eight corners of a cell; the result is in 1/(32*512) of a level.
func blend(at []int16, w [4]int32, y int32) int32 {
	fy := y & (gridStep - 1)
	var d int32
	for k, wk := range w {
		d += wk * (int32(at[2*k])*(gridStep-fy) + int32(at[2*k+1])*fy)
	}
	return d
}

// mixed adds strength/256 of d, which blend made.
func mixed(v, d, strength int32) byte {
	return pixel.Byte(v + ((d>>7)*strength+1<<14)>>15)
}
