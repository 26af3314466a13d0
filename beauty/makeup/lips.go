package makeup

import (
	"onair/beauty/face"
	"onair/beauty/outline"
)

// lips paints between the outer and the inner ring of the mouth; an open mouth
// and the teeth in it stay as they are.
func (t *model) lips(l Look, strength float32) {
	m := t.m
	m.a = t.points(m.a, face.LipsOuter)
	m.line = outline.Rounded(m.line[:0], m.a, true)
	if !t.outline(m.line, 0.006*t.unit) {
		return
	}
	m.b = t.points(m.b, face.LipsInner)
	if l.Form == FormSoft {
		t.bitten()
	}
	m.line = outline.Rounded(m.line[:0], m.b, true)
	if m.r.Open(&m.hole, 1, m.line) {
		m.r.Outline(&m.hole)
		m.r.Polygon(&m.hole, m.line, false)
		m.r.Fill(&m.hole)
		m.mask.Without(&m.hole)
	}
	co := coats[Lips][l.Form]
	t.lay(l.Color, &co, strength*max(t.side[0]+t.side[1]-1, 0.4))
}

// bitten makes the mask fade from the inner ring, b, to the outer, a.
func (t *model) bitten() {
	m := t.m
	m.a, m.b = append(m.a, m.a[0]), append(m.b, m.b[0])
	var outer, inner [21]float32
	for i := range inner {
		outer[i], inner[i] = 60, 255
	}
	if m.r.Open(&m.hole, 8, m.a) {
		for i := range m.hole.P {
			m.hole.P[i] = uint8(outer[0])
		}
		m.r.Strip(&m.hole, m.a, m.b, outer[:len(m.a)], inner[:len(m.b)])
		m.r.Soften(&m.hole, 0.008*t.unit)
		m.mask.Within(&m.hole)
	}
	m.b = m.b[:len(m.b)-1]
}
