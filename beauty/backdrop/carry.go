package backdrop

import "time"

// carrier carries a mask from the picture it was found in to the present one. The
// network's answer is a frame or two old, on a busy machine many, and a person who
// turns the head moves on by more than the matte's edge is wide. Where the matte has an
// edge, blocks of each frame are looked for in the one before (block matching on cells'
// luma, in whole cells and then by a parabola); a mask is shifted by each frame's
// movements since its picture, one after the other.
type carrier struct {
	luma   [2][]uint8 // cells' luma of the last frame and of the one before
	times  [motionPast]time.Time
	fields [motionPast][]int16 // how each frame moved: where each block was, x and y, in 1/16 of a cell
	moved  [motionPast]bool
	newest int
	lw, lh int
	bw, bh int
	ranges []int16 // least and most of the mask in each block
	edges  []uint8 // blocks with an edge in or around them
	person []uint8 // scratch, of a cell each
	field  []int16 // as fields, before it is spread to the blocks around
	sure   []int16 // what each block's counts, x and y
}

const (
	motionPast   = 64 // frames, so the oldest mask that is carried on
	motionBlock  = 8  // side of a block in cells
	motionSight  = 4  // how far around a block counts in the comparison, in cells
	motionReach  = 6  // how far it may have moved, in cells
	motionStill  = 2  // mean difference in luma up to which a block rests, without noise
	motionPrice  = 12 // of a cell's way, for a block that is all person
	motionLeast  = 16 // of the mask that counts as the person
	motionRim    = 2  // cells around that count too, or one who is all even had no edge
	motionFewest = 24 // cells of a person in what is compared
	motionEdge   = 24 // range of the mask that makes an edge
	motionSide   = motionBlock + 2*motionSight
)

func (m *carrier) fit(lw, lh int) {
	*m = carrier{lw: lw, lh: lh, bw: (lw + motionBlock - 1) / motionBlock, bh: (lh + motionBlock - 1) / motionBlock}
	n := m.bw * m.bh
	for i := range m.luma {
		m.luma[i] = make([]uint8, lw*lh)
	}
	for i := range m.fields {
		m.fields[i] = make([]int16, 2*n)
	}
	m.ranges, m.edges, m.person = make([]int16, 2*n), make([]uint8, n), make([]uint8, lw*lh)
	m.field, m.sure = make([]int16, 2*n), make([]int16, 2*n)
}

// note keeps the present frame's cells and, unless mask is nil, finds how what is at
// its edges has moved since the frame before; noise is the deviation of a cell's sum at rest.
func (m *carrier) note(k *kernels, sum []uint16, at time.Time, mask []int16, noise int) {
	m.luma[0], m.luma[1] = m.luma[1], m.luma[0]
	for i, s := range sum {
		m.luma[0][i] = uint8(s >> 4)
	}
	m.newest = (m.newest + 1) % motionPast
	m.times[m.newest] = at
	m.moved[m.newest] = mask != nil && m.lw >= motionSide && m.lh >= motionSide && m.findEdges(k, mask) &&
		k.search(m.luma[0], m.luma[1], mask, m.lw, m.lh, m.edges, max(motionStill, noise*3/2), m.person, m.field, m.sure)
	if m.moved[m.newest] {
		m.spreadOut(m.fields[m.newest])
	}
}

// carry shifts mask, found in the picture of that time, to the present frame; tmp is of
// its size, and the two may change places. Of a picture that is not remembered, or is the
// present one, the mask stays.
func (m *carrier) carry(k *kernels, mask, tmp *[]int16, at time.Time) {
	for back := range m.since(at) {
		m.step(k, mask, tmp, (m.newest+1+back+motionPast-m.since(at))%motionPast)
	}
}

// step shifts mask by the movements of one frame.
func (m *carrier) step(k *kernels, mask, tmp *[]int16, frame int) {
	if m.moved[frame] {
		k.shift(*mask, m.fields[frame], m.lw, m.lh, *tmp, m.ranges)
		*mask, *tmp = *tmp, *mask
	}
}

// since is how many frames have come after that of a time; 0 if it is not known.
func (m *carrier) since(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	for n := range motionPast {
		if m.times[(m.newest+motionPast-n)%motionPast].Equal(t) {
			return n
		}
	}
	return 0
}

// findEdges marks the blocks in or beside which the mask changes.
func (m *carrier) findEdges(k *kernels, mask []int16) (any bool) {
	k.ranges(mask, m.lw, m.lh, m.ranges)
	for by := range m.bh {
		for bx := range m.bw {
			lo, hi := int16(256), int16(0)
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

// spreadOut gives blocks that tell nothing themselves the mean motion of those around
// that do, two blocks far, and smooths those a little.
func (m *carrier) spreadOut(spread []int16) {
	m.blend(m.field, spread, 4)
	copy(m.field, spread)
	m.blend(m.field, spread, 0)
}

// blend takes the mean of each block's motion, counted own times, and of those around,
// each as far as it is sure, and has those without any go by it from then on, a little.
// With own of 0 it leaves those alone that have some already.
func (m *carrier) blend(from, to []int16, own int) {
	const fresh = -1
	for by := range m.bh {
		for bx := range m.bw {
			at := by*m.bw + bx
			for axis := range 2 {
				i := 2*at + axis
				if own == 0 && m.sure[i] > 0 {
					continue
				}
				var sum, n int
				for y := max(by-1, 0); y <= min(by+1, m.bh-1); y++ {
					for x := max(bx-1, 0); x <= min(bx+1, m.bw-1); x++ {
						j := 2*(y*m.bw+x) + axis
						w := max(int(m.sure[j]), 0)
						if i == j {
							w *= own
						}
						sum, n = sum+w*int(from[j]), n+w
					}
				}
				to[i] = int16(sum / max(n, 1))
				if n > 0 && m.sure[i] == 0 {
					m.sure[i] = fresh
				}
			}
		}
	}
	for i, s := range m.sure {
		if s == fresh {
			m.sure[i] = 1
		}
	}
}
