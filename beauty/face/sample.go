package face

import (
	"image"

	"onair/media"
)

// A sampler turns regions of I420 pictures into planar RGB tensors, 0 to 1,
// the way the networks take them. It keeps its rows between calls; one
// goroutine at a time.
type sampler struct{}

// Fixed point of the sampler: positions have 16 fractional bits.
const fix = 1 << 16

// crop samples region r of f into dst, three planes of size. What lies
// outside the picture is black.
func (s *sampler) crop(f *media.Frame, r Region, size image.Point, dst []float32) {
	m := r.matrix(size.X, size.Y)
	n := size.X * size.Y
	dr, dg, db := dst[:n], dst[n:2*n], dst[2*n:3*n]
	taps := tapsFor(r, size)
	for v := range size.Y {
		for u := range size.X {
			var y, cb, cr int
			cnt := 0
			for j := range taps {
				for i := range taps {
					fu := float32(u) + (float32(i)+.5)/float32(taps)
					fv := float32(v) + (float32(j)+.5)/float32(taps)
					x := m[0]*fu + m[1]*fv + m[2]
					yy := m[3]*fu + m[4]*fv + m[5]
					if x < 0 || yy < 0 || x >= float32(f.Width()) || yy >= float32(f.Height()) {
						y += 16 << 8
						cb += 128 << 8
						cr += 128 << 8
					} else {
						y += bilinear(f.Y, f.YStride, f.Width(), f.Height(), x, yy)
						cw, ch := (f.Width()+1)/2, (f.Height()+1)/2
						cb += bilinear(f.Cb, f.CStride, cw, ch, x/2, yy/2)
						cr += bilinear(f.Cr, f.CStride, cw, ch, x/2, yy/2)
					}
					cnt++
				}
			}
			k := v*size.X + u
			fy := (float32(y)/256/float32(cnt) - 16) * (1.164384 / 255)
			fb := (float32(cb)/256/float32(cnt) - 128) / 255
			fr := (float32(cr)/256/float32(cnt) - 128) / 255
			dr[k] = clamp01(fy + 1.596027*fr)
			dg[k] = clamp01(fy - 0.391762*fb - 0.812968*fr)
			db[k] = clamp01(fy + 2.017232*fb)
		}
	}
}

func tapsFor(r Region, size image.Point) int {
	s := r.W / float32(size.X)
	return max(1, int(s/1.5+.5))
}

func clamp01(v float32) float32 { return min(max(v, 0), 1) }

// bilinear is the value at x, y (pixel centres at .5), times 256.
func bilinear(p []uint8, stride, w, h int, x, y float32) int {
	xi, yi := int((x-.5)*256+256*4)-256*4, int((y-.5)*256+256*4)-256*4
	x0, y0 := xi>>8, yi>>8
	fx, fy := xi&255, yi&255
	x1, y1 := min(x0+1, w-1), min(y0+1, h-1)
	x0, y0 = max(x0, 0), max(y0, 0)
	a, b := int(p[y0*stride+x0]), int(p[y0*stride+x1])
	c, d := int(p[y1*stride+x0]), int(p[y1*stride+x1])
	return ((a*(256-fx)+b*fx)*(256-fy) + (c*(256-fx)+d*fx)*fy) >> 8
}
