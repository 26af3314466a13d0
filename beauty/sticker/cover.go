package sticker

import (
	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/visible"
)

// Over is what may be before what is drawn on a face.
type Over struct {
	Seen  *visible.Faces
	Hands []face.Hand // where they are in the frame
}

// Soft edges, in pixels.
const (
	ovalSoft = 2
	handSoft = 2
)

// hidden is what of a drawing on a face is not seen; nil: all of it is.
func (st *Stickers) hidden(f *pixel.Frame, l *motion.Layer, fc *face.Face, p *outline.Pose, d *drawing) *outline.Coverage {
	c := &st.mask
	c.X0, c.Y0, c.X1, c.Y1 = d.x0, d.y0, d.x1, d.y1
	n := (d.x1 - d.x0) * (d.y1 - d.y0)
	if cap(c.P) < n {
		c.P = make([]uint8, n+n/4)
	}
	c.P = c.P[:n]
	clear(c.P)
	some := false
	if d.nodes != nil {
		some = l.Solid && st.nodes.solid(fc, p.Width)
		if some = st.nodes.turned() || some; some {
			st.nodes.spread(c)
		}
	}
	if l.Behind {
		some = st.face(f, fc) || some
	}
	if l.Hands {
		m := outline.Measure(fc)
		some = st.over.Seen.Of(fc.ID).Hidden(c, &m) || some
		for i := range st.over.Hands {
			some = st.hand(f, &st.over.Hands[i]) || some
		}
	}
	if !some {
		return nil
	}
	return c
}

// begin opens a part of the mask that ends a little beyond it, so that a blur does not see its
// end.
func (st *Stickers) begin(f *pixel.Frame, margin int) *outline.Rasters {
	r, c := &st.scratch, &st.mask
	r.Begin(f.Y.W, f.Y.H)
	r.Within(c.X0-margin, c.Y0-margin, c.X1+margin, c.Y1+margin)
	return r
}

// face hides what lies behind a face's oval.
func (st *Stickers) face(f *pixel.Frame, fc *face.Face) bool {
	const more = 3 * ovalSoft
	r, c := st.begin(f, more), &st.part
	st.oval = outline.Landmarks(st.oval[:0], fc, face.FaceOval)
	if !r.Open(c, more, st.oval) {
		return false
	}
	r.Outline(c)
	r.Polygon(c, st.oval, false)
	r.Fill(c)
	r.Soften(c, ovalSoft)
	add(&st.mask, c)
	return true
}

// hand hides what lies behind a hand.
func (st *Stickers) hand(f *pixel.Frame, h *face.Hand) bool {
	const more, corners = 3 * handSoft, 14
	r, c := st.begin(f, more), &st.part
	st.bones = outline.Bones(st.bones[:0], h)
	st.oval = st.oval[:0]
	for i := range st.bones {
		st.oval = st.bones[i].Shape(st.oval)
	}
	if len(st.oval) == 0 || !r.Open(c, more, st.oval) {
		return false
	}
	r.Outline(c)
	for i := range st.bones {
		r.Polygon(c, st.oval[i*corners:][:corners], false)
	}
	r.Fill(c)
	r.Soften(c, handSoft)
	add(&st.mask, c)
	return true
}

// add makes c hide what d does, too.
func add(c, d *outline.Coverage) {
	x0, x1 := max(c.X0, d.X0), min(c.X1, d.X1)
	if x0 >= x1 {
		return
	}
	for y := max(c.Y0, d.Y0); y < min(c.Y1, d.Y1); y++ {
		row := c.P[(y-c.Y0)*c.Width():][x0-c.X0 : x1-c.X0]
		for i, v := range d.P[(y-d.Y0)*d.Width():][x0-d.X0 : x1-d.X0] {
			row[i] = max(row[i], v)
		}
	}
}
