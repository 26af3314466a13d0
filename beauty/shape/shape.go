// Package shape changes the shape of faces and their features by one warp a frame,
// which is one-to-one: nothing tears or folds.
package shape

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// Shaper changes the shape of faces and their features: one warp a frame,
// whatever is turned on.
type Shaper struct {
	k      kernels
	warp   warp                   // what it does to this frame
	plans  [outline.MaxFaces]plan // the changes it is made of
	behind behind
	moved  []face.Face // what shaped returns
	ready  bool        // moved is this frame's
	halves *pixel.Halves
	move   pixel.Part
}

// New has no frame yet. It works in halves; nil: in one piece.
func New(halves *pixel.Halves) *Shaper {
	s := &Shaper{k: defaultKernels(), halves: halves}
	s.move = s.moveRows
	return s
}

// moveRows moves rows of the part of a plane in the works.
func (s *Shaper) moveRows(half, from, to int) {
	g := &s.warp
	s.k.warp(&g.part, &g.kept, &g.nodes, g.per, g.rows[half], from, to)
}

// Begin forgets the frame before and prepares for one of w by h pixels.
func (s *Shaper) Begin(w, h int) {
	s.ready, s.behind.mask = false, nil
	s.warp.begin(w, h)
}

// Apply gives the largest maxFaces faces, of the camera's picture, the shape wanted.
func (s *Shaper) Apply(f *pixel.Frame, faces []face.Face, want *Levels) {
	if len(faces) == 0 {
		return
	}
	faces = faces[:min(len(faces), outline.MaxFaces)]
	s.warp.grow()
	for i := range faces {
		s.plans[i].make(&faces[i], want)
		s.plans[i].mark(&s.warp)
	}
	s.warp.still()
	for i := range faces {
		s.plans[i].compose(&s.warp)
	}
	s.behind.hold(&s.warp, faces)
	s.warp.finish()
	s.warp.apply(s.halves, s.move, f)
}

// Forward is where the warp of this frame puts a point.
func (s *Shaper) Forward(p face.Point) face.Point { return s.warp.Forward(p) }

// Shaped returns faces as they are after apply: what is drawn on top of the picture
// goes by them. They are the shaper's own until the next frame.
func (s *Shaper) Shaped(faces []face.Face) []face.Face {
	if s.ready {
		return s.moved
	}
	s.ready = true
	s.moved = append(s.moved[:0], faces[:min(len(faces), outline.MaxFaces)]...)
	for i := range s.moved {
		for k, p := range s.moved[i].Points {
			s.moved[i].Points[k] = s.warp.Forward(p)
		}
	}
	return s.moved
}
