package sticker

import (
	"math"

	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/outline"
)

// anchored is where an anchor is on a face.
func anchored(p *outline.Pose, f *face.Face, a *motion.Anchor) outline.Vec {
	return spots(f, a).Minus(p.Down.By(a.Up * p.Height))
}

// spots is the middle of an anchor's landmarks.
func spots(f *face.Face, a *motion.Anchor) (sum outline.Vec) {
	for _, i := range a.Landmarks {
		sum = sum.Plus(outline.Spot(f, int(i)))
	}
	return sum.By(1 / float32(len(a.Landmarks)))
}

// measured is a measure of a face, in pixels.
func measured(p *outline.Pose, by motion.Measure) float32 {
	return [...]float32{
		motion.FaceWidth: p.Width, motion.FaceHeight: p.Height,
		motion.EyeDistance: p.Eyes, motion.MouthWidth: p.Mouth,
	}[by]
}

// placing is where a picture's texels go: origin is its top left corner, right
// and down are one texel's way, in luma pixels of the frame.
type placing struct{ origin, right, down outline.Vec }

// placedOn puts a picture of w by h texels on a face.
func placedOn(p *outline.Pose, f *face.Face, pl *motion.Place, w, h int) placing {
	right, down := p.Right, p.Down
	switch {
	case !pl.Rotate:
		right, down = outline.Vec{X: 1}, outline.Vec{Y: 1}
	case !pl.Turn:
		s, c := math.Sincos(float64(f.Roll()))
		right, down = outline.Vec{X: float32(c), Y: float32(s)}, outline.Vec{X: -float32(s), Y: float32(c)}
	}
	unit := measured(p, pl.By)
	at := anchored(p, f, &pl.Anchor).Plus(right.By(pl.Offset[0] * unit)).Plus(down.By(pl.Offset[1] * unit))
	size := pl.Width * unit / float32(w)
	right, down = right.By(size), down.By(size)
	return placing{
		origin: at.Minus(right.By(pl.Pivot[0] * float32(w))).Minus(down.By(pl.Pivot[1] * float32(h))),
		right:  right, down: down,
	}
}

// drawing prepares a placed picture for the kernels; false: nothing of it is in
// the frame, or it is seen from its edge.
func (pl placing) drawing(pic *motion.Picture, w, h int, opacity float32) (d drawing, ok bool) {
	area := pl.right.Cross(pl.down)
	if !(area > 1e-5 && area < 1e5) {
		return d, false
	}
	lo := outline.Vec{X: float32(math.Inf(1)), Y: float32(math.Inf(1))}
	hi := lo.By(-1)
	for _, c := range [4][2]float32{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		p := pl.origin.Plus(pl.right.By(c[0] * float32(pic.W))).Plus(pl.down.By(c[1] * float32(pic.H)))
		lo = outline.Vec{X: min(lo.X, p.X), Y: min(lo.Y, p.Y)}
		hi = outline.Vec{X: max(hi.X, p.X), Y: max(hi.Y, p.Y)}
	}
	if !d.box(lo, hi, w, h, opacity) {
		return d, false
	}
	d.level(pic, area)
	pl.step(&d, float64(d.w)/float64(pic.W), float64(d.h)/float64(pic.H), area)
	return d, true
}

// box chooses the part of a frame of w by h to look at; false: there is nothing.
func (d *drawing) box(lo, hi outline.Vec, w, h int, opacity float32) bool {
	// A texel of the border shows as a soft edge of up to a pixel.
	if !(hi.X > 0 && hi.Y > 0 && lo.X < float32(w) && lo.Y < float32(h)) {
		return false
	}
	d.x0, d.y0 = max(int(max(lo.X, 0))-2, 0)&^1, max(int(max(lo.Y, 0))-2, 0)&^1
	d.x1, d.y1 = min(int(min(hi.X, float32(w)))+3, w+1)&^1, min(int(min(hi.Y, float32(h)))+3, h+1)&^1
	d.opacity = int(opacity*256 + 0.5)
	return d.x0 < d.x1 && d.y0 < d.y1 && d.opacity > 0
}

// level chooses the copy of a picture whose texels are nearest to pixels in size, of one that
// takes area pixels a texel.
func (d *drawing) level(pic *motion.Picture, area float32) {
	n := int(math.Round(-0.5 * math.Log2(float64(area))))
	l := &pic.Levels[min(max(n, 0), len(pic.Levels)-1)]
	d.tex, d.w, d.h = l.P, l.W, l.H
}

// step turns the placing around: from pixels to texels of a level that has sx and
// sy of the picture's.
func (pl placing) step(d *drawing, sx, sy float64, area float32) {
	k := 1 / float64(area)
	ux, uy := float64(pl.down.Y)*k*sx, -float64(pl.down.X)*k*sx
	vx, vy := -float64(pl.right.Y)*k*sy, float64(pl.right.X)*k*sy
	x, y := float64(d.x0)+0.5-float64(pl.origin.X), float64(d.y0)+0.5-float64(pl.origin.Y)
	fixed := func(v float64) int32 {
		return int32(math.Round(min(max(v*65536, math.MinInt32/2), math.MaxInt32/2)))
	}
	// Half a texel to its middle, a whole one for the border.
	d.u, d.v = fixed(x*ux+y*uy+0.5), fixed(x*vx+y*vy+0.5)
	d.ux, d.uy, d.vx, d.vy = fixed(ux), fixed(uy), fixed(vx), fixed(vy)
}
