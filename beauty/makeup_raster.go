package beauty

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"onair/beauty/face"
)

// pt is a place in the picture, in luma pixels.
type pt struct{ x, y float32 }

func (a pt) plus(b pt) pt       { return pt{a.x + b.x, a.y + b.y} }
func (a pt) minus(b pt) pt      { return pt{a.x - b.x, a.y - b.y} }
func (a pt) by(k float32) pt    { return pt{a.x * k, a.y * k} }
func (a pt) cross(b pt) float32 { return a.x*b.y - a.y*b.x }
func (a pt) length() float32    { return float32(math.Hypot(float64(a.x), float64(a.y))) }

// to is the point a share k of the way from a to b.
func (a pt) to(b pt, k float32) pt { return a.plus(b.minus(a).by(k)) }

func landmark(f *face.Face, i int) pt { return pt{f.Points[i].X, f.Points[i].Y} }

// landmarksOf appends points of a face.
func landmarksOf(dst []pt, f *face.Face, list []int) []pt {
	for _, i := range list {
		dst = append(dst, landmark(f, i))
	}
	return dst
}

// rounded appends a line through pts with a point in the middle of each piece, on
// the curve of Catmull and Rom (1974). A closed line returns to its beginning.
func rounded(dst, pts []pt, closed bool) []pt {
	n := len(pts)
	get := func(i int) pt {
		if closed {
			return pts[(i+n)%n]
		}
		return pts[min(max(i, 0), n-1)]
	}
	for i := range n {
		dst = append(dst, pts[i])
		if i == n-1 && !closed {
			break
		}
		a, b, c, d := get(i-1), get(i), get(i+1), get(i+2)
		dst = append(dst, b.plus(c).by(9.0/16).minus(a.plus(d).by(1.0/16)))
	}
	return dst
}

// rasters turns outlines into masks. Its buffers grow to the largest mask seen.
type rasters struct {
	z              vector.Rasterizer
	img            image.Alpha
	x0, y0, x1, y1 int // the part of the frame to draw in, even numbers
	tmp            []uint8
}

// begin makes masks end at the frame's borders.
func (r *rasters) begin(f *frame) {
	r.x0, r.y0, r.x1, r.y1 = 0, 0, (f.y.w+1)&^1, (f.y.h+1)&^1
}

// within makes them end at a narrower place.
func (r *rasters) within(x0, y0, x1, y1 int) {
	r.x0, r.y0, r.x1, r.y1 = max(x0, r.x0), max(y0, r.y0), min(x1, r.x1), min(y1, r.y1)
}

// open makes c an empty mask over the points' surroundings, margin pixels wide;
// false: none of it is in the frame.
func (r *rasters) open(c *coverage, margin float32, pts ...[]pt) bool {
	lo, hi := pt{1e9, 1e9}, pt{-1e9, -1e9}
	for _, list := range pts {
		for _, p := range list {
			lo = pt{min(lo.x, p.x), min(lo.y, p.y)}
			hi = pt{max(hi.x, p.x), max(hi.y, p.y)}
		}
	}
	// Written so that what is not a number gives no mask.
	x0, y0, x1, y1 := float32(r.x0), float32(r.y0), float32(r.x1), float32(r.y1)
	if !(lo.x-margin < x1 && lo.y-margin < y1 && hi.x+margin > x0 && hi.y+margin > y0) {
		return false
	}
	c.x0, c.y0 = int(max(lo.x-margin, x0))&^1, int(max(lo.y-margin, y0))&^1
	c.x1, c.y1 = int(min(hi.x+margin+2, x1))&^1, int(min(hi.y+margin+2, y1))&^1
	if c.x0 >= c.x1 || c.y0 >= c.y1 {
		return false
	}
	n := c.width() * c.height()
	if cap(c.p) < n {
		c.p = make([]uint8, n+n/4)
	}
	c.p = c.p[:n]
	clear(c.p)
	return true
}

// outline begins the drawing of polygons into c.
func (r *rasters) outline(c *coverage) { r.z.Reset(c.width(), c.height()) }

// polygon adds a closed outline; a hole runs the other way round.
func (r *rasters) polygon(c *coverage, pts []pt, reverse bool) {
	n := len(pts)
	x0, y0 := float32(c.x0), float32(c.y0)
	for i := range n {
		p := pts[i]
		if reverse {
			p = pts[n-1-i]
		}
		// Far away the rasterizer's fixed point numbers would overflow.
		x, y := min(max(p.x-x0, -2000), 4000), min(max(p.y-y0, -2000), 4000)
		if i == 0 {
			r.z.MoveTo(x, y)
		} else {
			r.z.LineTo(x, y)
		}
	}
	r.z.ClosePath()
}

// fill draws the outlines into c, over what is there.
func (r *rasters) fill(c *coverage) {
	r.img = image.Alpha{Pix: c.p, Stride: c.width(), Rect: image.Rect(0, 0, c.width(), c.height())}
	r.z.DrawOp = draw.Src
	r.z.Draw(&r.img, r.img.Rect, image.Opaque, image.Point{})
	r.img.Pix = nil
}

// soften blurs c with a radius in pixels: two boxes.
func (r *rasters) soften(k *makeupKernels, c *coverage, radius float32) {
	if n := len(c.p) + 4*c.width(); cap(r.tmp) < n {
		r.tmp = make([]uint8, n+n/4)
	}
	n := int(radius + 0.5)
	if n < 1 {
		return
	}
	for range 2 {
		k.blur(c.p, c.width(), c.height(), n, r.tmp[:cap(r.tmp)])
	}
}

// shade draws a triangle whose weights, 0..255, run evenly from corner to corner.
func (r *rasters) shade(c *coverage, p [3]pt, w [3]float32) {
	area := p[1].minus(p[0]).cross(p[2].minus(p[0]))
	if !(area > 0.01 || area < -0.01) {
		return
	}
	if area < 0 {
		p[1], p[2], w[1], w[2] = p[2], p[1], w[2], w[1]
		area = -area
	}
	top := min(p[0].y, p[1].y, p[2].y)
	bottom := max(p[0].y, p[1].y, p[2].y)
	// What is not a number, or endless, must not become a whole number.
	if !(top < float32(c.y1) && bottom > float32(c.y0)) {
		return
	}
	y0 := int(math.Ceil(float64(max(top-0.5, float32(c.y0)))))
	y1 := int(math.Ceil(float64(min(bottom-0.5, float32(c.y1)))))
	gx, gy := slope(p, w, area)
	step := int32(min(max(gx, -500), 500) * 65536)
	for y := y0; y < y1; y++ {
		cy := float32(y) + 0.5
		left, right := float32(c.x0), float32(c.x1)
		for i := range 3 {
			a, b := p[i], p[(i+1)%3]
			if a.y == b.y {
				continue
			}
			x := a.x + (cy-a.y)*(b.x-a.x)/(b.y-a.y)
			if b.y > a.y {
				right = min(right, x)
			} else {
				left = max(left, x)
			}
		}
		if !(left < right) {
			continue
		}
		x0, x1 := int(math.Ceil(float64(left-0.5))), int(math.Ceil(float64(right-0.5)))
		if x0 >= x1 {
			continue
		}
		// In 16.16: the weight stays within 0 to 255 but for rounding.
		v := int32(min(max(w[0]+gx*(float32(x0)+0.5-p[0].x)+gy*(cy-p[0].y)+0.5, -500), 1000) * 65536)
		row := c.p[(y-c.y0)*c.width():][x0-c.x0 : x1-c.x0]
		for i := range row {
			row[i] = uint8(min(max(v, 0), 255<<16) >> 16)
			v += step
		}
	}
}

// slope is what a triangle's weight gains in a pixel to the right and down.
func slope(p [3]pt, w [3]float32, area float32) (gx, gy float32) {
	d1, d2 := w[1]-w[0], w[2]-w[0]
	e1, e2 := p[1].minus(p[0]), p[2].minus(p[0])
	return (d1*e2.y - d2*e1.y) / area, (d2*e1.x - d1*e2.x) / area
}

// strip shades between two lines of as many points, each with its weights.
func (r *rasters) strip(c *coverage, a, b []pt, wa, wb []float32) {
	for i := range len(a) - 1 {
		r.shade(c, [3]pt{a[i], a[i+1], b[i]}, [3]float32{wa[i], wa[i+1], wb[i]})
		r.shade(c, [3]pt{a[i+1], b[i+1], b[i]}, [3]float32{wa[i+1], wb[i+1], wb[i]})
	}
}

// without takes what d covers out of c.
func (c *coverage) without(d *coverage) { c.combine(d, 255) }

// within keeps of c only what d covers.
func (c *coverage) within(d *coverage) {
	for y := c.y0; y < c.y1; y++ {
		if y < d.y0 || y >= d.y1 {
			clear(c.p[(y-c.y0)*c.width():][:c.width()])
			continue
		}
		row := c.p[(y-c.y0)*c.width():][:c.width()]
		clear(row[:min(max(d.x0-c.x0, 0), len(row))])
		clear(row[min(max(d.x1-c.x0, 0), len(row)):])
	}
	c.combine(d, 0)
}

// combine multiplies c, where the two overlap, by d xor flip.
func (c *coverage) combine(d *coverage, flip uint8) {
	x0, x1 := max(c.x0, d.x0), min(c.x1, d.x1)
	if x0 >= x1 {
		return
	}
	for y := max(c.y0, d.y0); y < min(c.y1, d.y1); y++ {
		row := c.p[(y-c.y0)*c.width():][x0-c.x0 : x1-c.x0]
		other := d.p[(y-d.y0)*d.width():][x0-d.x0 : x1-d.x0]
		for i, v := range other {
			if v ^= flip; v != 255 {
				row[i] = uint8(div255(uint32(row[i]) * uint32(v)))
			}
		}
	}
}
