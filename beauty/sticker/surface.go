package sticker

import (
	"math"

	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/outline"
)

// surface is how a picture stands before a face: it touches at, runs along right and down,
// which are one texel's way, and bends away to both sides of that line, away being one
// pixel's way to the back. It is seen from eye pixels before a point that is where it seems
// to be.
type surface struct {
	at, right, down outline.Vec
	seen            outline.Vec
	away            outline.Vec
	u, v            float32 // of at, in texels
	bend            float32 // how far away it is, a pixel squared from the line
	eye             float32
}

// eyes is from how many widths of a face a camera looks at one that fills a good part of the
// picture: half a metre, or a little more.
const eyes = 4

// edge is the least part of itself that a picture shows to be drawn.
const edge = 0.05

// surfaceOn is how a picture of w by h texels that was placed stands on a face; false: it is
// seen from its edge, or from behind.
func surfaceOn(p *outline.Pose, f *face.Face, pl *motion.Place, to placing, w, h int) (s surface, ok bool) {
	s.u, s.v = pl.Pivot[0]*float32(w), pl.Pivot[1]*float32(h)
	s.at = to.origin.Plus(to.right.By(s.u)).Plus(to.down.By(s.v))
	s.right, s.down = to.right, to.down
	s.seen = spots(f, &pl.Anchor)
	if s.away, s.eye = p.Away(), eyes*p.Width; pl.To != nil {
		// Its end is where the face's own point is seen, perspective and all.
		s.eye, s.seen = 100*p.Width, s.at
		aside := pl.Offset[0] * measured(p, pl.By)
		s.at = s.at.Plus(p.Away().By(pl.Bend / p.Width * aside * aside))
		s.right = anchored(p, f, pl.To).Minus(s.at).By(1 / max(float32(w)-s.u, 1))
		l := s.right.Length()
		unit := s.right.By(1 / max(l, 1e-6))
		down := p.Down.Minus(unit.By(unit.Dot(p.Down)))
		s.down = down.By(s.down.Length() / max(down.Length(), 1e-6))
		s.away = unit.Across(s.down.By(1 / max(s.down.Length(), 1e-6)))
		if s.away.Z < 0 {
			s.away = s.away.By(-1)
		}
	}
	if pl.To == nil {
		s.bend = pl.Bend / p.Width
	}
	r, d := s.right.Length(), s.down.Length()
	return s, s.away.Z > edge && r > 1e-3 && d > 1e-3 && r < 1e3 && d < 1e3
}

// point is where a place of the picture, in texels, is seen.
func (s *surface) point(u, v float32) outline.Vec {
	d := s.right.By(u - s.u)
	p := s.at.Minus(s.seen).Plus(d).Plus(s.down.By(v - s.v))
	if s.bend > 0 {
		p = p.Plus(s.away.By(s.bend * d.Dot(d)))
	}
	p = p.By(s.eye / max(s.eye+p.Z, s.eye/4))
	return s.seen.Plus(p)
}

// ray finds places of the picture from places in the frame.
type ray struct {
	s      *surface
	unit   outline.Vec // right
	r, d   outline.Vec // right and down, texels for each pixel
	eye    outline.Vec // from at
	rb, ab float32     // where it is along right and away
}

func (s *surface) ray() ray {
	rl, dl := s.right.Length(), s.down.Length()
	a := ray{s: s, unit: s.right.By(1 / rl), r: s.right.By(1 / (rl * rl)), d: s.down.By(1 / (dl * dl))}
	a.eye = s.seen.Minus(s.at)
	a.eye.Z -= s.eye
	a.rb, a.ab = a.eye.Dot(a.unit), a.eye.Dot(s.away)
	return a
}

// hit is the place in the picture that is seen at x and y, in texels, and how far away it is;
// false: the surface has turned away there.
func (a *ray) hit(x, y float32) (u, v, z float32, ok bool) {
	s := a.s
	way := outline.Vec{X: x - s.seen.X, Y: y - s.seen.Y, Z: s.eye}
	ra, aa := way.Dot(a.unit), way.Dot(s.away)
	// The eye and k times the way lie on the surface: away is bend times right squared.
	p, q, c := s.bend*ra*ra, 2*s.bend*ra*a.rb-aa, s.bend*a.rb*a.rb-a.ab
	root := q*q - 4*p*c
	ok = root >= 0 && q < 0
	k := 2 * c / (float32(math.Sqrt(float64(max(root, 0)))) - min(q, -1e-3))
	at := a.eye.Plus(way.By(k))
	return s.u + at.Dot(a.r), s.v + at.Dot(a.d), s.at.Z + at.Z, ok
}

// drawing prepares the surface for the kernels, with nodes that st keeps; false: nothing of it
// is in the frame.
func (st *Stickers) bent(s *surface, pic *motion.Picture, w, h int, opacity float32) (d drawing, ok bool) {
	lo := outline.Vec{X: float32(math.Inf(1)), Y: float32(math.Inf(1))}
	hi := lo.By(-1)
	const parts = 8 // of a bent edge
	for i := range 2 * (parts + 1) {
		p := s.point(float32(i/2)/parts*float32(pic.W), float32(i%2)*float32(pic.H))
		lo = outline.Vec{X: min(lo.X, p.X), Y: min(lo.Y, p.Y)}
		hi = outline.Vec{X: max(hi.X, p.X), Y: max(hi.Y, p.Y)}
	}
	if !d.box(lo, hi, w, h, opacity) {
		return d, false
	}
	// As if it were seen upright: what is at a slant is smooth, not coarse.
	d.level(pic, s.right.Length()*s.down.Length())
	su, sv := float32(d.w)/float32(pic.W)*65536, float32(d.h)/float32(pic.H)*65536
	st.nodes.of(&d)
	a, n := s.ray(), &st.nodes
	for j := range n.rows {
		for i := range n.cols {
			u, v, z, ok := a.hit(n.place(i, j))
			at := j*n.cols + i
			n.uv[2*at], n.uv[2*at+1] = fixed(u*su+32768), fixed(v*sv+32768)
			n.z[at], n.hide[at] = z, 0
			if !ok {
				n.hide[at] = 255
			}
		}
	}
	d.nodes, d.shift, d.cols = n.uv, n.shift, n.cols
	return d, true
}

// fixed is v within what steps between nodes can hold.
func fixed(v float32) int32 {
	// Written so that what is not a number is a place outside.
	if !(v > -(1 << 28)) {
		return -(1 << 28)
	}
	return int32(min(v, 3<<28))
}
