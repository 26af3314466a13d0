package retouch

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// kernels are the inner loops, in C; the tests hold them to a reference in Go.
type kernels struct {
	// even takes the band between two scales out of a region's luma. base is the
	// coarse scale in 1/16 level, share how much of the band goes, 0..256; both
	// one a cell of the region.
	even func(y *pixel.Plane, p *evenPart, base, share []int16, rows []int16)
}

// evenPart is the region that even works on.
type evenPart struct {
	mask   *outline.Coverage
	x0, y0 int // first cell, in cells of the frame
	lw, lh int
	fine   int // radius of the fine scale in pixels, 0 to 3
	none   int // levels from which a difference is no line
	core   int // and up to which it is texture
}

const evenUnit = 16

// evenMul turns a sum of side x side pixels into their mean in 1/16 level, Q12.
func evenMul(side int) int32 { return int32((evenUnit*4096 + side*side/2) / (side * side)) }
