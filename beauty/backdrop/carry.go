package backdrop

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
func (m *carrier) carry(k *kernels, mask, tmp []int16, at time.Time) {
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
