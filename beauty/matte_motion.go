package beauty

import "time"

// carrier carries a mask from the picture it was found in to the present one. The
// network's answer is a frame or two old, and a person who turns the head moves
// on by more than the matte's edge is wide. Where the mask has an edge, blocks of
// the present frame are looked for in that older one (block matching on cells'
// luma, in whole cells and then by a parabola), and the mask is shifted likewise.
type carrier struct {
	past   [motionPast][]uint8 // cells' luma of the last frames, a ring
	times  [motionPast]time.Time
	newest int
	lw, lh int
	bw, bh int
	ranges []uint8 // least and most of the mask in each block
	edges  []uint8 // blocks with an edge in or around them
	field  []int16 // where each block was, x and y, in 1/16 of a cell
	spread []int16 // the same, and for the blocks around
}

const (
	motionPast  = 8 // frames, so the oldest mask that is carried on
	motionBlock = 8 // side of a block in cells
	motionSight = 4 // how far around a block counts in the comparison, in cells
	motionReach = 6 // how far it may have moved, in cells
	motionStill = 2 // mean difference in luma up to which a block rests
	motionPrice = 12
	motionEdge  = 24 // range of the mask that makes an edge
)

func (m *carrier) fit(lw, lh int) {
	*m = carrier{lw: lw, lh: lh, bw: (lw + motionBlock - 1) / motionBlock, bh: (lh + motionBlock - 1) / motionBlock}
	n := m.bw * m.bh
	for i := range m.past {
		m.past[i] = make([]uint8, lw*lh)
	}
	m.ranges, m.edges = make([]uint8, 2*n), make([]uint8, n)
	m.field, m.spread = make([]int16, 2*n), make([]int16, 2*n)
}

// note keeps the present frame's cells.
func (m *carrier) note(sum []uint16, at time.Time) {
	m.newest = (m.newest + 1) % motionPast
	m.times[m.newest] = at
	row := m.past[m.newest]
	for i, s := range sum {
		row[i] = uint8(s >> 4)
	}
}

// carry shifts mask, found in the picture of that time, to the present frame, in
// place; tmp is of its size. Of a picture that is not remembered, or is the
// present one, the mask stays.
func (m *carrier) carry(k *backKernels, mask, tmp []int16, at time.Time) {
	then := m.at(at)
	if then == nil || m.lw < motionBlock+2*motionSight || m.lh < motionBlock+2*motionSight {
		return
	}
	if !m.findEdges(mask) {
		return
	}
	if !k.search(m.past[m.newest], then, m.lw, m.lh, m.edges, m.field) {
		return
	}
	m.spreadOut()
	k.shift(mask, m.spread, m.lw, m.lh, tmp)
	copy(mask, tmp)
}

// at is the frame of a time, nil if it is the newest or none.
func (m *carrier) at(t time.Time) []uint8 {
	if t.IsZero() || m.times[m.newest].Equal(t) {
		return nil
	}
	for i, past := range m.times {
		if past.Equal(t) {
			return m.past[i]
		}
	}
	return nil
}

// findEdges marks the blocks in or beside which the mask changes.
func (m *carrier) findEdges(mask []int16) (any bool) {
	for by := range m.bh {
		for bx := range m.bw {
			lo, hi := int16(256), int16(0)
			x1, y1 := min((bx+1)*motionBlock, m.lw), min((by+1)*motionBlock, m.lh)
			for y := by * motionBlock; y < y1; y++ {
				for _, v := range mask[y*m.lw+bx*motionBlock : y*m.lw+x1] {
					lo, hi = min(lo, v), max(hi, v)
				}
			}
			i := by*m.bw + bx
			m.ranges[2*i], m.ranges[2*i+1] = uint8(min(lo, 255)), uint8(min(hi, 255))
		}
	}
	for by := range m.bh {
		for bx := range m.bw {
			lo, hi := uint8(255), uint8(0)
			for y := max(by-1, 0); y <= min(by+1, m.bh-1); y++ {
				for x := max(bx-1, 0); x <= min(bx+1, m.bw-1); x++ {
					i := y*m.bw + x
					lo, hi = min(lo, m.ranges[2*i]), max(hi, m.ranges[2*i+1])
				}
			}
			edge := hi-lo > motionEdge && hi > lo
			m.edges[by*m.bw+bx] = 0
			if edge {
				m.edges[by*m.bw+bx], any = 1, true
			}
		}
	}
	return any
}

// spreadOut gives blocks beside edges the mean motion of the edges' blocks and
// smooths those a little.
func (m *carrier) spreadOut() {
	for by := range m.bh {
		for bx := range m.bw {
			var sx, sy, n int
			for y := max(by-1, 0); y <= min(by+1, m.bh-1); y++ {
				for x := max(bx-1, 0); x <= min(bx+1, m.bw-1); x++ {
					i, w := y*m.bw+x, 1
					if x == bx && y == by {
						w = 4
					}
					if m.edges[i] != 0 {
						sx, sy, n = sx+w*int(m.field[2*i]), sy+w*int(m.field[2*i+1]), n+w
					}
				}
			}
			i, d := by*m.bw+bx, max(n, 1)
			m.spread[2*i], m.spread[2*i+1] = int16(sx/d), int16(sy/d)
		}
	}
}

// goSearch is the reference of backKernels.search.
func goSearch(now, then []uint8, lw, lh int, edges []uint8, field []int16) bool {
	const side = motionBlock + 2*motionSight
	bw, any := (lw+motionBlock-1)/motionBlock, false
	for i, edge := range edges {
		field[2*i], field[2*i+1] = 0, 0
		if edge == 0 {
			continue
		}
		x := min(max(i%bw*motionBlock-motionSight, 0), lw-side)
		y := min(max(i/bw*motionBlock-motionSight, 0), lh-side)
		cost := func(dx, dy int) int {
			s := motionPrice * (max(dx, -dx) + max(dy, -dy))
			for j := range side {
				a, b := now[(y+j)*lw+x:][:side], then[(y+dy+j)*lw+x+dx:][:side]
				for k, v := range a {
					s += max(int(v)-int(b[k]), int(b[k])-int(v))
				}
			}
			return s
		}
		least := cost(0, 0)
		if least <= motionStill*side*side {
			continue
		}
		x0, x1 := max(-motionReach, -x), min(motionReach, lw-side-x)
		y0, y1 := max(-motionReach, -y), min(motionReach, lh-side-y)
		mx, my := 0, 0
		try := func(fromX, toX, fromY, toY, step int) {
			for dy := fromY; dy <= toY; dy += step {
				for dx := fromX; dx <= toX; dx += step {
					if c := cost(dx, dy); c < least {
						least, mx, my = c, dx, dy
					}
				}
			}
		}
		// Every other place first, then around the best of them.
		try(x0, x1, y0, y1, 2)
		try(max(mx-1, x0), min(mx+1, x1), max(my-1, y0), min(my+1, y1), 1)
		fx, fy := 16*mx, 16*my
		if mx > x0 && mx < x1 {
			fx += lowest(cost(mx-1, my), least, cost(mx+1, my))
		}
		if my > y0 && my < y1 {
			fy += lowest(cost(mx, my-1), least, cost(mx, my+1))
		}
		field[2*i], field[2*i+1] = int16(fx), int16(fy)
		any = any || fx != 0 || fy != 0
	}
	return any
}

// lowest is where the parabola through three neighbours is lowest, in 1/16 of a
// step from the middle.
func lowest(l, m, r int) int {
	d := l - 2*m + r
	if d <= 0 {
		return 0
	}
	return min(max(8*(l-r)/d, -8), 8)
}

// goShift is the reference of backKernels.shift.
func goShift(mask, field []int16, lw, lh int, out []int16) {
	bw, bh := (lw+motionBlock-1)/motionBlock, (lh+motionBlock-1)/motionBlock
	for y := range lh {
		v := 2*y + 1 - motionBlock // from the blocks' middles, in half cells
		j, fy := v>>4, v&15
		top, low := max(j, 0)*bw, min(j+1, bh-1)*bw
		for x := range lw {
			u := 2*x + 1 - motionBlock
			i, fx := u>>4, u&15
			l, r := max(i, 0), min(i+1, bw-1)
			at := func(k int) int {
				a := int(field[2*(top+l)+k])*(16-fx) + int(field[2*(top+r)+k])*fx
				b := int(field[2*(low+l)+k])*(16-fx) + int(field[2*(low+r)+k])*fx
				return (a*(16-fy) + b*fy) >> 8
			}
			px := min(max(16*x+at(0), 0), 16*(lw-1))
			py := min(max(16*y+at(1), 0), 16*(lh-1))
			x0, y0, gx, gy := px>>4, py>>4, px&15, py&15
			x1, y1 := min(x0+1, lw-1), min(y0+1, lh-1)
			a := int(mask[y0*lw+x0])*(16-gx) + int(mask[y0*lw+x1])*gx
			b := int(mask[y1*lw+x0])*(16-gx) + int(mask[y1*lw+x1])*gx
			out[y*lw+x] = int16((a*(16-gy) + b*gy + 128) >> 8)
		}
	}
}
