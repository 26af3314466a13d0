package beauty

// relight finds wrap: the light the new background throws around the person's
// edges. It is the difference between the new background, much blurred, and the
// person, in the shares of what is not the person nearby (b.soft, as
// behindColours leaves it).
func (w *work) relight(r int) {
	b := &w.behind
	if b.back.fresh {
		b.back.fresh = false
		w.backColours(r)
	}
	w.k.back.wrap(b.cells, b.soft, &b.light, lightShare, &b.wrap)
}

// backColours finds light, the new background much blurred.
func (w *work) backColours(r int) {
	b := &w.behind
	// alphaSum and maps are free by now.
	w.k.blockStats(&b.back.view.y, b.alphaSum, b.alphaSq)
	for i := range b.now {
		b.now[i] = 256
	}
	cells := b.maps
	w.k.back.gather(&b.back.view, b.alphaSum, b.now, w.lw, w.lh, cells)
	w.k.back.box4(cells, b.columns, b.half, w.lw, w.lh, r)
	w.k.back.box4(b.half, b.columns, cells, w.lw, w.lh, r)
	w.k.back.level(cells, &b.light)
}

// goWrap is the reference of backKernels.wrap.
func goWrap(cells, shares []float32, light *cells3, amount float32, out *cells3) {
	for i := range out.y {
		k := shares[4*i+3] * amount
		for p := range 3 {
			lit := float32(light.plane(p)[i]) - float32(float32(cells[4*i+p]+128)*16)
			out.plane(p)[i] = int16(float32(lit * k))
		}
	}
}
