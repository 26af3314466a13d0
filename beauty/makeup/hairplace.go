package makeup

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// hairPlace makes the mask where hair may be: on the person, around the head, beside
// the neck where it is long, but not on it, and not on the face below the brows; and how far it is full
// of hair there.
func (t *model) hairPlace(of *hair, s *outline.Measures) bool {
	m := t.m
	top, chin := s.At(10), s.At(152)
	mid := outline.Local{U: (top.U + chin.U) / 2, V: (top.V + chin.V) / 2}
	brow := (s.At(105).V + s.At(334).V) / 2
	wide, high := 1.25*s.Width, 1.15*s.High
	var box [4]outline.Point
	for i, c := range [4]outline.Local{{U: -wide, V: -high}, {U: wide, V: -high}, {U: wide, V: high}, {U: -wide, V: high}} {
		p := s.Point(mid.U+c.U, mid.V+c.V)
		box[i] = outline.Point{X: p.X, Y: p.Y}
	}
	if !(s.Width > 16 && s.High > 16) || !m.r.Open(&m.mask, 2, box[:]) {
		return false
	}
	c, n := &m.mask, &m.hairs.nodes
	w, h := c.Width()/hairStep+2, (c.Y1-c.Y0)/hairStep+2
	n.fit(w, h)
	short := 1 - pixel.Ease(0.05, 0.2, of.long)
	left, right, up, down := w, -1, h, -1
	for j := range h {
		for i := range w {
			p := outline.Point{X: float32(c.X0 + i*hairStep), Y: float32(c.Y0 + j*hairStep)}
			l := s.Local(face.Point{X: p.X, Y: p.Y})
			u, v := pixel.Abs(l.U-mid.U)/s.Width, (l.V-mid.V)/s.High
			if u >= 1.2 || v >= 1.05 {
				continue
			}
			k := t.person(p)
			if k == 0 {
				continue
			}
			k *= (1 - pixel.Ease(0.95, 1.2, u)) * (1 - pixel.Ease(0.6, 1.05, v))
			k *= 1 - short*pixel.Ease(0.02, 0.2, v) // ears, jaw and clothes
			oval := pixel.Sqrt(u*u/(0.48*0.48) + v*v/(0.5*0.5))
			below := pixel.Ease(-0.06, 0.04, (l.V-brow)/s.High)
			if oval < 1.12 {
				k *= 1 - below*(1-pixel.Ease(1, 1.12, oval))
			}
			if v > 0.3 && u < 0.62 {
				k *= 1 - pixel.Ease(0.3, 0.45, v)*(1-pixel.Ease(0.46, 0.62, u)) // a beard and the neck
			}
			if k < 0.5/255 {
				continue
			}
			n.may[j*w+i] = uint8(255*k + 0.5)
			if below < 1 {
				n.crown[j*w+i] = uint8(255*(1-below)*(1-pixel.Ease(0.75, 0.95, u))*of.fullness(oval) + 0.5) // a hand beside the head is none
			}
			left, right, up, down = min(left, i), max(right, i), min(up, j), max(down, j)
		}
	}
	if right < 0 {
		return false
	}
	n.narrow(c, left, right, up, down)
	return true
}

// fit makes room for w by h nodes, all 0.
func (n *hairNodes) fit(w, h int) {
	if cap(n.may) < w*h {
		n.may, n.crown = make([]uint8, w*h+w*h/4), make([]uint8, w*h+w*h/4)
	}
	n.may, n.crown, n.from, n.stride = n.may[:w*h], n.crown[:w*h], 0, w
	clear(n.may)
	clear(n.crown)
}

// narrow leaves of a mask, which is clear, what is between the nodes around some, and what
// softening adds.
func (n *hairNodes) narrow(c *outline.Coverage, left, right, up, down int) {
	left, up = max(left-1, 0), max(up-1, 0)
	c.X1, c.Y1 = min(c.X1, c.X0+(right+1)*hairStep+2), min(c.Y1, c.Y0+(down+1)*hairStep+2)
	c.X0, c.Y0 = c.X0+left*hairStep, c.Y0+up*hairStep
	c.P = c.P[:c.Width()*(c.Y1-c.Y0)]
	n.from = up*n.stride + left
}

// colours are what the weights go by.
func (h *hair) colours(to *hairColours) {
	for i := range to.like {
		d := float32(i)
		to.like[i] = uint8(255 * (1 - pixel.Ease(1.8*h.stray, 4*h.stray, d)))
		to.sure[i] = uint8(255 * pixel.Ease(0.5, 0.72, d/255))
		to.wide[i] = uint8(255 * (1 - pixel.Ease(wideFrom, wideTo, d)))
	}
	to.mean, to.n = h.mean.whole(), int32(h.n)
	for i, s := range h.skins[:h.n] {
		to.skins[i] = s.whole()
	}
}

// whole is a colour as it is in a frame.
func (c yuv) whole() [3]int32 { return [3]int32{int32(c.y) + 16, int32(c.cb) + 128, int32(c.cr) + 128} }
