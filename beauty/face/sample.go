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
	y, cb, cr plane
	// The box with all three in a word: luma, Cb and Cr from the lowest byte.
	packed       []uint32
	x0, y0, w, h int // the box in reduced pixels
	// lines samples pixels a step apart, all of one row; nil: cLine.
	lines func(s *sampler, x, y, dx, dy int32, r, g, b []float32)
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
	s.reduce(f, box, k)
	n := size.X * size.Y
	walk := walker{m: m, w: size.X, h: size.Y}
	if edge == black {
		walk.limit = f.Rect.Sub(f.Rect.Min)
		clear(dst[:3*n])
	}
	for v := range size.Y {
		from, to := walk.row(v)
		i := v * size.X
		s.line(m, v, from, to, float32(k), dst[i:i+size.X], dst[n+i:n+i+size.X], dst[2*n+i:2*n+i+size.X])
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
	from = min(int(math.Ceil(float64(lo))), w.w)
	return from, max(from, min(int(math.Ceil(float64(hi))), w.w))
}

// line samples the pixels from..to of row v. Positions have 16 fractional bits.
func (s *sampler) line(m [6]float32, v, from, to int, k float32, r, g, b []float32) {
	fu, fv := float32(from)+.5, float32(v)+.5
	x := int32(((m[0]*fu+m[1]*fv+m[2])/k - .5 - float32(s.x0)) * 65536)
	y := int32(((m[3]*fu+m[4]*fv+m[5])/k - .5 - float32(s.y0)) * 65536)
	dx, dy := int32(m[0]/k*65536), int32(m[3]/k*65536)
	lines := s.lines
	if lines == nil {
		lines = cLine
	}
	lines(s, x, y, dx, dy, r[from:to], g[from:to], b[from:to])
}
