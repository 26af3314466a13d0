package retouch

import (
	"onair/beauty/outline"
)

// Regions go by points of the mesh, so they follow the face. Pairs of tables are
// for the right and the left half of the face.

// foreheadLow runs along the brows' upper edges and dips between them;
// foreheadTop runs back along the top.
var (
	foreheadLow = []int{70, 63, 105, 66, 107, 8, 336, 296, 334, 293, 300}
	foreheadTop = []int{251, 284, 332, 297, 338, 10, 109, 67, 103, 54, 21}

	pouchTop = [2][]int{{25, 110, 24, 23, 22, 26, 112}, {255, 339, 254, 253, 252, 256, 341}}
	pouchLow = [2][]int{{121, 120, 119, 118, 117}, {350, 349, 348, 347, 346}}
	pouchMid = [2][]int{{232, 231, 230, 229, 228}, {452, 451, 450, 449, 448}}

	// The fold from the wing of the nose past the corner of the mouth.
	smileFold = [2][]int{{129, 203, 206, 216, 212}, {358, 423, 426, 436, 432}}
)

// region draws the outline in t.line into the mask, with an edge of a softness in
// pixels.
func (t *Retoucher) region(soft float32) bool {
	if !t.r.Open(&t.mask, 2*soft+2, t.line) {
		return false
	}
	t.fine = outline.Rounded(t.fine[:0], t.line, true)
	t.r.Outline(&t.mask)
	t.r.Polygon(&t.mask, t.fine, false)
	t.r.Fill(&t.mask)
	t.r.Soften(&t.mask, soft)
	t.seen.Within(&t.mask)
	return true
}

func (t *Retoucher) forehead(m *outline.Measures) bool {
	t.line = outline.Landmarks(t.line[:0], m.F, foreheadLow)
	low := t.line
	for i := range low {
		if foreheadLow[i] != 8 {
			low[i] = low[i].Plus(outline.Point{X: -m.UY, Y: m.UX}.By(-0.02 * m.High))
		}
	}
	c := outline.Landmark(m.F, 9)
	for i, j := range foreheadTop {
		p := outline.Landmark(m.F, j)
		// Hair begins about there: stay inside.
		p = p.To(c, 0.06)
		if i < 2 || i >= len(foreheadTop)-2 {
			p = p.To(c, 0.1)
		}
		t.line = append(t.line, p)
	}
	return t.region(0.02 * m.High)
}

func (t *Retoucher) pouch(m *outline.Measures, side int) bool {
	t.line = outline.Landmarks(t.line[:0], m.F, pouchTop[side])
	for i, j := range pouchLow[side] {
		t.line = append(t.line, outline.Landmark(m.F, pouchMid[side][i]).To(outline.Landmark(m.F, j), 0.6))
	}
	return t.region(0.014 * m.High)
}

func (t *Retoucher) smileLine(m *outline.Measures, side int) bool {
	fold := outline.Landmarks(t.fine[:0], m.F, smileFold[side])
	t.line = t.line[:0]
	half := 0.035 * m.High
	for _, sign := range [...]float32{1, -1} {
		for i := range fold {
			j := i
			if sign < 0 {
				j = len(fold) - 1 - i
			}
			d := fold[min(j+1, len(fold)-1)].Minus(fold[max(j-1, 0)])
			if n := d.Length(); n > 0 {
				t.line = append(t.line, fold[j].Plus(outline.Point{X: -d.Y, Y: d.X}.By(sign*half/n)))
			}
		}
	}
	t.fine = fold
	return len(t.line) > 2 && t.region(0.018*m.High)
}

// crowsFeet is beside the outer corner of an eye.
func (t *Retoucher) crowsFeet(m *outline.Measures, side int) bool {
	e := &outline.Eyes[side]
	outer, inner := m.At(e.Outer), m.At(e.Inner)
	wide := e.Side * (outer.U - inner.U)
	t.line = t.line[:0]
	for _, q := range [...][2]float32{{0.1, -0.06}, {0.3, -0.26}, {0.6, -0.26}, {0.72, 0}, {0.66, 0.32}, {0.4, 0.48}, {0.12, 0.28}} {
		p := m.Point(outer.U+e.Side*q[0]*wide, outer.V+q[1]*wide)
		t.line = append(t.line, outline.Point{X: p.X, Y: p.Y})
	}
	return t.region(0.016 * m.High)
}
