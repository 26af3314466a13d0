package beauty

import "onair/beauty/face"

// measures are a face's sizes in the picture, foreshortened as it is, from which
// the moves take their reach.
type measures struct {
	axes
	f     *face.Face
	width float32 // cheek to cheek
	high  float32 // forehead to chin
}

func measure(f *face.Face) measures {
	return measures{
		axes: axesOf(f), f: f,
		width: distance(f.Points[234], f.Points[454]),
		high:  distance(f.Points[10], f.Points[152]),
	}
}

func (m *measures) at(k int) local { return m.local(m.f.Points[k]) }

// eyePoints are what an eye's moves go by. side is the sign of the direction
// outwards.
type eyePoints struct {
	outer, inner, top, low int
	brow                   [3]int // lower edge
	browEnd                [2]int // the same, at the outer end
	side                   float32
}

var eyes = [2]eyePoints{
	{33, 133, 159, 145, [3]int{53, 52, 65}, [2]int{46, 53}, -1},
	{263, 362, 386, 374, [3]int{283, 282, 295}, [2]int{276, 283}, 1},
}

func (p *plan) eyes(m *measures, s *shape) {
	for i := range eyes {
		e := &eyes[i]
		outer, inner, top, low := m.at(e.outer), m.at(e.inner), m.at(e.top), m.at(e.low)
		c := local{(outer.u + inner.u) / 2, (outer.v + inner.v + top.v + low.v) / 4}
		wide := max(inner.u-outer.u, outer.u-inner.u)
		brow := c.v - (m.at(e.brow[0]).v+m.at(e.brow[1]).v+m.at(e.brow[2]).v)/3
		brow = max(brow, 0.4*wide)
		if t := s[eyeScale]; t != 0 {
			p.feature(m.move(c, e.side, move{
				left: 0.92 * wide, right: 0.95 * wide, up: 1.12 * brow, down: 0.8 * wide,
				even: 0.25, su: 0.2 * t, sv: 0.2 * t,
			}))
		}
		if t := s[eyeAngle]; t != 0 {
			end := outer.v - (m.at(e.browEnd[0]).v+m.at(e.browEnd[1]).v)/2
			at := local{outer.u - e.side*0.1*wide, outer.v}
			p.feature(m.move(at, e.side, move{
				left: 0.7 * wide, right: 0.6 * wide, up: max(end, 0.35*wide), down: 0.55 * wide,
				even: 0.15, tv: -0.09 * wide * t,
			}))
		}
		if t := s[eyeDistance]; t != 0 {
			p.feature(m.move(c, e.side, move{
				left: 1.0 * wide, right: 1.0 * wide, up: 1.0 * brow, down: 0.85 * wide,
				even: 0.5, tu: -e.side * 0.11 * wide * t,
			}))
		}
	}
}

// move puts a move at a place of the face. left is meant inwards and right
// outwards; side is the sign of outwards.
func (m *measures) move(at local, side float32, v move) move {
	if side < 0 {
		v.left, v.right = v.right, v.left
	}
	// The picture shows the middle where it is pushed to.
	c := m.point(at.u+v.tu/2, at.v+v.tv/2)
	v.x, v.y, v.ux, v.uy = c.X, c.Y, m.ux, m.uy
	return v
}

func (p *plan) nose(m *measures, s *shape) {
	bridge, tip, base, lip := m.at(168), m.at(4), m.at(2), m.at(0)
	right, left := m.at(129), m.at(358)
	half := max((left.u-right.u)/2, 1)
	long := max(base.v-bridge.v, 1)
	wings := local{(left.u + right.u) / 2, (left.v + right.v) / 2}
	if t := s[noseSlim]; t != 0 {
		c := local{wings.u, base.v - 0.35*long}
		p.feature(m.move(c, 1, move{
			left: 2 * half, right: 2 * half, up: c.v - bridge.v, down: max(lip.v-c.v, 0.4*long),
			even: 0.35, su: -0.2 * t, sv: 0,
		}))
	}
	if t := s[noseWing]; t != 0 {
		p.feature(m.move(wings, 1, move{
			left: 1.9 * half, right: 1.9 * half, up: 0.38 * long, down: max(lip.v-wings.v, 0.2*long),
			even: 0.35, su: -0.2 * t,
		}))
	}
	if t := s[nosePosition]; t != 0 {
		c := local{(tip.u + base.u) / 2, (tip.v + base.v) / 2}
		p.feature(m.move(c, 1, move{
			left: 1.9 * half, right: 1.9 * half, up: 0.85 * (c.v - bridge.v), down: max(0.95*(lip.v-c.v), 0.15*long),
			even: 0.25, tv: 0.055 * long * t,
		}))
	}
}

func (p *plan) mouth(m *measures, s *shape) {
	if t := s[lipsThickness]; t != 0 {
		p.lipsOn = true
		p.lips.measure(m.f, -0.4*t)
	}
	t := s[mouthShape]
	if t == 0 {
		return
	}
	right, left, base, tip := m.at(61), m.at(291), m.at(2), m.at(152)
	c := local{(left.u + right.u) / 2, (left.v + right.v) / 2}
	half := max((left.u-right.u)/2, 1)
	p.feature(m.move(c, 1, move{
		left: 1.75 * half, right: 1.75 * half, up: max(0.9*(c.v-base.v), 0.5*half), down: max(0.85*(tip.v-c.v), 0.6*half),
		even: 0.5, su: -0.18 * t,
	}))
}

func (p *plan) chinAndForehead(m *measures, s *shape) {
	tip, lip, top := m.at(152), m.at(17), m.at(10)
	brow := (m.at(105).v + m.at(334).v) / 2
	below, above := max(tip.v-lip.v, 0.1*m.high), max(brow-top.v, 0.08*m.high)
	if t := s[faceShort]; t != 0 {
		p.end(m.move(tip, 1, move{
			left: 0.62 * m.width, right: 0.62 * m.width, up: 0.97 * below, down: 0.25 * m.high,
			even: 0.15, tv: -0.22 * below * t,
		}))
		p.end(m.move(local{top.u, top.v}, 1, move{
			left: 0.62 * m.width, right: 0.62 * m.width, up: 0.25 * m.high, down: 0.95 * above,
			even: 0.1, tv: 0.1 * above * t,
		}))
	}
	if t := s[chin]; t != 0 {
		p.end(m.move(tip, 1, move{
			left: 0.45 * m.width, right: 0.45 * m.width, up: 0.95 * below, down: 0.25 * m.high,
			even: 0.15, tv: 0.22 * below * t,
		}))
	}
	if t := s[forehead]; t != 0 {
		p.end(m.move(local{top.u, top.v - 0.02*m.high}, 1, move{
			left: 0.62 * m.width, right: 0.62 * m.width, up: 0.25 * m.high, down: 0.97 * above,
			even: 0.1, tv: 0.27 * above * t,
		}))
	}
}
