package denoise

import "onair/beauty/pixel"

// step is from where a block is to where it was, in pixels.
type step struct{ x, y int8 }

// limit is how well a place has to match: as it should up to lo, not at all from lo+span on.
type limit struct{ lo, span, inv int }

func limitOf(lo, hi float64) limit {
	l := limit{lo: int(lo), span: max(int(hi-lo), 1)}
	l.inv = 256 << 16 / l.span
	return l
}

// gates are the limits of one frame.
type gates struct {
	differ limit // of a cell's differences
	luma   limit // of the sum of them with their signs: a veil of light is not noise
	chroma limit
	most   int // how many pictures count at most, in 1/16
	cw, ch int
}

// histograms are how many cells differ how much, in quarters of a level a pixel.
type histograms struct{ luma, chroma [256]int32 }

// kernels are the inner loops, in C; the tests hold them to a reference in Go.
type kernels struct {
	// reduce makes a picture of a quarter's width and height.
	reduce func(y, small *pixel.Plane)
	// coarse finds the steps of 8x8 blocks of small pictures; still is how much blocks that
	// stay differ at most.
	coarse func(now, was *pixel.Plane, to []step, bw, bh, still int)
	// search finds those of 16x16 blocks, and looks no further below floor.
	search func(now, was *pixel.Plane, coarse, before, to []step, bw, bh, floor int)
	// weigh says for each cell of 8x8 pixels how much the picture before counts, of 256, and
	// how many pictures it is made of now; it adds to seen how much cells differ.
	weigh func(now, was *pixel.Frame, s []step, bw int, g *gates, ages, aged, weights []uint8, seen *histograms)
	// soften lowers weights beside lower ones.
	soften func(from, to []uint8, cw, ch int)
	// settle mixes a plane (half: of chroma) with the one before into next and itself; pixels
	// count less from lo levels of difference on and not at all from lo+span on.
	settle func(now, was, next *pixel.Plane, s []step, bw int, weights []uint8, cw, ch, half, lo, span int, rows []int16)
}
