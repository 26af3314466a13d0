package beauty

import "onair/media"

// behind holds the buffers of what goes behind a person. They are made when
// first needed, and again when the frame's size changes.
type behind struct {
	w, h int

	now, mask, stir []int16  // the person this frame, steadied, and what stirs
	last            []uint16 // luma sums of the frame before
	carried         []int16
	carrier         carrier
	seen            bool // mask and last hold the frame before

	cells, maps, soft, half []float32 // four numbers a cell
	columns, rows           []float32
	alpha                   plane
	alphaSum                []uint16
	alphaSq                 []uint32
	old, wrap, light        cells3
	lines                   []int16

	small  []uint8 // an alpha of chroma's size
	bounds []uint8 // rows of it
	finder keyFinder
	back   backView
}

// fit makes the buffers fit the frame of w.
func (b *behind) fit(w *work) {
	if b.w == w.w && b.h == w.h {
		return
	}
	n, cw := w.lw*w.lh, (w.w+1)/2
	ints := func() []int16 { return make([]int16, n) }
	three := func() cells3 { return cells3{ints(), ints(), ints()} }
	floats := func() []float32 { return make([]float32, 4*n) }
	b.back.drop()
	*b = behind{
		w: w.w, h: w.h,
		now: ints(), mask: ints(), stir: ints(), last: make([]uint16, n),
		cells: floats(), maps: floats(), soft: floats(), half: floats(),
		columns: make([]float32, 16*w.lw), rows: make([]float32, 4*w.lw+4*cw),
		alpha:    plane{make([]byte, w.w*w.h), w.w, w.w, w.h},
		alphaSum: make([]uint16, n), alphaSq: make([]uint32, n),
		old: three(), wrap: three(), light: three(),
		carried: ints(),
		small:   make([]uint8, cw*((w.h+1)/2)),
		bounds:  make([]uint8, 6*cw),
		finder:  b.finder,
		lines:   make([]int16, 6*(w.w+2*cell)),
	}
	b.carrier.fit(w.lw, w.lh)
}

// backView is a backdrop's picture at the frame's size.
type backView struct {
	from  *media.Frame // what it was made of, held so that it cannot come again with other pixels
	fit   *media.Frame
	view  frame
	rows  []int16
	fresh bool // not yet seen by whoever keeps something about it
}

// backdropSide is the longest side of a backdrop's picture; resample keeps places
// in 16 bits.
const backdropSide = 1<<15 - 1

// take scales a picture, whose reference it takes over, to w by h unless that is
// done already. It is false for what is no 4:2:0 picture or too large; the picture before
// stays then.
func (v *backView) take(k *kernels, src *media.Frame, w, h int) bool {
	if src == v.from && v.fit != nil {
		src.Release()
		return true
	}
	var from frame
	if !from.of(src) || src.Width() > backdropSide || src.Height() > backdropSide {
		src.Release()
		return false
	}
	if v.fit == nil {
		v.fit = media.NewFrame(w, h)
		v.view.of(v.fit)
	}
	if n := resampleRows(w, from.y.w); len(v.rows) < n {
		v.rows = make([]int16, n)
	}
	fill(k, &from, &v.view, v.rows)
	if v.from != nil {
		v.from.Release()
	}
	v.from, v.fresh = src, true
	return true
}

// drop lets go of the picture.
func (v *backView) drop() {
	if v.from != nil {
		v.from.Release()
	}
	*v = backView{}
}

// resampleRows is the room resample needs to bring rows of from samples to rows
// of to.
func resampleRows(to, from int) int { return 3*to + from }

// fill scales src so that it covers dst, the middle in the middle, and what is
// too wide or too high is cut off.
func fill(k *kernels, src, dst *frame, rows []int16) {
	w, h := src.y.w, src.y.h
	if w == dst.y.w && h == dst.y.h {
		for i := range 3 {
			src.plane(i).copyTo(dst.plane(i))
		}
		return
	}
	if w*dst.y.h > h*dst.y.w {
		w = max((h*dst.y.w+dst.y.h/2)/dst.y.h, 1)
	} else {
		h = max((w*dst.y.h+dst.y.w/2)/dst.y.w, 1)
	}
	win := window{x: (src.y.w - w) << 15, y: (src.y.h - h) << 15, w: w << 16, h: h << 16}
	half := window{win.x / 2, win.y / 2, win.w / 2, win.h / 2}
	k.back.resample(&src.y, &dst.y, win, rows)
	k.back.resample(&src.cb, &dst.cb, half, rows)
	k.back.resample(&src.cr, &dst.cr, half, rows)
}

// copyTo copies a plane to another of its size.
func (p *plane) copyTo(q *plane) {
	for y := range p.h {
		copy(q.p[y*q.stride:][:q.w], p.p[y*p.stride:])
	}
}

// window is a part of a plane, in 1/65536 of a sample.
type window struct{ x, y, w, h int }

// at gives the sample left of (or above) place i of n over a length from a
// start, the next one, and the latter's share of 128; size is the plane's.
func windowAt(i, n, start, length, size int) (int, int, int) {
	p := start + (2*i+1)*length/(2*n) - 1<<15
	p = min(max(p, 0), (size-1)<<16)
	a := p >> 16
	return a, min(a+1, size-1), p >> 9 & 127
}

// goResample is the reference of backKernels.resample.
func goResample(src, dst *plane, win window, _ []int16) {
	for y := range dst.h {
		j0, j1, fy := windowAt(y, dst.h, win.y, win.h, src.h)
		top, low := src.p[j0*src.stride:][:src.w], src.p[j1*src.stride:][:src.w]
		out := dst.p[y*dst.stride:][:dst.w]
		for x := range out {
			i0, i1, fx := windowAt(x, dst.w, win.x, win.w, src.w)
			l := int(top[i0])*(128-fy) + int(low[i0])*fy
			r := int(top[i1])*(128-fy) + int(low[i1])*fy
			out[x] = byte((l*(128-fx) + r*fx + 1<<13) >> 14)
		}
	}
}
