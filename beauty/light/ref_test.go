package light

import (
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// goApply is the reference of cApply.
func goApply(f *pixel.Frame, t *tones, _ []uint8) {
	for j := range f.Cb.H {
		a, b := f.Y.P[2*j*f.Y.Stride:], f.Y.P[min(2*j+1, f.Y.H-1)*f.Y.Stride:]
		for x := range f.Cb.W {
			xa, xb := 2*x, min(2*x+1, f.Y.W-1)
			m := uint8((int32(a[xa]) + int32(a[xb]) + int32(b[xa]) + int32(b[xb]) + 2) >> 2)
			gain, share := int32(t.gain.of(m)), int32(t.share.of(m))
			for _, c := range []struct {
				p    *uint8
				lamp int16
			}{{&f.Cb.P[j*f.Cb.Stride+x], t.cb}, {&f.Cr.P[j*f.Cr.Stride+x], t.cr}} {
				v := (int32(*c.p)-128)*8 - pixeltest.Scale(int32(c.lamp), share<<7)
				*c.p = pixel.Byte(128 + pixeltest.Scale(v, gain<<6))
			}
		}
	}
	for j := range f.Y.H {
		row := f.Y.P[j*f.Y.Stride:][:f.Y.W]
		for x, v := range row {
			row[x] = t.luma.of(v)
		}
	}
}
