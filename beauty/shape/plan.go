package shape

import (
	"onair/beauty/face"
	"onair/beauty/outline"
)

// plan is what reshape does to one face. The changes come one after the other:
// features first, where the camera has them, then what carries them along, then
// the outline and at last chin and forehead.
type plan struct {
	lips    lipMove
	lipsOn  bool
	outline contour
	lined   bool

	features, ends [planMoves]move
	nf, ne         int
}

// planMoves is how many moves there are at most before and after the outline.
const planMoves = 16

func (p *plan) feature(m move) { p.features[p.nf], p.nf = m, p.nf+1 }
func (p *plan) end(m move)     { p.ends[p.ne], p.ne = m, p.ne+1 }

// make plans the changes of a face.
func (p *plan) make(f *face.Face, want *Levels) {
	p.nf, p.ne, p.lined, p.lipsOn = 0, 0, false, false
	m := outline.Measure(f)
	fade := outline.Fading(f)
	// Written so that what is not a number is left out.
	if !(fade > 0 && m.Width >= 8 && m.High >= 8) {
		return
	}
	var s Levels
	for i, v := range want {
		s[i] = v * fade
	}
	p.brows(&m, &s)
	p.eyes(&m, &s)
	p.nose(&m, &s)
	p.mouth(&m, &s)
	p.corners(&m, &s)
	if s.outlined() {
		p.lined = true
		p.outline.measure(f, &m.Axes, &s)
	}
	p.chinAndForehead(&m, &s)
	p.head(&m, &s)
}

// mark tells the warp which part of the picture the plan moves.
func (p *plan) mark(g *warp) {
	b := emptyBox()
	for i := range p.features[:p.nf] {
		b.box(p.features[i].bounds())
	}
	for i := range p.ends[:p.ne] {
		b.box(p.ends[i].bounds())
	}
	if p.lined {
		b.box(p.outline.bounds())
	}
	if p.lipsOn {
		b.box(p.lips.bounds())
	}
	if b.x0 < b.x1 {
		g.add(b)
	}
}

// compose puts the plan into the warp, the last change first.
func (p *plan) compose(g *warp) {
	var shift float32
	for i := p.ne - 1; i >= 0; i-- {
		compose(g, &p.ends[i], &shift)
	}
	if p.lined {
		compose(g, &p.outline, &shift)
	}
	for i := p.nf - 1; i >= 0; i-- {
		compose(g, &p.features[i], &shift)
	}
	if p.lipsOn {
		compose(g, &p.lips, &shift)
	}
}

// pull is by which share of the face's half the outline comes in at a height.
func (s *Levels) pull(q float32) float32 {
	return s[faceSlim]*0.10*ramp(q, 0.36, 0, 0.62, 1, 0.86, 1, 1, 0.3, 1.14, 0) +
		s[faceV]*0.15*ramp(q, 0.56, 0, 0.86, 1, 0.97, 1, 1.15, 0) +
		s[faceNarrow]*0.08*ramp(q, -0.06, 0, 0.2, 0.5, 0.42, 1, 0.72, 1, 1.12, 0) +
		s[cheekbones]*0.075*ramp(q, 0.2, 0, 0.4, 1, 0.54, 1, 0.72, 0) +
		s[jawAngle]*0.08*ramp(q, 0.52, 0, 0.72, 1, 0.84, 1, 0.98, 0)
}

// outlined reports whether the outline moves.
func (s *Levels) outlined() bool {
	return s[faceSlim] != 0 || s[faceV] != 0 || s[faceNarrow] != 0 || s[cheekbones] != 0 || s[jawAngle] != 0
}

// Outward reports whether what lies behind a head moves along.
func (s *Levels) Outward() bool {
	return s.outlined() || s[faceBeauty] != 0 || s[faceShort] != 0 || s[chin] != 0 || s[forehead] != 0 ||
		s[smallHead] != 0 || s[doubleChin] != 0
}
