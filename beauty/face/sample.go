package face

import (
	"image"
	"math"

	"onair/media"
)

// A sampler turns regions of I420 pictures into planar RGB tensors, 0 to 1, as
// the networks take them: the region's box is first averaged down by a whole
// factor, so that fine detail does not flicker, and then turned and scaled
// bilinearly. It keeps its planes between calls; one goroutine at a time.
type sampler struct {
	y, c tile
}

// tile is a part of a picture, averaged down: y alone, or both colours.
type tile struct {
	a, b   []uint8 // luma, or Cb and Cr
	x0, y0 int     // its corner in reduced pixels
	w, h   int
}

// border says what lies outside the picture.
type border bool

const (
	extend border = false // its edge goes on
	black  border = true
)

// crop samples region r of f into dst, three planes of size.
func (s *sampler) crop(f *media.Frame, r Region, size image.Point, edge border, dst []float32) {
	m := r.matrix(size.X, size.Y)
	scale := r.W / float32(size.X)
	k := 1
	if scale > 1.5 {
		k = 2 * int(scale/2+.5)
	}
	box := r.box().Intersect(f.Rect.Sub(f.Rect.Min))
	if box.Empty() {
		clear(dst[:3*size.X*size.Y])
		return
	}
	ck := max(k/2, 1)
	s.y.reduce(f.Y, nil, f.YStride, f.Width(), f.Height(), box, k)
	half := image.Rect(box.Min.X/2, box.Min.Y/2, (box.Max.X+1)/2, (box.Max.Y+1)/2)
	s.c.reduce(f.Cb, f.Cr, f.CStride, (f.Width()+1)/2, (f.Height()+1)/2, half, ck)
	n := size.X * size.Y
	walk := walker{m: m, w: size.X, h: size.Y}
	if edge == black {
		walk.limit = f.Rect.Sub(f.Rect.Min)
		clear(dst[:3*n])
	}
	for v := range size.Y {
		from, to := walk.row(v)
		i := v * size.X
		s.line(m, v, from, to, float32(k), float32(2*ck), dst[i:i+size.X], dst[n+i:n+i+size.X], dst[2*n+i:2*n+i+size.X])
	}
}

// walker says which part of each row lies inside the picture.
type walker struct {
	m     [6]float32
	w, h  int
	limit image.Rectangle // empty: everything does
}

func (w walker) row(v int) (from, to int) {
	if w.limit.Empty() {
		return 0, w.w
	}
	lo, hi := float32(0), float32(w.w)
	cut := func(step, start float32, limit int) {
		// 0 <= step*(u+.5)+start < limit
		if step == 0 {
			if start < 0 || start >= float32(limit) {
				hi = 0
			}
			return
		}
		a, b := -start/step-.5, (float32(limit)-start)/step-.5
		lo, hi = max(lo, min(a, b)), min(hi, max(a, b))
	}
	fv := float32(v) + .5
	cut(w.m[0], w.m[1]*fv+w.m[2], w.limit.Max.X)
	cut(w.m[3], w.m[4]*fv+w.m[5], w.limit.Max.Y)
	from = int(math.Ceil(float64(lo)))
	return from, max(from, min(int(math.Ceil(float64(hi))), w.w))
}

// line samples the pixels from..to of row v. Positions have 16 fractional bits
// while they are stepped and 8 while they weigh.
func (s *sampler) line(m [6]float32, v, from, to int, ky, kc float32, r, g, b []float32) {
	fu, fv := float32(from)+.5, float32(v)+.5
	px, py := m[0]*fu+m[1]*fv+m[2], m[3]*fu+m[4]*fv+m[5]
	start := func(p, k float32, corner int) int32 { return int32((p/k - .5 - float32(corner)) * 65536) }
	yx, yy := start(px, ky, s.y.x0), start(py, ky, s.y.y0)
	cx, cy := start(px, kc, s.c.x0), start(py, kc, s.c.y0)
	ydx, ydy := int32(m[0]/ky*65536), int32(m[3]/ky*65536)
	cdx, cdy := int32(m[0]/kc*65536), int32(m[3]/kc*65536)
	for u := from; u < to; u++ {
		luma := s.y.luma(yx, yy)
		cb, cr := s.c.chroma(cx, cy)
		// BT.601, limited range; all values times 2^16.
		l := (luma - 16<<16) >> 8 * 298
		cb, cr = cb-128<<16, cr-128<<16
		r[u] = unit(l + cr>>8*409)
		g[u] = unit(l - cb>>8*100 - cr>>8*208)
		b[u] = unit(l + cb>>8*516)
		yx, yy = yx+ydx, yy+ydy
		cx, cy = cx+cdx, cy+cdy
	}
}

// unit brings 0 to 255*2^16 to 0 to 1.
func unit(v int32) float32 {
	if v < 0 {
		return 0
	}
	if v > 255<<16 {
		return 1
	}
	return float32(v) * (1.0 / (255 << 16))
}

// corners finds the four pixels round a position and their weights.
func (t *tile) corners(x, y int32) (p00, p01, p10, p11 int, fx, fy int32) {
	x0, y0 := int(x>>16), int(y>>16)
	fx, fy = x>>8&255, y>>8&255
	x1, y1 := x0+1, y0+1
	if uint(x0) >= uint(t.w-1) || uint(y0) >= uint(t.h-1) {
		x0, x1 = min(max(x0, 0), t.w-1), min(max(x1, 0), t.w-1)
		y0, y1 = min(max(y0, 0), t.h-1), min(max(y1, 0), t.h-1)
	}
	y0, y1 = y0*t.w, y1*t.w
	return y0 + x0, y0 + x1, y1 + x0, y1 + x1, fx, fy
}

// luma is the value at a position, times 2^16.
func (t *tile) luma(x, y int32) int32 {
	p00, p01, p10, p11, fx, fy := t.corners(x, y)
	return blend(t.a, p00, p01, p10, p11, fx, fy)
}

// chroma is luma for both colours.
func (t *tile) chroma(x, y int32) (cb, cr int32) {
	p00, p01, p10, p11, fx, fy := t.corners(x, y)
	return blend(t.a, p00, p01, p10, p11, fx, fy), blend(t.b, p00, p01, p10, p11, fx, fy)
}

func blend(p []uint8, p00, p01, p10, p11 int, fx, fy int32) int32 {
	a, b, c, d := int32(p[p00]), int32(p[p01]), int32(p[p10]), int32(p[p11])
	top, bottom := a<<8+(b-a)*fx, c<<8+(d-c)*fx
	return top<<8 + (bottom-top)*fy
}
