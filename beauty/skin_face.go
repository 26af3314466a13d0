package beauty

import "onair/beauty/face"

// faceSkin keeps the eyes, the brows and the lips of known faces out of what
// counts as skin: smoothing leaves them crisp, tone leaves them their contrast.
type faceSkin struct {
	r     rasters
	cover coverage
	line  []pt
	fine  []pt
	kept  []int16 // skin without them, one a cell
}

const (
	lashes   = 1.3  // how much larger than the opening an eye is with its lashes
	browRoom = 1.25 // and a brow than its outline across
	lipRoom  = 1.04
)

// keep returns mask without the features of the frame's faces.
func (s *faceSkin) keep(w *work, mask []int16) []int16 {
	if len(s.kept) != len(mask) {
		s.kept = make([]int16, len(mask))
	}
	copy(s.kept, mask)
	s.r.x0, s.r.y0, s.r.x1, s.r.y1 = 0, 0, (w.lw+1)&^1, (w.lh+1)&^1
	for i := range w.faces {
		f := &w.faces[i]
		if f.Width() < 6*cell {
			continue
		}
		s.without(w, f, face.LeftEye, lashes, lashes)
		s.without(w, f, face.RightEye, lashes, lashes)
		s.without(w, f, face.LeftBrow, 1.05, browRoom)
		s.without(w, f, face.RightBrow, 1.05, browRoom)
		s.without(w, f, face.LipsOuter, lipRoom, lipRoom)
	}
	return s.kept
}

// without takes an outline out, made larger along and across the eyes.
func (s *faceSkin) without(w *work, f *face.Face, list []int, along, across float32) {
	s.line = landmarksOf(s.line[:0], f, list)
	var c pt
	for _, p := range s.line {
		c = c.plus(p)
	}
	c = c.by(1 / float32(len(s.line)))
	a := axesOf(f)
	for i, p := range s.line {
		d := p.minus(c)
		u, v := along*(d.x*a.ux+d.y*a.uy), across*(d.y*a.ux-d.x*a.uy)
		s.line[i] = pt{c.x + u*a.ux - v*a.uy, c.y + u*a.uy + v*a.ux}.by(1.0 / cell)
	}
	s.fine = rounded(s.fine[:0], s.line, true)
	if !s.r.open(&s.cover, 2, s.fine) {
		return
	}
	s.r.outline(&s.cover)
	s.r.polygon(&s.cover, s.fine, false)
	s.r.fill(&s.cover)
	c8 := &s.cover
	for y := c8.y0; y < min(c8.y1, w.lh); y++ {
		row := c8.p[(y-c8.y0)*c8.width():]
		for x := c8.x0; x < min(c8.x1, w.lw); x++ {
			if m := int32(row[x-c8.x0]); m != 0 {
				k := &s.kept[y*w.lw+x]
				*k = int16(int32(*k) * (255 - m) / 255)
			}
		}
	}
}
