package beauty

// retouchKernels are the inner loops of retouch.
type retouchKernels struct {
	// even takes the band between two scales out of a region's luma. base is the
	// coarse scale in 1/16 level, share how much of the band goes, 0..256; both
	// one a cell of the region.
	even func(y *plane, p *evenPart, base, share []int16, rows []int16)
}

// evenPart is the region that even works on.
type evenPart struct {
	mask   *coverage
	x0, y0 int // first cell, in cells of the frame
	lw, lh int
	fine   int // radius of the fine scale in pixels, 1 to 3
	none   int // levels from which a difference is no line
}

const evenUnit = 16

func goRetouchKernels() retouchKernels { return retouchKernels{even: goEven} }

// evenMul turns a sum of side x side pixels into their mean in 1/16 level, Q12.
func evenMul(side int) int32 { return int32((evenUnit*4096 + side*side/2) / (side * side)) }

// goEven is the reference of retouchKernels.even. The window's upper rows have
// been changed already when it gets to the lower ones; keeping a copy of what
// they were would cost more than it shows.
func goEven(y *plane, p *evenPart, base, share []int16, rows []int16) {
	c, n := p.mask, p.lw*cell
	eb := newExpander(base, p.lw, p.lh, n, cell, rows)
	es := newExpander(share, p.lw, p.lh, n, cell, rows[2*n:])
	side := 2*p.fine + 1
	mul := evenMul(side)
	x0, x1 := c.x0, min(c.x1, y.w)
	cols := rows[4*n:][:x1-x0+2*p.fine]
	for j := c.y0; j < min(c.y1, y.h); j++ {
		ba, bb, wt := eb.row(j - p.y0*cell)
		sa, sb, _ := es.row(j - p.y0*cell)
		for i := range cols {
			x := min(max(x0+i-p.fine, 0), y.w-1)
			var s int16
			for d := -p.fine; d <= p.fine; d++ {
				s += int16(y.p[min(max(j+d, 0), y.h-1)*y.stride+x])
			}
			cols[i] = s
		}
		row := y.p[j*y.stride:]
		mask := c.p[(j-c.y0)*c.width():]
		for x := x0; x < x1; x++ {
			var s int32
			for d := range side {
				s += int32(cols[x-x0+d])
			}
			k := x - p.x0*cell
			d := lerp(ba[k], bb[k], wt) - (s*mul+2048)>>12
			row[x] = byteOf(int32(row[x]) + evened(d, lerp(sa[k], sb[k], wt)*int32(mask[x-x0]), int32(p.none)))
		}
	}
}

// evened is what of a difference in 1/16 level is made up for, with a weight of
// 256 * 255 for all. What is darker than around it goes wholly, what is brighter
// by half, what differs very much not at all.
func evened(d, weight, none int32) int32 {
	a := max(d, -d)
	k := min(max(none*evenUnit-a, 0)*256/(evenFade*evenUnit), 256)
	if d < 0 {
		weight >>= 1
	}
	return (d*((weight>>8)*k>>8) + 2048) >> 12
}
