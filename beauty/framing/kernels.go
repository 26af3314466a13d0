package framing

import "onair/beauty/pixel"

// group is how many pixels are made at once.
const group = 8

// tables are what a kernel works with: where the pixels of a row come from, and rows.
type tables struct {
	bases   []int32 // of each group
	pairs   []uint8 // two places for each pixel, from its group's base on
	weights []uint8 // and their weights, of 128
	rows    []int16 // three
}

func (t *tables) fit(w int) {
	n := (w + group - 1) / group
	if len(t.bases) >= n {
		return
	}
	t.bases, t.pairs, t.weights = make([]int32, n), make([]uint8, 2*group*n), make([]uint8, 2*group*n)
	t.rows = make([]int16, 3*group*n)
}

// kernels are the inner loops, in C; the tests hold them to a reference in Go.
type kernels struct {
	// crop enlarges a part of a plane to the whole of it, in place: the first pixel comes
	// from x, y, and the others from step further each, in 1/65536 pixels. step is 1/2 to
	// 1, the part within the plane, which is 32 pixels wide or more.
	crop func(p *pixel.Plane, x, y, step int, t *tables)
}
