package makeup

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// hairPlace makes the mask where hair may be: on the person, around the head, beside
// the neck but not on it, and not on the face below the brows.
func (t *model) hairPlace(s *outline.Measures) bool {
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
	c := &m.mask
	w, h := c.Width()/hairStep+2, (c.Y1-c.Y0)/hairStep+2
	if cap(m.hairs.nodes) < w*h {
		m.hairs.nodes = make([]uint8, w*h+w*h/4)
	}
	m.hairs.nodes = m.hairs.nodes[:w*h]
	for j := range h {
		for i := range w {
			p := outline.Point{X: float32(c.X0 + i*hairStep), Y: float32(c.Y0 + j*hairStep)}
			l := s.Local(face.Point{X: p.X, Y: p.Y})
			u, v := pixel.Abs(l.U-mid.U)/s.Width, (l.V-mid.V)/s.High
			k := t.person(p) * (1 - pixel.Ease(0.95, 1.2, u)) * (1 - pixel.Ease(0.6, 1.05, v))
			oval := pixel.Sqrt(u*u/(0.48*0.48) + v*v/(0.5*0.5))
			below := pixel.Ease(-0.06, 0.04, (l.V-brow)/s.High)
			k *= 1 - below*(1-pixel.Ease(1, 1.12, oval))
			k *= 1 - pixel.Ease(0.3, 0.45, v)*(1-pixel.Ease(0.46, 0.62, u)) // a beard and the neck
			m.hairs.nodes[j*w+i] = uint8(255*k + 0.5)
		}
	}
	return true
}

// hairWeights fills the mask: where hair may be, as far as the colour is the hair's and
// not the skin's, for each four pixels.
func (t *model) hairWeights(h *hair) {
	c, f := &t.m.mask, t.f
	w := c.Width()
	nodes, nw := t.m.hairs.nodes, w/hairStep+2
	like, sure := h.tables()
	mean := h.mean.whole()
	var skins [mostSkins]wholeYUV
	for i, s := range h.skins[:h.n] {
		skins[i] = s.whole()
	}
	for y := c.Y0; y < c.Y1; y += 2 {
		j, ty := (y-c.Y0)/hairStep, int32((y-c.Y0)%hairStep)
		up, down := nodes[j*nw:][:nw], nodes[(j+1)*nw:][:nw]
		yr := f.Y.P[min(y, f.Y.H-1)*f.Y.Stride:]
		yl := f.Y.P[min(y+1, f.Y.H-1)*f.Y.Stride:]
		b, r := f.Cb.P[y/2*f.Cb.Stride:], f.Cr.P[y/2*f.Cr.Stride:]
		row, low := c.P[(y-c.Y0)*w:][:w], c.P[(y+1-c.Y0)*w:][:w]
		for i := range nw - 1 {
			left := int32(up[i])*(hairStep-ty) + int32(down[i])*ty
			right := int32(up[i+1])*(hairStep-ty) + int32(down[i+1])*ty
			if left|right == 0 {
				continue
			}
			for x := i * hairStep; x < min((i+1)*hairStep, w); x += 2 {
				px := c.X0 + x
				p1 := min(px+1, f.Y.W-1)
				at := wholeYUV{(int32(yr[px]) + int32(yr[p1]) + int32(yl[px]) + int32(yl[p1])) / 4, int32(b[px/2]), int32(r[px/2])}
				d := min(at.apart(mean), 255)
				if like[d] == 0 {
					continue
				}
				e := int32(255)
				for _, s := range skins[:h.n] {
					e = min(e, at.apart(s))
				}
				tx := int32(x - i*hairStep)
				may := uint32(left*(hairStep-tx)+right*tx) / (hairStep * hairStep)
				k := uint8(may * uint32(like[d]) * uint32(sure[e*255/max(d+e, 1)]) / (255 * 255))
				row[x], row[x+1], low[x], low[x+1] = k, k, k, k
			}
		}
	}
}

// wholeYUV is a colour as it is in a frame.
type wholeYUV struct{ y, cb, cr int32 }

func (c yuv) whole() wholeYUV { return wholeYUV{int32(c.y) + 16, int32(c.cb) + 128, int32(c.cr) + 128} }

// apart is apart of two colours.
func (c wholeYUV) apart(d wholeYUV) int32 {
	return absInt(c.y-d.y)*2/5 + absInt(c.cb-d.cb) + absInt(c.cr-d.cr)
}

// tables are the weights by the distance from the hair's colour, and by the share that
// the distance from skin has of both.
func (h *hair) tables() (like, sure [256]uint8) {
	for i := range like {
		d := float32(i)
		like[i] = uint8(255 * (1 - pixel.Ease(1.8*h.stray, 4*h.stray, d)))
		sure[i] = uint8(255 * pixel.Ease(0.5, 0.72, d/255))
	}
	return like, sure
}

func absInt(v int32) int32 { return max(v, -v) }
