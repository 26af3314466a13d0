package visible

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// measure says how visible the parts are.
func (k *Face) measure(s *scratch, dt float32) {
	var all, seen [parts]int
	row := func(point int) int { return int(k.grid.node(outline.Landmark(&k.last, point)).Y) }
	brows, eyes, under, mouth := row(9), row(6), row(2), row(17)
	nose := [2]float32{k.grid.node(outline.Landmark(&k.last, 129)).X, k.grid.node(outline.Landmark(&k.last, 358)).X}
	middle := int((nose[0] + nose[1]) / 2)
	right, left := int(nose[0]), int(nose[1])
	for j := range high {
		for i := range wide {
			at := j*wide + i
			p := parts
			switch s.kind[at] {
			case eyeKind:
				p = RightEye + Part(bit(i > middle))
			case browKind:
				p = RightBrow + Part(bit(i > middle))
			case lipKind:
				p = Lips
			case skinKind:
				switch {
				case j < brows:
					p = Forehead
				case j > mouth:
					p = Chin
				case j > eyes && j < under && i >= right && i <= left:
					p = Nose
				case j > eyes && i < right:
					p = RightCheek
				case j > eyes && i > left:
					p = LeftCheek
				}
			}
			if p == parts {
				continue
			}
			all[p]++
			if !k.state[at] {
				seen[p]++
			}
		}
	}
	for p := range k.part {
		rest := float32(1)
		// Of what is turned away, or beyond the frame, there is hardly anything to go by.
		if all[p] >= 6 {
			rest = float32(seen[p]) / float32(all[p])
		}
		k.part[p].settle(rest, dt, k.began)
	}
}

func bit(on bool) int {
	if on {
		return 1
	}
	return 0
}

// A face has changed where luma differs by a share of the skin's from what it was some
// time ago, in a share of its nodes.
const (
	changeTake  = .5
	changeLuma  = .16
	changeShare = .07
	oddsShare   = .05
)

// compare says whether something may have come before the face.
func (k *Face) compare(s *scratch, dt float32) {
	limit := int(changeLuma * max(k.tones.all.y, 16))
	part := int(256 * share(dt, changeTake))
	if !k.began {
		part = 256
	}
	n, differ, odd := 0, 0, 0
	for i, kind := range s.kind[:] {
		if kind == outside || kind == edgeKind {
			k.was[i] = 0
			continue
		}
		y := int(s.y[i])
		if k.was[i] == 0 {
			k.was[i] = uint8(y)
		}
		d := y - int(k.was[i])
		n++
		if d > limit || d < -limit {
			differ++
		}
		if k.state[i] && kind != eyeKind {
			odd++
		}
		k.was[i] = uint8(max(int(k.was[i])+(d*part+128)>>8, 1))
	}
	k.doubtful = float32(differ) > changeShare*float32(n) || float32(odd) > oddsShare*float32(n)
}

// Within takes out of c, a mask in the picture, what is not visible of the face.
func (k *Face) Within(c *outline.Coverage) {
	if k == nil || k.clear || k.clearAt(c) {
		return
	}
	g := &k.grid
	inv := 1 / (g.step * g.step)
	const one = 1 << 16
	du, dv := int(g.ux*inv*one), int(-g.uy*inv*one)
	for y := c.Y0; y < c.Y1; y++ {
		dx, dy := float32(c.X0)-g.x, float32(y)-g.y
		u, v := int((dx*g.ux+dy*g.uy)*inv*one), int((dy*g.ux-dx*g.uy)*inv*one)
		row := c.P[(y-c.Y0)*c.Width():][:c.Width()]
		for i, p := range row {
			if p != 0 {
				if k := k.at(u, v); k != 255 {
					row[i] = uint8(pixel.Div255(uint32(p) * k))
				}
			}
			u, v = u+du, v+dv
		}
	}
}

// clearAt reports whether nothing covers the face where a mask is.
func (k *Face) clearAt(c *outline.Coverage) bool {
	lo, hi := outline.Point{X: wide, Y: high}, outline.Point{}
	for i := range 4 {
		x, y := [2]int{c.X0, c.X1}[i&1], [2]int{c.Y0, c.Y1}[i>>1]
		p := k.grid.node(outline.Point{X: float32(x), Y: float32(y)})
		lo = outline.Point{X: min(lo.X, p.X), Y: min(lo.Y, p.Y)}
		hi = outline.Point{X: max(hi.X, p.X), Y: max(hi.Y, p.Y)}
	}
	x0, x1 := int(max(lo.X, 0)), int(min(hi.X+2, wide))
	for j := int(max(lo.Y, 0)); j < int(min(hi.Y+2, high)); j++ {
		for i := x0; i < x1; i++ {
			if k.soft[j*wide+i] != 255 {
				return false
			}
		}
	}
	return true
}

// at is how visible a place on the grid is. u and v are in 1/65536.
func (k *Face) at(u, v int) uint32 { return between(&k.soft, u, v, 255) }

// between is what the four nodes around a place say, or what there is beyond the grid.
func between(grid *[nodes]uint8, u, v int, beyond uint32) uint32 {
	i, j := u>>16, v>>16
	if uint(i) >= wide-1 || uint(j) >= high-1 {
		return beyond
	}
	fu, fv := uint32(u>>8)&255, uint32(v>>8)&255
	p := grid[j*wide+i:][:wide+2]
	a := uint32(p[0])*(256-fu) + uint32(p[1])*fu
	b := uint32(p[wide])*(256-fu) + uint32(p[wide+1])*fu
	return (a*(256-fv) + b*fv + 32768) >> 16
}

// At is how visible a place in the picture is, 0 to 1.
func (k *Face) At(p outline.Point) float32 {
	if k == nil || k.clear {
		return 1
	}
	n := k.grid.node(p)
	if !(n.X >= 0 && n.Y >= 0 && n.X < wide && n.Y < high) {
		return 1
	}
	return float32(k.at(int(n.X*65536), int(n.Y*65536))) / 255
}

// Clear reports whether nothing covers any place of the face.
func (k *Face) Clear() bool { return k == nil || k.clear }
