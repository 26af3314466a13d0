package makeup

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// goKernels is the reference that the C kernels are held to.
func goKernels() kernels { return kernels{mean: goMean, below: goBelow, paint: goPaint, hair: goHair} }

// goMean is the reference of kernels.mean.
func goMean(y *pixel.Plane, c *outline.Coverage) (weight, sum int64) {
	for j := c.Y0; j < min(c.Y1, y.H); j++ {
		row := y.P[j*y.Stride:]
		m := c.P[(j-c.Y0)*c.Width():]
		for x := c.X0; x < min(c.X1, y.W); x++ {
			k := int64(m[x-c.X0])
			weight += k
			sum += k * int64(row[x])
		}
	}
	return weight, sum
}

// goBelow is the reference of kernels.below.
func goBelow(f *pixel.Frame, c *outline.Coverage) (weight, cb, cr int64) {
	for y := c.Y0 / 2; y < c.Y1/2; y++ {
		m := c.P[(2*y-c.Y0)*c.Width():]
		b, r := f.Cb.P[y*f.Cb.Stride:], f.Cr.P[y*f.Cr.Stride:]
		for x := c.X0 / 2; x < c.X1/2; x++ {
			k := int64(m[2*x-c.X0])
			weight += k
			cb += k * (int64(b[x]) - 128)
			cr += k * (int64(r[x]) - 128)
		}
	}
	return weight, cb, cr
}

// goPaint is the reference of kernels.paint. Chroma goes by the luma that was
// there before. A pixel beyond the border counts as the one beside it.
func goPaint(f *pixel.Frame, c *outline.Coverage, p *pigment, opacity int) {
	mix := func(v, to uint8, k uint32) uint8 {
		return uint8(pixel.Div255(uint32(v)*(255-k) + uint32(to)*k))
	}
	for cy := c.Y0 / 2; cy < c.Y1/2; cy++ {
		m := c.P[(2*cy-c.Y0)*c.Width():]
		y0 := f.Y.P[2*cy*f.Y.Stride:]
		y1 := f.Y.P[min(2*cy+1, f.Y.H-1)*f.Y.Stride:]
		for cx := c.X0 / 2; cx < c.X1/2; cx++ {
			xa, xb, i := 2*cx, min(2*cx+1, f.Y.W-1), 2*cx-c.X0
			px := [4]*uint8{&y0[xa], &y0[xb], &y1[xa], &y1[xb]}
			in := [4]uint8{*px[0], *px[1], *px[2], *px[3]}
			var k, luma uint32
			for n, a := range [4]uint8{m[i], m[i+1], m[c.Width()+i], m[c.Width()+i+1]} {
				a := (uint32(a)*uint32(opacity) + 128) >> 8
				*px[n] = mix(in[n], p.luma[in[n]], a)
				k += a
				luma += uint32(in[n])
			}
			k, luma = (k+2)>>2, (luma+2)>>2
			b, r := &f.Cb.P[cy*f.Cb.Stride+cx], &f.Cr.P[cy*f.Cr.Stride+cx]
			kept := func(to, v uint8, below int32) uint8 { return pixel.Byte(int32(to) + (int32(v)-below)*p.keep>>8) }
			*b, *r = mix(*b, kept(p.cb[luma], *b, p.belowCb), k), mix(*r, kept(p.cr[luma], *r, p.belowCr), k)
		}
	}
}
