package shape

import (
	"math"

	"onair/beauty/pixel"
)

// A move is one local change of shape, as a function from a point of the changed
// picture to where it comes from. Each is one-to-one, smooth and the identity
// outside its ellipse, so any sequence of them tears and folds nothing. This is
// the family of local warps of Gustafsson (Interactive Image Warping, 1993) with
// a fall-off of our own: even in the middle and a different reach to each side.
type move struct {
	x, y float32 // centre, pixels
	// ux, uy is the unit vector of the ellipse's own first axis; the second is
	// turned a right angle, downwards in an upright face.
	ux, uy float32
	// Reach in pixels along the axes: against and with the first, against and
	// with the second.
	left, right, up, down float32
	even                  float32 // share of the reach over which the weight is 1
	tu, tv                float32 // how far the middle is pushed along the axes, pixels
	su, sv                float32 // by which share it is stretched along them
}

// box is a rectangle of pixels.
type box struct{ x0, y0, x1, y1 float32 }

func emptyBox() box {
	return box{math.MaxFloat32, math.MaxFloat32, -math.MaxFloat32, -math.MaxFloat32}
}

func (b *box) point(x, y float32) {
	b.x0, b.y0 = min(b.x0, x), min(b.y0, y)
	b.x1, b.y1 = max(b.x1, x), max(b.y1, y)
}

func (b *box) box(c box) {
	b.point(c.x0, c.y0)
	b.point(c.x1, c.y1)
}

func (b box) grown(d float32) box { return box{b.x0 - d, b.y0 - d, b.x1 + d, b.y1 + d} }

// bounds is the rectangle that the move does not reach beyond.
func (m *move) bounds() box {
	b := emptyBox()
	for _, c := range [...][2]float32{{-m.left, -m.up}, {m.right, -m.up}, {-m.left, m.down}, {m.right, m.down}} {
		b.point(m.x+c[0]*m.ux-c[1]*m.uy, m.y+c[0]*m.uy+c[1]*m.ux)
	}
	return b
}

// most is the longest way a point can go.
func (m *move) most() float32 {
	return max(m.tu, -m.tu) + max(m.tv, -m.tv) +
		max(m.su, -m.su)*max(m.left, m.right) + max(m.sv, -m.sv)*max(m.up, m.down)
}

// from tells where the point x, y of the changed picture comes from.
func (m *move) from(x, y float32) (float32, float32) {
	dx, dy := x-m.x, y-m.y
	u, v := dx*m.ux+dy*m.uy, dy*m.ux-dx*m.uy
	ru, rv := m.right, m.down
	if u < 0 {
		ru = m.left
	}
	if v < 0 {
		rv = m.up
	}
	a, b := u/ru, v/rv
	d := a*a + b*b
	if d >= 1 {
		return x, y
	}
	k := float32(1)
	if d > m.even*m.even {
		k = pixel.Smoothstep((1 - pixel.Sqrt(d)) / (1 - m.even))
	}
	u, v = -k*(m.tu+m.su*u), -k*(m.tv+m.sv*v)
	return x + u*m.ux - v*m.uy, y + u*m.uy + v*m.ux
}

// mover is a change of shape that the warp composes.
type mover interface {
	from(x, y float32) (float32, float32)
	bounds() box
	most() float32
}

// compose puts a change in front of what is there: what it fetches from is the
// picture after all that is composed later. Compose the last change first.
// shift is how far points have gone so far, at most.
func compose[M mover](g *warp, m M, shift *float32) {
	b := m.bounds().grown(*shift)
	for _, a := range g.areas {
		x0, y0 := max(pixel.Floor(b.x0/mesh), a.x0), max(pixel.Floor(b.y0/mesh), a.y0)
		x1, y1 := min(pixel.Floor(b.x1/mesh)+1, a.x1), min(pixel.Floor(b.y1/mesh)+1, a.y1)
		for j := y0; j <= y1; j++ {
			for k := j*g.gw + x0; k <= j*g.gw+x1; k++ {
				g.sx[k], g.sy[k] = m.from(g.sx[k], g.sy[k])
			}
		}
	}
	*shift += m.most()
}
