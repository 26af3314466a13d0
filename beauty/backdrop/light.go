package backdrop

import (
	"onair/beauty/pixel"
)

// relight finds wrap: the light the new background throws around the person's
// edges. It is the difference between the new background, much blurred, and the
// person, in the shares of what is not the person nearby (b.soft, as
// behindColours leaves it).
func (b *Stage) relight(r int) {
	if b.back.fresh {
		b.back.fresh = false
		b.backColours(r)
	}
	b.k.wrap(b.cells, b.soft, &b.light, lightShare, &b.wrap)
}

// backColours finds light, the new background much blurred.
func (b *Stage) backColours(r int) {
	c := b.grid
	// alphaSum, spare and maps are free by now.
	pixel.BlockStats(&b.back.view.Y, b.alphaSum, b.alphaSq)
	for i := range b.spare {
		b.spare[i] = 256
	}
	cells := b.maps
	b.k.gather(&b.back.view, b.alphaSum, b.spare, c.LW, c.LH, cells)
	b.k.box4(cells, b.columns, b.half, c.LW, c.LH, r)
	b.k.box4(b.half, b.columns, cells, c.LW, c.LH, r)
	b.k.level(cells, &b.light)
}
