package retouch

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// At full level.
const (
	toothLift = 0.55
	toothPale = 0.75
)

// whitenTeeth makes teeth brighter and takes their yellow, when the mouth shows
// any. Teeth are what is bright and far less red than the lips, between the lips.
func (t *Retoucher) whitenTeeth(f *pixel.Frame, m *outline.Measures, level float32) {
	level *= pixel.Ease(0.03, 0.1, m.F.MouthOpen())
	if level == 0 {
		return
	}
	lipY, lipCr, ok := t.lips(f, m)
	if !ok {
		return
	}
	t.line = outline.Landmarks(t.line[:0], m.F, face.LipsInner)
	if !t.region(0.006 * m.High) {
		return
	}
	c := &t.mask
	bright := t.brightest(f, c)
	// What is hardly brighter than the lips is tongue or the dark of the mouth.
	floor := max(0.62*bright, min(lipY+8, 0.9*bright))
	for y := c.Y0; y < min(c.Y1, f.Y.H); y++ {
		row := f.Y.P[y*f.Y.Stride:]
		cb, cr := f.Cb.P[y/2*f.Cb.Stride:], f.Cr.P[y/2*f.Cr.Stride:]
		mask := c.P[(y-c.Y0)*c.Width():]
		for x := c.X0; x < min(c.X1, f.Y.W); x++ {
			k := float32(mask[x-c.X0]) * (1.0 / 255) * level
			if k == 0 {
				continue
			}
			v := float32(row[x])
			red := (float32(cr[x/2]) - 128) / lipCr
			k *= pixel.Ease(floor-14, floor+10, v) * (1 - pixel.Ease(0.45, 0.9, red))
			if k == 0 {
				continue
			}
			hump := max((v-16)*(235-v), 0) * (1.0 / 219)
			row[x] = pixel.Byte(int32(v + k*toothLift*hump + 0.5))
			if x&1 == 0 && y&1 == 0 {
				b, r := &cb[x/2], &cr[x/2]
				*b = pixel.Byte(int32(float32(*b) + (128-float32(*b))*k*toothPale + 0.5))
				*r = pixel.Byte(int32(float32(*r) + (128-float32(*r))*k*toothPale*0.7 + 0.5))
			}
		}
	}
}

// lips gives the mean luma and redness (Cr from grey, at least 6) of the lips.
func (t *Retoucher) lips(f *pixel.Frame, m *outline.Measures) (luma, red float32, ok bool) {
	var sumY, sumR, n float32
	for i, k := range face.LipsOuter {
		p := outline.Landmark(m.F, k).To(outline.Landmark(m.F, face.LipsInner[i]), 0.5)
		x, y := pixel.Floor(p.X), pixel.Floor(p.Y)
		if x < 0 || y < 0 || x >= f.Y.W || y >= f.Y.H {
			continue
		}
		sumY += float32(f.Y.P[y*f.Y.Stride+x])
		sumR += float32(f.Cr.P[y/2*f.Cr.Stride+x/2]) - 128
		n++
	}
	if n < 8 {
		return 0, 0, false
	}
	return sumY / n, max(sumR/n, 6), true
}

// brightest is the luma that few pixels of the mask are above.
func (t *Retoucher) brightest(f *pixel.Frame, c *outline.Coverage) float32 {
	var bins [32]int
	total := 0
	for y := c.Y0; y < min(c.Y1, f.Y.H); y++ {
		row := f.Y.P[y*f.Y.Stride:]
		for x := c.X0; x < min(c.X1, f.Y.W); x++ {
			if k := int(c.P[(y-c.Y0)*c.Width()+x-c.X0]); k > 127 {
				bins[row[x]>>3]++
				total++
			}
		}
	}
	few := total / 12
	for i := len(bins) - 1; i >= 0; i-- {
		few -= bins[i]
		if few < 0 {
			return float32(i*8 + 4)
		}
	}
	return 0
}
