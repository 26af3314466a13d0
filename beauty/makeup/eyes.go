package makeup

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// Rows of nine points over each eye (right, left), from the inner corner to the
// outer: the upper lid's edge, its crease, the skin above and the brow's lower
// edge, as MediaPipe's face mesh numbers them.
var (
	lidRow   = [2][]int{{133, 173, 157, 158, 159, 160, 161, 246, 33}, {362, 398, 384, 385, 386, 387, 388, 466, 263}}
	creaseOf = [2][]int{{243, 190, 56, 28, 27, 29, 30, 247, 130}, {463, 414, 286, 258, 257, 259, 260, 467, 359}}
	aboveOf  = [2][]int{{244, 189, 221, 222, 223, 224, 225, 113, 226}, {464, 413, 441, 442, 443, 444, 445, 342, 446}}
	browRow  = [2][]int{{193, 55, 65, 65, 52, 52, 53, 46, 124}, {417, 285, 295, 295, 282, 282, 283, 276, 353}}
	lowerRow = [2][]int{{133, 155, 154, 153, 145, 144, 163, 7, 33}, {362, 382, 381, 380, 374, 373, 390, 249, 263}}
	eyeRing  = [2][]int{face.RightEye, face.LeftEye}
	browRing = [2][]int{face.RightBrow, face.LeftBrow}
	irises   = [2][]int{face.RightIris, face.LeftIris}
)

// eye is what the lids leave open of an eye; nil: it is not in the frame.
func (t *model) eye(side int) *outline.Coverage {
	m, e := t.m, &t.m.eyes[side]
	if !e.ready {
		e.ready = true
		m.a = t.points(m.a, eyeRing[side])
		m.line = outline.Rounded(m.line[:0], m.a, true)
		if e.seen = m.r.Open(&e.Coverage, 1, m.line); e.seen {
			m.r.Outline(&e.Coverage)
			m.r.Polygon(&e.Coverage, m.line, false)
			m.r.Fill(&e.Coverage)
		}
	}
	if !e.seen {
		return nil
	}
	return &e.Coverage
}

// shade gives the weights of a shadow from row to row, and along the rows.
type lidShade struct{ rows [4]float32 }

var (
	along  = [9]float32{0.3, 0.55, 0.85, 1, 1, 1, 1, 0.9, 0.55}
	outer  = [9]float32{0, 0, 0.05, 0.15, 0.3, 0.55, 0.85, 1, 0.65}
	shades = [forms]lidShade{
		FormPlain: {[4]float32{1, 0.8, 0.22, 0}},
		FormSoft:  {[4]float32{1, 0.4, 0, 0}},
		FormBold:  {[4]float32{1, 1, 0.55, 0}},
	}
	// deep are those of the second colour, which lies in the crease and at the
	// outer corner.
	deep = [forms]lidShade{
		FormPlain: {[4]float32{0.7, 0.75, 0.12, 0}},
		FormSoft:  {[4]float32{0.8, 0.25, 0, 0}},
		FormBold:  {[4]float32{1, 0.85, 0.3, 0}},
	}
)

func (t *model) shadow(side int, l Look, strength float32) {
	co := coats[Shadow][l.Form]
	if t.lid(side, &shades[l.Form], &along) {
		t.lay(l.Color, &co, strength)
	}
	if t.lid(side, &deep[l.Form], &outer) {
		t.lay(l.second(), &co, strength)
	}
}

// lid makes the mask of a shadow.
func (t *model) lid(side int, s *lidShade, cols *[9]float32) bool {
	m := t.m
	rows := [4][]int{lidRow[side], creaseOf[side], aboveOf[side], browRow[side]}
	radius := 0.011 * t.unit
	m.a, m.b = t.points(m.a, rows[0]), t.points(m.b, rows[3])
	if !m.r.Open(&m.mask, 2*radius+2, m.a, m.b) {
		return false
	}
	var wa, wb [9]float32
	for i := range 3 {
		m.a, m.b = t.points(m.a, rows[i]), t.points(m.b, rows[i+1])
		for c, k := range cols {
			wa[c], wb[c] = 255*k*s.rows[i], 255*k*s.rows[i+1]
		}
		if i == 0 {
			// The lid's edge is cut by the eye, not by the blur.
			t.under(side, wa[:])
			m.a = t.points(m.a, rows[i])
		}
		m.r.Strip(&m.mask, m.a, m.b, wa[:], wb[:])
	}
	m.r.Soften(&m.mask, radius)
	if e := t.eye(side); e != nil {
		m.mask.Without(e)
	}
	return true
}

// under shades the upper third of the eye itself.
func (t *model) under(side int, w []float32) {
	m := t.m
	m.line = t.points(m.line, lowerRow[side])
	for i := range m.line {
		m.line[i] = m.a[i].To(m.line[i], 0.35)
	}
	m.r.Strip(&m.mask, m.a, m.line, w, w)
}

// liners give the line's thickness at the outer corner, in widths of the face,
// how far it is smudged, and whether it ends in a wing.
var liners = [forms]struct {
	thick, smudge float32
	wing          bool
}{{thick: 0.0105, smudge: 0.0022}, {thick: 0.016, smudge: 0.007}, {thick: 0.0135, smudge: 0.002, wing: true}}

// liner draws a line along the upper lid that grows towards the outer corner.
func (t *model) liner(side int, l Look, strength float32) {
	m, n := t.m, liners[l.Form]
	lid := t.points(m.a, lidRow[side])
	m.a = lid
	width := lid[8].Minus(lid[0]).Length()
	out := lid[8].Minus(lid[0]).By(1 / max(width, 1))
	up := outline.Point{X: -out.Y, Y: out.X}
	if side == 1 {
		up = outline.Point{X: out.Y, Y: -out.X}
	}
	m.line = outline.Rounded(m.line[:0], lid, false)
	top := m.b[:0]
	for i := range m.line {
		k := float32(i) / float32(len(m.line)-1)
		thick := n.thick * t.unit * pixel.Ease(-0.1, 0.85, k)
		top = append(top, m.line[i].Plus(up.By(thick)))
	}
	last := m.line[len(m.line)-1]
	path := append(m.line, last.Plus(out.By(0.06*width)).Plus(up.By(0.04*width)))
	if n.wing {
		path[len(path)-1] = last.Plus(out.By(0.22 * width)).Plus(up.By(0.13 * width))
	}
	from := len(top) - 1
	if n.wing {
		// A straight edge from the tip to the lid's middle fills the notch.
		from = len(top) * 3 / 4
	}
	for i := from; i >= 0; i-- {
		path = append(path, top[i])
	}
	m.line, m.b = path, top
	if !t.outline(path, n.smudge*t.unit) {
		return
	}
	if e := t.eye(side); e != nil {
		m.mask.Without(e)
	}
	co := coats[Liner][l.Form]
	t.lay(l.Color, &co, strength)
}

func (t *model) brow(side int, l Look, strength float32) {
	m := t.m
	soft := [forms]float32{0.009, 0.013, 0.006}[l.Form]
	m.a = t.points(m.a, browRing[side])
	m.line = outline.Rounded(m.line[:0], m.a, true)
	if !t.outline(m.line, soft*t.unit) {
		return
	}
	co := coats[Brows][l.Form]
	t.lay(l.Color, &co, strength)
}
