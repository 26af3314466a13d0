package makeup

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// fringes are the hairs of a form's lashes over one eye, and under it: how many, and
// how long the longest are, in widths of the eye.
var fringes = [forms]struct {
	above, below int
	long, low    float32
}{{above: 24, long: 0.2}, {above: 20, long: 0.14}, {above: 30, below: 14, long: 0.28, low: 0.1}}

// hairy is the width of an eye, in pixels, from which on single hairs are seen.
const hairy = 64

// lashes draws hairs along the lids, each a curved spike. They lean from the nose
// outwards, and hang when the eye is shut.
func (t *model) lashes(side int, l Look, strength float32) {
	n := fringes[l.Form]
	lid := t.points(t.m.a, lidRow[side])
	t.m.a = lid
	width := lid[8].Minus(lid[0]).Length()
	if width < 6 {
		return
	}
	out := lid[8].Minus(lid[0]).By(1 / width)
	up := outline.Point{X: -out.Y, Y: out.X}
	if side == 1 {
		up = outline.Point{X: out.Y, Y: -out.X}
	}
	open := pixel.Ease(0.1, 0.45, t.fc.EyeOpen(side == 1))
	m := t.m
	if !m.r.Open(&m.mask, n.long*width+2, lid) {
		return
	}
	m.r.Outline(&m.mask)
	m.line = outline.Rounded(m.line[:0], lid, false)
	t.fringe(m.line, n.above, n.long*width, out, up.By(1.6*open-0.6))
	if n.below > 0 {
		m.b = t.points(m.b, lowerRow[side])
		m.line = outline.Rounded(m.line[:0], m.b, false)
		t.fringe(m.line, n.below, n.low*width, out, up.By(-1))
	}
	m.r.Fill(&m.mask)
	if width < hairy {
		m.r.Soften(&m.mask, 1)
	}
	co := coats[Lashes][l.Form]
	t.lay(l.Color, &co, strength)
}

// fringe adds the hairs along a lid: short at the nose, longest before the outer corner.
func (t *model) fringe(lid []outline.Point, n int, long float32, out, up outline.Point) {
	thick := max(0.035*long, 0.3)
	for i := range n {
		k := 0.1 + 0.9*float32(i)/float32(n-1)
		at := k * float32(len(lid)-1)
		j := min(int(at), len(lid)-2)
		root := lid[j].To(lid[j+1], at-float32(j))
		high := long * (0.45 + 0.55*pixel.Ease(0, 0.8, k)) * (0.85 + 0.3*float32(i*7%5)/4)
		lean := out.By(1.15*k - 0.35)
		middle := root.Plus(up.By(0.45 * high)).Plus(lean.By(0.55 * high))
		tip := root.Plus(up.By(high)).Plus(lean.By(0.75 * high))
		t.spike(root, middle, tip, out.By(thick))
	}
}

// spike adds one hair that ends in a point. All go round the same way, so that hairs
// that cross do not cut holes.
func (t *model) spike(root, middle, tip, half outline.Point) {
	p := [5]outline.Point{root.Minus(half), middle.Minus(half.By(0.7)), tip, middle.Plus(half.By(0.7)), root.Plus(half)}
	area := p[2].Minus(p[0]).Cross(p[4].Minus(p[0]))
	t.m.r.Polygon(&t.m.mask, p[:], area < 0)
}
