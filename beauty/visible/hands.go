package visible

import (
	"onair/beauty/face"
	"onair/beauty/outline"
)

// hands says where hands are: one that is seen at a face is before it.
func (s *scratch) hands(g *grid, list []face.Hand) {
	clear(s.held[:])
	for i := range list {
		s.bones = outline.Bones(s.bones[:0], &list[i])
		for _, b := range s.bones {
			if r := b.R / g.step; r < 3*high {
				s.bone(g.node(b.A), g.node(b.B), r)
			}
		}
	}
}

// bone marks what lies within r of the line from p to q.
func (s *scratch) bone(p, q outline.Point, r float32) {
	x0, x1 := max(min(p.X, q.X)-r, 0), min(max(p.X, q.X)+r+1, wide)
	y0, y1 := max(min(p.Y, q.Y)-r, 0), min(max(p.Y, q.Y)+r+1, high)
	// Written so that what is not a number marks nothing.
	if !(x0 < x1 && y0 < y1) {
		return
	}
	d := q.Minus(p)
	over := 1 / max(d.X*d.X+d.Y*d.Y, 1e-6)
	for y := int(y0); y < int(y1); y++ {
		for x := int(x0); x < int(x1); x++ {
			cx, cy := float32(x)-p.X, float32(y)-p.Y
			t := min(max((cx*d.X+cy*d.Y)*over, 0), 1)
			cx, cy = cx-t*d.X, cy-t*d.Y
			if cx*cx+cy*cy < r*r {
				s.held[y*wide+x] = true
			}
		}
	}
}

// touched finds what a hand covers of the face together with what it holds: what is covered
// and hangs together with the hand, a few nodes far.
func (k *Face) touched(s *scratch) {
	k.byHand = false
	list := s.queue[:0]
	for i, on := range s.held[:] {
		k.hand[i] = 0
		if on && s.kind[i] != outside {
			k.hand[i] = 255
			list = append(list, int16(i))
		}
	}
	if k.byHand = len(list) > 0; !k.byHand {
		return
	}
	from := 0
	for range holds {
		to := len(list)
		for _, at := range list[from:to] {
			for _, next := range [4]int{int(at) - 1, int(at) + 1, int(at) - wide, int(at) + wide} {
				// Beyond a row's end is no face.
				if next >= 0 && next < nodes && k.hand[next] == 0 && k.state[next] && s.kind[next] != outside {
					k.hand[next] = 255
					list = append(list, int16(next))
				}
			}
		}
		from = to
	}
	s.soften(&k.hand, &k.hand)
}

// holds is how many nodes a thing in a hand reaches beyond it: a quarter of a face's width.
const holds = 13

// Hidden adds to c, a mask over the frame, what hands and what they hold hide of the face, which
// lies in the frame as m says.
func (k *Face) Hidden(c *outline.Coverage, m *outline.Measures) (some bool) {
	if k == nil || !k.byHand {
		return false
	}
	var g grid
	if !g.of(m) {
		return false
	}
	inv := 1 / (g.step * g.step)
	const one = 1 << 16
	du, dv := int(g.ux*inv*one), int(-g.uy*inv*one)
	for y := c.Y0; y < c.Y1; y++ {
		dx, dy := float32(c.X0)-g.x, float32(y)-g.y
		u, v := int((dx*g.ux+dy*g.uy)*inv*one), int((dy*g.ux-dx*g.uy)*inv*one)
		row := c.P[(y-c.Y0)*c.Width():][:c.Width()]
		for i := range row {
			if h := between(&k.hand, u, v, 0); h != 0 {
				row[i] = max(row[i], uint8(h))
				some = true
			}
			u, v = u+du, v+dv
		}
	}
	return some
}
