package backdrop

import "onair/beauty/pixel"

// atFull is what is worked on at full size, in two halves where there are two processors:
// the parts are made once, and the numbers of the frame in the works lie beside them.
type atFull struct {
	halves              *pixel.Halves
	mattePart, composer pixel.Part

	f      *pixel.Frame
	curve  curve
	steady bool         // the matte follows kept
	back   *pixel.Frame // nil: a blur
	rows   [2][]float32
	lines  [2][]int16
}

// edgeClean is compose's clean.
const edgeClean = 1<<15 - 1

// matte finds alpha from the maps in soft.
func (b *Stage) matte(f *pixel.Frame, c curve, steady bool) {
	b.full.f, b.full.curve, b.full.steady = f, c, steady
	b.full.halves.Run(f.Cb.H, 2, b.full.mattePart)
	b.full.f = nil
}

func (b *Stage) partOfMatte(half, from, to int) {
	a, c := &b.full, b.grid
	if a.steady {
		b.k.matte(a.f, b.soft, c.LW, c.LH, a.curve, a.rows[half], b.kept, b.idle, b.rate, &b.alpha, from, to)
		return
	}
	b.k.matte(a.f, b.soft, c.LW, c.LH, a.curve, a.rows[half], nil, nil, nil, &b.alpha, from, to)
}

// compose puts back, with its light around the person's edge, or a blur where it is nil,
// behind what alpha keeps.
func (b *Stage) compose(f, back *pixel.Frame) {
	b.full.f, b.full.back = f, back
	b.full.halves.Run(f.Cb.H, 2, b.full.composer)
	b.full.f, b.full.back = nil, nil
}

func (b *Stage) partOfCompose(half, from, to int) {
	a, c := &b.full, b.grid
	var wrap *cells3
	if a.back != nil {
		wrap = &b.wrap
	}
	b.k.compose(a.f, &b.alpha, &b.old, wrap, a.back, edgeClean, c.LW, c.LH, a.lines[half], from, to)
}
