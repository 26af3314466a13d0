package beauty

import "onair/beauty/face"

// At full level.
const (
	toothLift = 0.55
	toothPale = 0.75
)

// whitenTeeth makes teeth brighter and takes their yellow, when the mouth shows
// any. Teeth are what is bright and far less red than the lips, between the lips.
func (t *retouching) whitenTeeth(w *work, f *frame, m *measures, level float32) {
	level *= ease(0.03, 0.1, m.f.MouthOpen())
	if level == 0 {
		return
	}
	lipY, lipCr, ok := t.lips(w, f, m)
	if !ok {
		return
	}
	t.line = landmarksOf(t.line[:0], m.f, face.LipsInner)
	if !t.region(&w.k.makeup, 0.006*m.high) {
		return
	}
	c := &t.mask
	bright := t.brightest(f, c)
	// What is hardly brighter than the lips is tongue or the dark of the mouth.
	floor := max(0.62*bright, min(lipY+8, 0.9*bright))
	for y := c.y0; y < min(c.y1, f.y.h); y++ {
		row := f.y.p[y*f.y.stride:]
		cb, cr := f.cb.p[y/2*f.cb.stride:], f.cr.p[y/2*f.cr.stride:]
		mask := c.p[(y-c.y0)*c.width():]
		for x := c.x0; x < min(c.x1, f.y.w); x++ {
			k := float32(mask[x-c.x0]) * (1.0 / 255) * level
			if k == 0 {
				continue
			}
			v := float32(row[x])
			red := (float32(cr[x/2]) - 128) / lipCr
			k *= ease(floor-14, floor+10, v) * (1 - ease(0.45, 0.9, red))
			if k == 0 {
				continue
			}
			hump := max((v-16)*(235-v), 0) * (1.0 / 219)
			row[x] = byteOf(int32(v + k*toothLift*hump + 0.5))
			if x&1 == 0 && y&1 == 0 {
				b, r := &cb[x/2], &cr[x/2]
				*b = byteOf(int32(float32(*b) + (128-float32(*b))*k*toothPale + 0.5))
				*r = byteOf(int32(float32(*r) + (128-float32(*r))*k*toothPale*0.7 + 0.5))
			}
		}
	}
}

// lips gives the mean luma and redness (Cr from grey, at least 6) of the lips.
func (t *retouching) lips(w *work, f *frame, m *measures) (luma, red float32, ok bool) {
	var sumY, sumR, n float32
	for i, k := range face.LipsOuter {
		p := landmark(m.f, k).to(landmark(m.f, face.LipsInner[i]), 0.5)
		x, y := floorInt(p.x), floorInt(p.y)
		if x < 0 || y < 0 || x >= f.y.w || y >= f.y.h {
			continue
		}
		sumY += float32(f.y.p[y*f.y.stride+x])
		sumR += float32(f.cr.p[y/2*f.cr.stride+x/2]) - 128
		n++
	}
	if n < 8 {
		return 0, 0, false
	}
	return sumY / n, max(sumR/n, 6), true
}

// brightest is the luma that few pixels of the mask are above.
func (t *retouching) brightest(f *frame, c *coverage) float32 {
	var bins [32]int
	total := 0
	for y := c.y0; y < min(c.y1, f.y.h); y++ {
		row := f.y.p[y*f.y.stride:]
		for x := c.x0; x < min(c.x1, f.y.w); x++ {
			if k := int(c.p[(y-c.y0)*c.width()+x-c.x0]); k > 127 {
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
