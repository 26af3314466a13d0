package shape

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// behind keeps what is behind people straight: where the person's mask says that
// there is nobody, points move less the further away from people they are, and not
// at all a little way off. The way has to be longer than the longest move, or the
// background would fold.
type behind struct {
	share []float32 // of the move that a node keeps, over time
	away  []float32 // how far a node is from people, in pixels
	known bool      // share is that of the frame before

	mask *face.Mask // nil: not known who is where
}

const (
	stillSlope = 0.5 // of the share along a longest move
	stillLeast = 2 * mesh
	stillPace  = 0.3 // of the way to a new mask in one frame
	headWide   = 1.1 // of the face's oval, which counts as somebody without a mask
)

// Person tells who is in the frame; the mask is read until Apply returns.
func (s *Shaper) Person(m *face.Mask) {
	if m != nil && m.W > 0 && m.H > 0 && len(m.P) >= m.W*m.H {
		s.behind.mask = m
	}
}

// hold shortens the moves of the warp's nodes away from people.
func (b *behind) hold(g *warp, faces []face.Face) {
	if b.mask == nil && !b.known {
		return
	}
	n := g.gw * g.gh
	if len(b.share) != n {
		b.share, b.away, b.known = make([]float32, n), make([]float32, n), false
	}
	if !b.known {
		for i := range b.share {
			b.share[i] = 1
		}
	}
	b.known = b.mask != nil
	reach := max(g.longest()/stillSlope, stillLeast)
	for _, a := range g.areas {
		if b.mask != nil {
			b.people(g, a, faces)
			b.spread(g, a)
		}
		b.settle(g, a, reach)
		b.shorten(g, a)
	}
}

// longest is how far the node that moves most moves.
func (g *warp) longest() float32 {
	var most float32
	for _, a := range g.areas {
		for j := a.y0; j <= a.y1; j++ {
			for i := a.x0; i <= a.x1; i++ {
				k := j*g.gw + i
				dx, dy := g.sx[k]-nodeAt(i), g.sy[k]-nodeAt(j)
				most = max(most, dx*dx+dy*dy)
			}
		}
	}
	return pixel.Sqrt(most)
}

const farAway = 1e6

// people sets away to 0 where somebody is, to parts of a cell at edges.
func (b *behind) people(g *warp, a area, faces []face.Face) {
	m := b.mask
	across, along := float32(m.W)/float32(g.w), float32(m.H)/float32(g.h)
	for j := a.y0; j <= a.y1; j++ {
		y := min(max(pixel.Floor(nodeAt(j)*along), 0), m.H-1)
		for i := a.x0; i <= a.x1; i++ {
			x := min(max(pixel.Floor(nodeAt(i)*across), 0), m.W-1)
			who := pixel.Smoothstep((float32(m.P[y*m.W+x])/255 - 0.3) / 0.3)
			far := float32(farAway)
			if who > 0 {
				far = (1 - who) * mesh
			}
			b.away[j*g.gw+i] = far
		}
	}
	for i := range faces {
		b.oval(g, a, &faces[i])
	}
}

// oval counts a face as somebody, whatever the mask says.
func (b *behind) oval(g *warp, a area, f *face.Face) {
	m := outline.Measure(f)
	top, chin := m.At(10), m.At(152)
	c := m.Point((top.U+chin.U)/2, (top.V+chin.V)/2)
	wide, high := headWide*m.Width/2, headWide*m.High/2
	if !(wide > 4 && high > 4) {
		return
	}
	for j := a.y0; j <= a.y1; j++ {
		for i := a.x0; i <= a.x1; i++ {
			dx, dy := nodeAt(i)-c.X, nodeAt(j)-c.Y
			u, v := (dx*m.UX+dy*m.UY)/wide, (dy*m.UX-dx*m.UY)/high
			k := j*g.gw + i
			b.away[k] = min(b.away[k], max(pixel.Sqrt(u*u+v*v)-1, 0)*min(wide, high))
		}
	}
}

// spread finds how far all nodes of an area are from people: a chamfer distance
// (Borgefors, 1986) in two passes.
func (b *behind) spread(g *warp, a area) {
	const straight, slanting = mesh, 1.4142 * mesh
	d, w := b.away, g.gw
	for j := a.y0; j <= a.y1; j++ {
		for i := a.x0; i <= a.x1; i++ {
			k := j*w + i
			v := d[k]
			if i > a.x0 {
				v = min(v, d[k-1]+straight)
			}
			if j > a.y0 {
				v = min(v, d[k-w]+straight)
				if i > a.x0 {
					v = min(v, d[k-w-1]+slanting)
				}
				if i < a.x1 {
					v = min(v, d[k-w+1]+slanting)
				}
			}
			d[k] = v
		}
	}
	for j := a.y1; j >= a.y0; j-- {
		for i := a.x1; i >= a.x0; i-- {
			k := j*w + i
			v := d[k]
			if i < a.x1 {
				v = min(v, d[k+1]+straight)
			}
			if j < a.y1 {
				v = min(v, d[k+w]+straight)
				if i < a.x1 {
					v = min(v, d[k+w+1]+slanting)
				}
				if i > a.x0 {
					v = min(v, d[k+w-1]+slanting)
				}
			}
			d[k] = v
		}
	}
}

// settle brings the shares nearer to what the mask says now; without one, to all.
func (b *behind) settle(g *warp, a area, reach float32) {
	for j := a.y0; j <= a.y1; j++ {
		for i := a.x0; i <= a.x1; i++ {
			k := j*g.gw + i
			want := float32(1)
			if b.mask != nil {
				want = max(1-b.away[k]/reach, 0)
			}
			b.share[k] += (want - b.share[k]) * stillPace
			if gap := want - b.share[k]; gap < 0.01 && gap > -0.01 {
				b.share[k] = want
			} else if b.mask == nil {
				b.known = true // it fades out for some frames
			}
		}
	}
}

// shorten gives each node its share of its move: that of where it is or, where
// people become larger, of where it comes from.
func (b *behind) shorten(g *warp, a area) {
	for j := a.y0; j <= a.y1; j++ {
		for i := a.x0; i <= a.x1; i++ {
			k := j*g.gw + i
			x, y := nodeAt(i), nodeAt(j)
			if g.sx[k] == x && g.sy[k] == y {
				continue
			}
			s := max(b.share[k], b.at(g, a, g.sx[k], g.sy[k]))
			g.sx[k], g.sy[k] = x+s*(g.sx[k]-x), y+s*(g.sy[k]-y)
		}
	}
}

// at is the share between nodes.
func (b *behind) at(g *warp, a area, x, y float32) float32 {
	u := min(max((x-0.5)/mesh, float32(a.x0)), float32(a.x1)-0.001)
	v := min(max((y-0.5)/mesh, float32(a.y0)), float32(a.y1)-0.001)
	i, j := pixel.Floor(u), pixel.Floor(v)
	k := j*g.gw + i
	u, v = u-float32(i), v-float32(j)
	return mix(mix(b.share[k], b.share[k+1], u), mix(b.share[k+g.gw], b.share[k+g.gw+1], u), v)
}
