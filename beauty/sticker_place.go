package beauty

import (
	"math"

	"onair/beauty/face"
	"onair/beauty/motion"
)

// vec is a point or direction of three dimensions, in luma pixels.
type vec struct{ x, y, z float32 }

func (a vec) plus(b vec) vec          { return vec{a.x + b.x, a.y + b.y, a.z + b.z} }
func (a vec) minus(b vec) vec         { return vec{a.x - b.x, a.y - b.y, a.z - b.z} }
func (a vec) by(k float32) vec        { return vec{a.x * k, a.y * k, a.z * k} }
func (a vec) dot(b vec) float32       { return a.x*b.x + a.y*b.y + a.z*b.z }
func (a vec) length() float32         { return float32(math.Sqrt(float64(a.dot(a)))) }
func pointOf(p face.Point) vec        { return vec{p.X, p.Y, p.Z} }
func spot(f *face.Face, i int) vec    { return pointOf(f.Points[i]) }
func mid(a, b vec) vec                { return a.plus(b).by(0.5) }
func (a vec) cross(b vec) (z float32) { return a.x*b.y - a.y*b.x }

// pose is how a head stands: its own right (in the picture) and down as unit
// vectors at a right angle, and its measures in pixels.
type pose struct {
	right, down vec
	unit        [4]float32 // by motion.Measure
	height      float32
}

// poseOf finds a face's pose; ok is false for one too small or out of shape.
func poseOf(f *face.Face) (p pose, ok bool) {
	across, along := spot(f, 454).minus(spot(f, 234)), spot(f, 152).minus(spot(f, 10))
	width, height := across.length(), along.length()
	if !(width > 8 && height > 8 && width < 1e5 && height < 1e5) {
		return p, false
	}
	p.right = across.by(1 / width)
	along = along.minus(p.right.by(along.dot(p.right)))
	l := along.length()
	if l < height/2 {
		return p, false
	}
	p.down, p.height = along.by(1/l), height
	p.unit = [4]float32{
		motion.FaceWidth:   width,
		motion.FaceHeight:  height,
		motion.EyeDistance: mid(spot(f, 263), spot(f, 362)).minus(mid(spot(f, 33), spot(f, 133))).length(),
		motion.MouthWidth:  spot(f, 291).minus(spot(f, 61)).length(),
	}
	return p, true
}

// point is where an anchor is.
func (p *pose) point(f *face.Face, a *motion.Anchor) vec {
	var sum vec
	for _, i := range a.Landmarks {
		sum = sum.plus(spot(f, int(i)))
	}
	return sum.by(1 / float32(len(a.Landmarks))).minus(p.down.by(a.Up * p.height))
}

// placing is where a picture's texels go: origin is its top left corner, right
// and down are one texel's way, in luma pixels of the frame.
type placing struct{ origin, right, down vec }

// on puts a picture of w by h texels on a face.
func (p *pose) on(f *face.Face, pl *motion.Place, w, h int) placing {
	right, down := p.right, p.down
	switch {
	case !pl.Rotate:
		right, down = vec{x: 1}, vec{y: 1}
	case !pl.Turn:
		s, c := math.Sincos(float64(f.Roll()))
		right, down = vec{x: float32(c), y: float32(s)}, vec{x: -float32(s), y: float32(c)}
	}
	unit := p.unit[pl.By]
	at := p.point(f, &pl.Anchor).plus(right.by(pl.Offset[0] * unit)).plus(down.by(pl.Offset[1] * unit))
	size := pl.Width * unit / float32(w)
	right, down = right.by(size), down.by(size)
	return placing{
		origin: at.minus(right.by(pl.Pivot[0] * float32(w))).minus(down.by(pl.Pivot[1] * float32(h))),
		right:  right, down: down,
	}
}

// drawing prepares a placed picture for the kernels; false: nothing of it is in
// the frame, or it is seen from its edge.
func (pl placing) drawing(pic *motion.Picture, w, h int, opacity float32) (d drawing, ok bool) {
	area := pl.right.cross(pl.down)
	if !(area > 1e-5 && area < 1e5) {
		return d, false
	}
	lo := vec{x: float32(math.Inf(1)), y: float32(math.Inf(1))}
	hi := lo.by(-1)
	for _, c := range [4][2]float32{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		p := pl.origin.plus(pl.right.by(c[0] * float32(pic.W))).plus(pl.down.by(c[1] * float32(pic.H)))
		lo = vec{x: min(lo.x, p.x), y: min(lo.y, p.y)}
		hi = vec{x: max(hi.x, p.x), y: max(hi.y, p.y)}
	}
	// A texel of the border shows as a soft edge of up to a pixel.
	if !(hi.x > 0 && hi.y > 0 && lo.x < float32(w) && lo.y < float32(h)) {
		return d, false
	}
	d.x0, d.y0 = max(int(max(lo.x, 0))-2, 0)&^1, max(int(max(lo.y, 0))-2, 0)&^1
	d.x1, d.y1 = min(int(min(hi.x, float32(w)))+3, w+1)&^1, min(int(min(hi.y, float32(h)))+3, h+1)&^1
	d.opacity = int(opacity*256 + 0.5)
	if d.x0 >= d.x1 || d.y0 >= d.y1 || d.opacity <= 0 {
		return d, false
	}
	// The level whose texels are nearest to pixels in size.
	n := int(math.Round(-0.5 * math.Log2(float64(area))))
	n = min(max(n, 0), len(pic.Levels)-1)
	l := &pic.Levels[n]
	d.tex, d.w, d.h = l.P, l.W, l.H
	pl.step(&d, float64(l.W)/float64(pic.W), float64(l.H)/float64(pic.H), area)
	return d, true
}

// step turns the placing around: from pixels to texels of a level that has sx and
// sy of the picture's.
func (pl placing) step(d *drawing, sx, sy float64, area float32) {
	k := 1 / float64(area)
	ux, uy := float64(pl.down.y)*k*sx, -float64(pl.down.x)*k*sx
	vx, vy := -float64(pl.right.y)*k*sy, float64(pl.right.x)*k*sy
	x, y := float64(d.x0)+0.5-float64(pl.origin.x), float64(d.y0)+0.5-float64(pl.origin.y)
	fixed := func(v float64) int32 {
		return int32(math.Round(min(max(v*65536, math.MinInt32/2), math.MaxInt32/2)))
	}
	// Half a texel to its middle, a whole one for the border.
	d.u, d.v = fixed(x*ux+y*uy+0.5), fixed(x*vx+y*vy+0.5)
	d.ux, d.uy, d.vx, d.vy = fixed(ux), fixed(uy), fixed(vx), fixed(vy)
}
