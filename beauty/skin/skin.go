// Package skin finds skin and works on it: smoothing, clarity, whitening, ruddiness.
// It needs no face, but leaves the features of known ones out.
package skin

import (
	"onair/beauty/face"
	"onair/beauty/pixel"
)

// Skin finds skin in a frame and works on it: smoothing, clarity, whitening,
// ruddiness. Its planes have one entry a cell, row by row.
type Skin struct {
	k      kernels
	cells  *pixel.Cells
	faces  []face.Face // of the frame, in the camera's picture
	person *face.Mask  // of it or one before; nil: not known

	w, h int // luma size the buffers fit

	raw  []int16 // skin of this frame alone, 0..256
	soft []int16 // skin, feathered
	mask []int16 // skin, steadied over time, 0..256

	fit     fit
	where   regions
	inFaces faceSkin
	found   []int16 // what weights returns: mask, without the features of known faces
	ready   bool    // found is this frame's
	lips    bool    // so is inFaces.lips, with so much of the eyes
	eyes    int16
	even    even
	seen    bool // mask holds the frame before

	box  windows // of smoothing, as all below
	cA   []uint32
	cB   []uint32
	cC   []uint32
	cD   []uint32
	part parted
	gain []int16 // what smoothing takes of the pixel, Q12
	bias []int16 // what it adds, Q4
}

// New goes by the cells of the frame in the works, and works in halves; nil: in one piece.
func New(c *pixel.Cells, halves *pixel.Halves) *Skin {
	s := &Skin{k: defaultKernels(), cells: c, fit: fit{tables: new(colours)}}
	s.makeParts(halves)
	return s
}

// Begin follows the cells' begin: another frame, in which there are faces. They
// are kept until the next one.
func (s *Skin) Begin(faces []face.Face, person *face.Mask) {
	s.ready, s.faces, s.person = false, faces, person
	if s.w == s.cells.W && s.h == s.cells.H {
		return
	}
	s.w, s.h = s.cells.W, s.cells.H
	n := s.cells.LW * s.cells.LH
	for _, p := range []*[]uint32{
		&s.box.sum, &s.box.sq, &s.box.xx, &s.box.yy, &s.box.xy, &s.cA, &s.cB, &s.cC, &s.cD, &s.part.tmp[0], &s.part.tmp[1],
	} {
		*p = make([]uint32, n)
	}
	s.gain, s.bias = make([]int16, n), make([]int16, n)
	s.raw, s.soft, s.mask = make([]int16, n), make([]int16, n), make([]int16, n)
	s.where.fit(n)
	s.part.rows = [...][]int16{s.cells.Rows, make([]int16, len(s.cells.Rows))}
	s.seen = false
}

// Repainted has weights look at the frame anew.
func (s *Skin) Repainted() { s.ready = false }

// Weights returns the frame's skin weights, one a cell, 0 (none) to 256 (skin).
// They are found once a frame and good until the next one.
func (s *Skin) Weights(f *pixel.Frame) []int16 {
	if s.ready {
		return s.found
	}
	s.ready = true
	c := s.cells
	c.Stats(f)
	s.weigh(f)
	s.guide(s.raw, s.soft)
	if s.seen {
		s.k.settle(s.mask, s.soft)
	} else {
		s.seen = true
		copy(s.mask, s.soft)
	}
	s.lips = false
	s.found = s.mask
	if len(s.faces) > 0 {
		s.found = s.inFaces.keep(c, s.faces, s.mask)
	}
	return s.found
}

// withLips are Weights with the lips of known faces, and their eyes counted as given, 0 to 256.
func (s *Skin) withLips(f *pixel.Frame, eyes int16) []int16 {
	w := s.Weights(f)
	if len(s.faces) == 0 {
		return w
	}
	if !s.lips || s.eyes != eyes {
		s.lips, s.eyes = true, eyes
		s.inFaces.paintLips(s.cells, s.faces, s.mask, eyes)
	}
	return s.inFaces.lips
}

// weigh weighs the frame's cells one by one: by the colours of known faces where those
// and people are, and by what skin may look like where none is known.
func (s *Skin) weigh(f *pixel.Frame) {
	c := s.cells
	s.fit.learn(f, c, s.faces)
	if s.person != nil {
		s.where.person(c, s.person)
	} else {
		s.where.near(c, s.faces)
	}
	if s.fit.known() && (s.person != nil || len(s.faces) > 0) {
		s.where.faces(c, s.faces)
		s.k.weigh(f, c.Sum, c.LW, c.LH, s.fit.tables, &s.where, s.raw)
		return
	}
	s.k.skin(f, c.Sum, c.LW, c.LH, s.raw)
	if s.person != nil {
		s.k.keep(s.raw, s.where.body)
	}
}

const (
	guideReach = 2  // cells each way: a block of chroma
	guideEdge  = 6. // luma levels that count as an edge
)

// guide fits the weights to luma's edges and takes those of chroma's blocks off: a
// guided filter (He, Sun and Tang, PAMI 2013).
func (s *Skin) guide(raw, out []int16) {
	c, b := s.cells, &s.box
	s.k.products(c.Sum, raw, s.cA, s.cB, s.cC, b.xy)
	s.boxSums(c.LW, c.LH, guideReach, box{s.cA, b.sum}, box{s.cB, b.sq}, box{s.cC, b.xx}, box{b.xy, b.yy})
	s.k.slant(b, s.cA, s.cB, guideReach, guideEdge)
	s.boxSums(c.LW, c.LH, guideReach, box{s.cA, b.xx}, box{s.cB, b.yy})
	s.k.guided(c.Sum, b.xx, b.yy, out, guideReach)
}
