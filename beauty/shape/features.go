package shape

import (
	"onair/beauty/outline"
)

func (p *plan) eyes(m *outline.Measures, s *Levels) {
	for i := range outline.Eyes {
		e := &outline.Eyes[i]
		outer, inner, top, low := m.At(e.Outer), m.At(e.Inner), m.At(e.Top), m.At(e.Low)
		c := outline.Local{U: (outer.U + inner.U) / 2, V: (outer.V + inner.V + top.V + low.V) / 4}
		wide := max(inner.U-outer.U, outer.U-inner.U)
		brow := c.V - (m.At(e.Brow[0]).V+m.At(e.Brow[1]).V+m.At(e.Brow[2]).V)/3
		brow = max(brow, 0.4*wide)
		if t := s[eyeScale]; t != 0 {
			p.feature(moveAt(m, c, e.Side, move{
				left: 0.92 * wide, right: 0.95 * wide, up: 1.12 * brow, down: 0.8 * wide,
				even: 0.25, su: 0.2 * t, sv: 0.2 * t,
			}))
		}
		if t := s[eyeAngle]; t != 0 {
			end := outer.V - (m.At(e.BrowEnd[0]).V+m.At(e.BrowEnd[1]).V)/2
			at := outline.Local{U: outer.U - e.Side*0.1*wide, V: outer.V}
			p.feature(moveAt(m, at, e.Side, move{
				left: 0.7 * wide, right: 0.6 * wide, up: max(end, 0.35*wide), down: 0.55 * wide,
				even: 0.15, tv: -0.09 * wide * t,
			}))
		}
		if t := s[eyeDistance]; t != 0 {
			p.feature(moveAt(m, c, e.Side, move{
				left: 1.0 * wide, right: 1.0 * wide, up: 1.0 * brow, down: 0.85 * wide,
				even: 0.5, tu: -e.Side * 0.11 * wide * t,
			}))
		}
	}
}

// moveAt puts a move at a place of the face. left is meant inwards and right
// outwards; side is the sign of outwards.
func moveAt(m *outline.Measures, at outline.Local, side float32, v move) move {
	if side < 0 {
		v.left, v.right = v.right, v.left
	}
	// The picture shows the middle where it is pushed to.
	c := m.Point(at.U+v.tu/2, at.V+v.tv/2)
	v.x, v.y, v.ux, v.uy = c.X, c.Y, m.UX, m.UY
	return v
}

func (p *plan) nose(m *outline.Measures, s *Levels) {
	bridge, tip, base, lip := m.At(168), m.At(4), m.At(2), m.At(0)
	right, left := m.At(129), m.At(358)
	half := max((left.U-right.U)/2, 1)
	long := max(base.V-bridge.V, 1)
	wings := outline.Local{U: (left.U + right.U) / 2, V: (left.V + right.V) / 2}
	if t := s[noseSlim]; t != 0 {
		c := outline.Local{U: wings.U, V: base.V - 0.35*long}
		p.feature(moveAt(m, c, 1, move{
			left: 2 * half, right: 2 * half, up: c.V - bridge.V, down: max(lip.V-c.V, 0.4*long),
			even: 0.35, su: -0.2 * t, sv: 0,
		}))
	}
	if t := s[noseWing]; t != 0 {
		p.feature(moveAt(m, wings, 1, move{
			left: 1.9 * half, right: 1.9 * half, up: 0.38 * long, down: max(lip.V-wings.V, 0.2*long),
			even: 0.35, su: -0.2 * t,
		}))
	}
	if t := s[nosePosition]; t != 0 {
		c := outline.Local{U: (tip.U + base.U) / 2, V: (tip.V + base.V) / 2}
		p.feature(moveAt(m, c, 1, move{
			left: 1.9 * half, right: 1.9 * half, up: 0.85 * (c.V - bridge.V), down: max(0.95*(lip.V-c.V), 0.15*long),
			even: 0.25, tv: 0.055 * long * t,
		}))
	}
}

func (p *plan) mouth(m *outline.Measures, s *Levels) {
	if t := s[lipsThickness]; t != 0 {
		p.lipsOn = true
		p.lips.measure(m.F, -0.4*t)
	}
	t := s[mouthShape]
	if t == 0 {
		return
	}
	right, left, base, tip := m.At(61), m.At(291), m.At(2), m.At(152)
	c := outline.Local{U: (left.U + right.U) / 2, V: (left.V + right.V) / 2}
	half := max((left.U-right.U)/2, 1)
	p.feature(moveAt(m, c, 1, move{
		left: 1.75 * half, right: 1.75 * half, up: max(0.9*(c.V-base.V), 0.5*half), down: max(0.85*(tip.V-c.V), 0.6*half),
		even: 0.5, su: -0.18 * t,
	}))
}

func (p *plan) chinAndForehead(m *outline.Measures, s *Levels) {
	tip, lip, top := m.At(152), m.At(17), m.At(10)
	brow := (m.At(105).V + m.At(334).V) / 2
	below, above := max(tip.V-lip.V, 0.1*m.High), max(brow-top.V, 0.08*m.High)
	if t := s[faceShort]; t != 0 {
		p.end(moveAt(m, tip, 1, move{
			left: 0.62 * m.Width, right: 0.62 * m.Width, up: 0.97 * below, down: 0.25 * m.High,
			even: 0.15, tv: -0.22 * below * t,
		}))
		p.end(moveAt(m, outline.Local{U: top.U, V: top.V}, 1, move{
			left: 0.62 * m.Width, right: 0.62 * m.Width, up: 0.25 * m.High, down: 0.95 * above,
			even: 0.1, tv: 0.1 * above * t,
		}))
	}
	if t := s[chin]; t != 0 {
		p.end(moveAt(m, tip, 1, move{
			left: 0.45 * m.Width, right: 0.45 * m.Width, up: 0.95 * below, down: 0.25 * m.High,
			even: 0.15, tv: 0.22 * below * t,
		}))
	}
	if t := s[forehead]; t != 0 {
		p.end(moveAt(m, outline.Local{U: top.U, V: top.V - 0.02*m.High}, 1, move{
			left: 0.62 * m.Width, right: 0.62 * m.Width, up: 0.25 * m.High, down: 0.97 * above,
			even: 0.1, tv: 0.27 * above * t,
		}))
	}
}
