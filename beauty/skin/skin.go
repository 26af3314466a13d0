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
	k     kernels
	cells *pixel.Cells
	faces []face.Face // of the frame, in the camera's picture

	w, h int // luma size the buffers fit

	raw  []int16 // skin of this frame alone, 0..256
	soft []int16 // skin, feathered
	mask []int16 // skin, steadied over time, 0..256

	inFaces faceSkin
	found   []int16 // what weights returns: mask, without the features of known faces
	ready   bool    // found is this frame's
	seen    bool    // mask holds the frame before

	box  windows // of smoothing, as all below
	cA   []uint32
	cB   []uint32
	cC   []uint32
	tmp  []uint32
	gain []int16 // what smoothing takes of the pixel, Q12
	bias []int16 // what it adds, Q4
}

// New goes by the cells of the frame in the works.
func New(c *pixel.Cells) *Skin { return &Skin{k: defaultKernels(), cells: c} }

// Begin follows the cells' begin: another frame, in which there are faces. They
// are kept until the next one.
func (s *Skin) Begin(faces []face.Face) {
	s.ready, s.faces = false, faces
	if s.w == s.cells.W && s.h == s.cells.H {
		return
	}
	s.w, s.h = s.cells.W, s.cells.H
	n := s.cells.LW * s.cells.LH
	for _, p := range []*[]uint32{
		&s.box.sum, &s.box.sq, &s.box.xx, &s.box.yy, &s.box.xy, &s.cA, &s.cB, &s.cC, &s.tmp,
	} {
		*p = make([]uint32, n)
	}
	s.gain, s.bias = make([]int16, n), make([]int16, n)
	s.raw, s.soft, s.mask = make([]int16, n), make([]int16, n), make([]int16, n)
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
	s.k.skin(f, c.Sum, c.LW, c.LH, s.raw)
	s.k.feather(s.raw, s.soft, c.LW, c.LH)
	if s.seen {
		s.k.settle(s.mask, s.soft)
	} else {
		s.seen = true
		copy(s.mask, s.soft)
	}
	s.found = s.mask
	if len(s.faces) > 0 {
		s.found = s.inFaces.keep(c, s.faces, s.mask)
	}
	return s.found
}
