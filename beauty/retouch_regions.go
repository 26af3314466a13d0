package beauty

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
func (t *retouching) region(k *makeupKernels, soft float32) bool {
	if !t.r.open(&t.mask, 2*soft+2, t.line) {
		return false
	}
	t.fine = rounded(t.fine[:0], t.line, true)
	t.r.outline(&t.mask)
	t.r.polygon(&t.mask, t.fine, false)
	t.r.fill(&t.mask)
	t.r.soften(k, &t.mask, soft)
	return true
}

func (t *retouching) forehead(k *makeupKernels, m *measures) bool {
	t.line = landmarksOf(t.line[:0], m.f, foreheadLow)
	low := t.line
	for i := range low {
		if foreheadLow[i] != 8 {
			low[i] = low[i].plus(pt{-m.uy, m.ux}.by(-0.02 * m.high))
		}
	}
	c := landmark(m.f, 9)
	for i, j := range foreheadTop {
		p := landmark(m.f, j)
		// Hair begins about there: stay inside.
		p = p.to(c, 0.06)
		if i < 2 || i >= len(foreheadTop)-2 {
			p = p.to(c, 0.1)
		}
		t.line = append(t.line, p)
	}
	return t.region(k, 0.02*m.high)
}

func (t *retouching) pouch(k *makeupKernels, m *measures, side int) bool {
	t.line = landmarksOf(t.line[:0], m.f, pouchTop[side])
	for i, j := range pouchLow[side] {
		t.line = append(t.line, landmark(m.f, pouchMid[side][i]).to(landmark(m.f, j), 0.6))
	}
	return t.region(k, 0.014*m.high)
}

func (t *retouching) smileLine(k *makeupKernels, m *measures, side int) bool {
	fold := landmarksOf(t.fine[:0], m.f, smileFold[side])
	t.line = t.line[:0]
	half := 0.035 * m.high
	for _, sign := range [...]float32{1, -1} {
		for i := range fold {
			j := i
			if sign < 0 {
				j = len(fold) - 1 - i
			}
			d := fold[min(j+1, len(fold)-1)].minus(fold[max(j-1, 0)])
			if n := d.length(); n > 0 {
				t.line = append(t.line, fold[j].plus(pt{-d.y, d.x}.by(sign*half/n)))
			}
		}
	}
	t.fine = fold
	return len(t.line) > 2 && t.region(k, 0.018*m.high)
}

// crowsFeet is beside the outer corner of an eye.
func (t *retouching) crowsFeet(k *makeupKernels, m *measures, side int) bool {
	e := &eyes[side]
	outer, inner := m.at(e.outer), m.at(e.inner)
	wide := e.side * (outer.u - inner.u)
	t.line = t.line[:0]
	for _, q := range [...][2]float32{{0.1, -0.06}, {0.3, -0.26}, {0.6, -0.26}, {0.72, 0}, {0.66, 0.32}, {0.4, 0.48}, {0.12, 0.28}} {
		p := m.point(outer.u+e.side*q[0]*wide, outer.v+q[1]*wide)
		t.line = append(t.line, pt{p.X, p.Y})
	}
	return t.region(k, 0.016*m.high)
}
