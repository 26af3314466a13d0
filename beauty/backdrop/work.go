package backdrop

import (
	"onair/beauty/pixel"
)

// Stage puts things behind a person, or in place of a wall. Its buffers are
// made when first needed, and again when the frame's size changes.
type Stage struct {
	k    kernels
	grid *pixel.Cells // of the frame in the works
	w, h int

	steadied

	cells, maps, soft, half []float32 // four numbers a cell
	columns                 []float32
	alpha                   pixel.Plane
	alphaSum                []uint16
	alphaSq                 []uint32
	old, wrap, light        cells3
	full                    atFull

	small  []uint8 // an alpha of chroma's size
	bounds []uint8 // rows of it
	finder keyFinder
	back   backView
}

// New goes by the cells of the frame in the works, and works in halves; nil: in one piece.
func New(c *pixel.Cells, halves *pixel.Halves) *Stage {
	b := &Stage{k: defaultKernels(), grid: c}
	b.full = atFull{halves: halves, mattePart: b.partOfMatte, composer: b.partOfCompose}
	return b
}

// fit makes the buffers fit the frame in the works.
func (b *Stage) fit() {
	w := b.grid
	if b.w == w.W && b.h == w.H {
		return
	}
	n, cw := w.LW*w.LH, (w.W+1)/2
	ints := func() []int16 { return make([]int16, n) }
	three := func() cells3 { return cells3{ints(), ints(), ints()} }
	floats := func() []float32 { return make([]float32, 4*n) }
	b.back.drop()
	*b = Stage{
		k: b.k, grid: b.grid, full: b.full,
		w: w.W, h: w.H,
		steadied: steadied{
			now: ints(), mask: ints(), spare: ints(), known: ints(), rate: ints(), far: ints(),
			kept: make([]int16, w.W*w.H), idle: make([]uint8, (w.LW+3)/4*((w.H+1)/2)),
		},
		cells: floats(), maps: floats(), soft: floats(), half: floats(),
		columns:  make([]float32, 16*w.LW),
		alpha:    pixel.Plane{P: make([]byte, w.W*w.H), Stride: w.W, W: w.W, H: w.H},
		alphaSum: make([]uint16, n), alphaSq: make([]uint32, n),
		old: three(), wrap: three(), light: three(),
		small:  make([]uint8, cw*((w.H+1)/2)),
		bounds: make([]uint8, 6*cw),
		finder: b.finder,
	}
	for i := range 2 {
		b.full.rows[i] = make([]float32, 7*w.LW+4*cw)
		b.full.lines[i] = make([]int16, 6*(w.W+2*pixel.Cell))
	}
	b.carrier.fit(w.LW, w.LH)
}
