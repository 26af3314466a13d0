package skin

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// faceSkin keeps the eyes, the brows and the lips of known faces out of what
// counts as skin: smoothing leaves them crisp, tone leaves them their contrast.
type faceSkin struct {
	r     outline.Rasters
	cover outline.Coverage
	line  []outline.Point
	fine  []outline.Point
	kept  []int16 // skin without them, one a cell
	lips  []int16 // and with lips
}

const (
	lashes   = 1.3  // how much larger than the opening an eye is with its lashes
	browRoom = 1.25 // and a brow than its outline across
	lipRoom  = 1.04
)

// keep returns mask without the features of the frame's faces.
func (s *faceSkin) keep(c *pixel.Cells, faces []face.Face, mask []int16) []int16 {
	if len(s.kept) != len(mask) {
		s.kept = make([]int16, len(mask))
	}
	copy(s.kept, mask)
	s.r.Begin(c.LW, c.LH)
	for i := range faces {
		f := &faces[i]
		if f.Width() < 6*pixel.Cell {
			continue
		}
		s.without(c, f, face.LeftEye, lashes, lashes)
		s.without(c, f, face.RightEye, lashes, lashes)
		s.without(c, f, face.LeftBrow, 1.05, browRoom)
		s.without(c, f, face.RightBrow, 1.05, browRoom)
		s.without(c, f, face.LipsOuter, lipRoom, lipRoom)
	}
	return s.kept
}

// paintLips makes lips of skin: the faces' lips in, their teeth out, their eyes as given, 0 to 256.
func (s *faceSkin) paintLips(c *pixel.Cells, faces []face.Face, skin []int16, eyes int16) {
	s.lips = append(s.lips[:0], skin...)
	s.r.Begin(c.LW, c.LH)
	for i := range faces {
		if f := &faces[i]; f.Width() >= 6*pixel.Cell {
			s.paintLip(c, f, face.LipsOuter, lipRoom, 256)
			s.paintLip(c, f, face.LeftEye, 1.05, eyes)
			s.paintLip(c, f, face.RightEye, 1.05, eyes)
			s.paintLip(c, f, face.LipsInner, 1.05, 0)
		}
	}
}

// paintLip brings an outline, made larger, to a weight.
func (s *faceSkin) paintLip(c *pixel.Cells, f *face.Face, list []int, room float32, to int16) {
	s.each(c, f, list, room, room, func(at int, m int32) {
		s.lips[at] += int16((int32(to) - int32(s.lips[at])) * m / 255)
	})
}

// without takes an outline out, made larger along and across the eyes.
func (s *faceSkin) without(g *pixel.Cells, f *face.Face, list []int, along, across float32) {
	s.each(g, f, list, along, across, func(at int, m int32) {
		s.kept[at] = int16(int32(s.kept[at]) * (255 - m) / 255)
	})
}

// each gives every cell of such an outline, and how much of it is covered, 1 to 255.
func (s *faceSkin) each(g *pixel.Cells, f *face.Face, list []int, along, across float32, do func(at int, m int32)) {
	s.line = outline.Landmarks(s.line[:0], f, list)
	var c outline.Point
	for _, p := range s.line {
		c = c.Plus(p)
	}
	c = c.By(1 / float32(len(s.line)))
	a := outline.AxesOf(f)
	for i, p := range s.line {
		d := p.Minus(c)
		u, v := along*(d.X*a.UX+d.Y*a.UY), across*(d.Y*a.UX-d.X*a.UY)
		s.line[i] = outline.Point{X: c.X + u*a.UX - v*a.UY, Y: c.Y + u*a.UY + v*a.UX}.By(1.0 / pixel.Cell)
	}
	s.fine = outline.Rounded(s.fine[:0], s.line, true)
	if !s.r.Open(&s.cover, 2, s.fine) {
		return
	}
	s.r.Outline(&s.cover)
	s.r.Polygon(&s.cover, s.fine, false)
	s.r.Fill(&s.cover)
	c8 := &s.cover
	for y := c8.Y0; y < min(c8.Y1, g.LH); y++ {
		row := c8.P[(y-c8.Y0)*c8.Width():]
		for x := c8.X0; x < min(c8.X1, g.LW); x++ {
			if m := int32(row[x-c8.X0]); m != 0 {
				do(y*g.LW+x, m)
			}
		}
	}
}
