package shape

import "onair/beauty/outline"

// brows moves each brow as a whole, up and down and along the forehead; the lid
// under it stays.
func (p *plan) brows(m *outline.Measures, s *Levels) {
	up, in := s[browHeight], s[browDistance]
	if up == 0 && in == 0 {
		return
	}
	for i := range outline.Eyes {
		e := &outline.Eyes[i]
		b := browPoints[i]
		inner, outer := m.At(b.inner), m.At(b.outer)
		low, high := m.At(b.low), m.At(b.high)
		lid := m.At(e.Top).V
		c := outline.Local{U: (inner.U + outer.U) / 2, V: (low.V + high.V) / 2}
		half := max(outer.U-inner.U, inner.U-outer.U) / 2
		gap := max(lid-c.V, 0.25*half)
		p.feature(moveAt(m, c, e.Side, move{
			left: 1.65 * half, right: 1.6 * half, up: 1.5 * gap, down: 0.97 * gap,
			even: 0.3, tu: -e.Side * 0.14 * half * in, tv: -0.22 * gap * up,
		}))
	}
}

// browPoints are the person's right and left brow.
var browPoints = [2]struct{ inner, outer, low, high int }{
	{107, 46, 52, 105},
	{336, 276, 282, 334},
}

// corners lifts the mouth's corners, or lets them hang, and moves the mouth
// nearer to the nose.
func (p *plan) corners(m *outline.Measures, s *Levels) {
	right, left, base, tip := m.At(61), m.At(291), m.At(2), m.At(152)
	half := max((left.U-right.U)/2, 1)
	if t := s[mouthCorners]; t != 0 {
		for i, c := range [2]outline.Local{right, left} {
			p.feature(moveAt(m, c, outline.Eyes[i].Side, move{
				left: 0.8 * half, right: 0.65 * half, up: max(0.85*(c.V-base.V), 0.4*half), down: 0.6 * half,
				even: 0.1, tv: -0.13 * half * t,
			}))
		}
	}
	if t := s[philtrum]; t != 0 {
		c := outline.Local{U: (left.U + right.U) / 2, V: (left.V + right.V) / 2}
		up := max(0.97*(c.V-base.V), 0.3*half)
		p.feature(moveAt(m, c, 1, move{
			left: 1.9 * half, right: 1.9 * half, up: up, down: max(0.85*(tip.V-c.V), 0.6*half),
			even: 0.35, tv: 0.18 * up * t,
		}))
	}
}

// head makes the whole head smaller, about the mouth so that it stays on its neck,
// and draws what hangs under the chin up behind the jaw.
func (p *plan) head(m *outline.Measures, s *Levels) {
	tip, lip, top := m.At(152), m.At(17), m.At(10)
	if t := s[doubleChin]; t != 0 {
		under := outline.Local{U: tip.U, V: tip.V + 0.11*m.High}
		p.end(moveAt(m, under, 1, move{
			left: 0.44 * m.Width, right: 0.44 * m.Width, up: 0.13 * m.High, down: 0.17 * m.High,
			even: 0.15, tv: -0.045 * m.High * t,
		}))
	}
	if t := s[smallHead]; t != 0 {
		hair := lip.V - top.V + 0.3*m.High
		p.end(moveAt(m, lip, 1, move{
			left: 1.25 * m.Width, right: 1.25 * m.Width, up: 1.75 * hair, down: 1.1 * m.High,
			even: 0.35, su: -0.11 * t, sv: -0.11 * t,
		}))
	}
}
