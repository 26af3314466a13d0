package outline

import (
	"image"
	"image/draw"

	"golang.org/x/image/vector"
)

// Rasters turns outlines into masks. Its buffers grow to the largest mask seen.
type Rasters struct {
	z              vector.Rasterizer
	img            image.Alpha
	x0, y0, x1, y1 int // the part of the frame to draw in, even numbers
	tmp            []uint8
}

// Begin makes masks end at the borders of w by h pixels.
func (r *Rasters) Begin(w, h int) {
	r.x0, r.y0, r.x1, r.y1 = 0, 0, (w+1)&^1, (h+1)&^1
}

// Within makes them end at a narrower place.
func (r *Rasters) Within(x0, y0, x1, y1 int) {
	r.x0, r.y0, r.x1, r.y1 = max(x0, r.x0), max(y0, r.y0), min(x1, r.x1), min(y1, r.y1)
}

// Open makes c an empty mask over the points' surroundings, margin pixels wide;
// false: none of it is in the frame.
func (r *Rasters) Open(c *Coverage, margin float32, pts ...[]Point) bool {
	lo, hi := Point{1e9, 1e9}, Point{-1e9, -1e9}
	for _, list := range pts {
		for _, p := range list {
			lo = Point{min(lo.X, p.X), min(lo.Y, p.Y)}
			hi = Point{max(hi.X, p.X), max(hi.Y, p.Y)}
		}
	}
	// Written so that what is not a number gives no mask.
	x0, y0, x1, y1 := float32(r.x0), float32(r.y0), float32(r.x1), float32(r.y1)
	if !(lo.X-margin < x1 && lo.Y-margin < y1 && hi.X+margin > x0 && hi.Y+margin > y0) {
		return false
	}
	c.X0, c.Y0 = int(max(lo.X-margin, x0))&^1, int(max(lo.Y-margin, y0))&^1
	c.X1, c.Y1 = int(min(hi.X+margin+2, x1))&^1, int(min(hi.Y+margin+2, y1))&^1
	if c.X0 >= c.X1 || c.Y0 >= c.Y1 {
		return false
	}
	n := c.Width() * c.height()
	if cap(c.P) < n {
		c.P = make([]uint8, n+n/4)
	}
	c.P = c.P[:n]
	clear(c.P)
	return true
}

// Outline begins the drawing of polygons into c.
func (r *Rasters) Outline(c *Coverage) { r.z.Reset(c.Width(), c.height()) }

// Polygon adds a closed outline; a hole runs the other way round.
func (r *Rasters) Polygon(c *Coverage, pts []Point, reverse bool) {
	n := len(pts)
	x0, y0 := float32(c.X0), float32(c.Y0)
	for i := range n {
		p := pts[i]
		if reverse {
			p = pts[n-1-i]
		}
		// Far away the rasterizer's fixed point numbers would overflow.
		x, y := min(max(p.X-x0, -2000), 4000), min(max(p.Y-y0, -2000), 4000)
		if i == 0 {
			r.z.MoveTo(x, y)
		} else {
			r.z.LineTo(x, y)
		}
	}
	r.z.ClosePath()
}

// Fill draws the outlines into c, over what is there.
func (r *Rasters) Fill(c *Coverage) {
	r.img = image.Alpha{Pix: c.P, Stride: c.Width(), Rect: image.Rect(0, 0, c.Width(), c.height())}
	r.z.DrawOp = draw.Src
	r.z.Draw(&r.img, r.img.Rect, image.Opaque, image.Point{})
	r.img.Pix = nil
}

// Soften blurs c with a radius in pixels: two boxes.
func (r *Rasters) Soften(c *Coverage, radius float32) {
	if n := len(c.P) + 4*c.Width(); cap(r.tmp) < n {
		r.tmp = make([]uint8, n+n/4)
	}
	n := int(radius + 0.5)
	if n < 1 {
		return
	}
	for range 2 {
		blur(c.P, c.Width(), c.height(), n, r.tmp[:cap(r.tmp)])
	}
}
