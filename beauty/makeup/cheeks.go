package makeup

import (
	"math"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// cheek is a spot of powder on the face in rest, in centimetres of face.Canonical: a
// Gaussian bell, leaning by the angle from the nose outwards and up. The other half of
// the face has its mirror image.
type cheek struct {
	x, y        float32
	long, short float32
	angle       float64
	weight      float32
}

const upright = math.Pi / 2

// powders are the kinds that are shaded over the mesh, by form.
var powders = map[Kind][forms][]cheek{
	Blush: {
		FormPlain: {{x: 4.25, y: -0.7, long: 1.8, short: 1.2, angle: 0.45, weight: 1}},
		FormSoft:  {{x: 5.5, y: 0.35, long: 2.3, short: 0.95, angle: 0.75, weight: 1}},
		FormBold: {
			{x: 4.3, y: -0.25, long: 1.9, short: 0.95, angle: 0.15, weight: 0.95},
			{x: 0, y: 0.3, long: 2.2, short: 0.6, weight: 0.28},
		},
	},
	Contour: {
		FormPlain: {hollow, {x: 1.05, y: 0.7, long: 1.6, short: 0.3, angle: upright, weight: 0.6}},
		FormSoft:  {hollow},
		FormBold: {
			hollow, {x: 5.4, y: -6.6, long: 2.2, short: 0.7, angle: 0.9, weight: 0.9},
			{x: 1.05, y: 0.7, long: 1.7, short: 0.3, angle: upright, weight: 0.75}, {x: 6.7, y: 5, long: 1.6, short: 0.9, angle: 1.2, weight: 0.7},
		},
	},
	Highlight: {
		FormPlain: {cheekbone, {x: 0, y: 0.9, long: 1.7, short: 0.3, angle: upright, weight: 0.8}, {x: 0, y: -3, long: 0.5, short: 0.3, weight: 0.6}},
		FormSoft:  {cheekbone},
		FormBold: {
			cheekbone, {x: 0, y: 0.9, long: 1.9, short: 0.32, angle: upright, weight: 0.95}, {x: 0, y: -3, long: 0.6, short: 0.3, weight: 0.8},
			{x: 0, y: 6, long: 1.9, short: 0.9, weight: 0.4}, {x: 0, y: -7.6, long: 0.9, short: 0.5, weight: 0.5},
		},
	},
}

var (
	hollow    = cheek{x: 5.9, y: -2.1, long: 2, short: 0.75, angle: 0.5, weight: 1}
	cheekbone = cheek{x: 5.3, y: 0.7, long: 1.5, short: 0.5, angle: 0.6, weight: 1}
)

// powder is a form's weight, 0..255, at each point of the mesh, and the
// triangles with any of it.
type powder struct {
	weight    [face.Mesh]float32
	triangles [][3]uint16
	points    []int
}

var meshPowders = makePowders()

func makePowders() map[Kind]*[forms]powder {
	all := map[Kind]*[forms]powder{}
	for kind, spots := range powders {
		all[kind] = new([forms]powder)
		for form := range all[kind] {
			all[kind][form].make(spots[form], kind == Blush)
		}
	}
	return all
}

func (b *powder) make(spots []cheek, round bool) {
	for i, v := range face.Canonical {
		var sum float32
		for _, c := range spots {
			sum += c.at(v.X, v.Y) + c.at(-v.X, v.Y)*pixel.Bit(c.x != 0)
		}
		if round { // not into the eyes, and not around to the ears
			sum *= 1 - pixel.Ease(1.2, 2, v.Y)*(1-pixel.Ease(4.6, 5.6, pixel.Abs(v.X)))
		}
		b.weight[i] = 255 * min(sum, 1)
	}
	used := map[uint16]bool{}
	for _, tri := range face.Triangles {
		if b.weight[tri[0]]+b.weight[tri[1]]+b.weight[tri[2]] < 4 {
			continue
		}
		b.triangles = append(b.triangles, tri)
		for _, i := range tri {
			if !used[i] {
				used[i] = true
				b.points = append(b.points, int(i))
			}
		}
	}
}

func (c *cheek) at(x, y float32) float32 {
	s, k := math.Sincos(c.angle)
	dx, dy := float64(x-c.x), float64(y-c.y)
	u, v := (dx*k+dy*s)/float64(c.long), (dy*k-dx*s)/float64(c.short)
	return c.weight * float32(math.Exp(-0.5*(u*u+v*v)))
}

// powder shades the mesh; triangles that face away are left out.
func (t *model) powder(k Kind, l Look, strength float32) {
	m, b := t.m, &meshPowders[k][l.Form]
	radius := 0.018 * t.unit
	m.a = t.points(m.a, b.points)
	if !m.r.Open(&m.mask, 2*radius+1, m.a) {
		return
	}
	for _, tri := range b.triangles {
		var p [3]outline.Point
		var w [3]float32
		for i, n := range tri {
			p[i] = outline.Landmark(t.fc, int(n))
			w[i] = b.weight[n] * t.sideAt(int(n))
		}
		if p[1].Minus(p[0]).Cross(p[2].Minus(p[0]))*facing(tri) > 0 {
			m.r.Shade(&m.mask, p, w)
		}
	}
	m.r.Soften(&m.mask, radius)
	co := coats[k][l.Form]
	t.lay(l.Color, &co, strength)
}

// facing is the sense in which a triangle's corners go round when it is seen from
// the front, in a picture whose Y points down.
func facing(tri [3]uint16) float32 {
	a, b, c := face.Canonical[tri[0]], face.Canonical[tri[1]], face.Canonical[tri[2]]
	if (b.X-a.X)*(c.Y-a.Y)-(b.Y-a.Y)*(c.X-a.X) > 0 {
		return -1
	}
	return 1
}

// sideAt is the fading at a point of the mesh: that of its half, and evenly
// between them near the nose.
func (t *model) sideAt(i int) float32 {
	k := min(max(face.Canonical[i].X/2+0.5, 0), 1) // 0: right, 1: left
	return t.cheek[0] + (t.cheek[1]-t.cheek[0])*k
}
