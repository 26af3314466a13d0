package backdrop

import (
	"onair/beauty/pixel"
)

// kernels are the inner loops of what goes behind a person, in C; the tests
// hold them to a reference in Go. Slices of cells with four floats an entry hold Y, Cb and
// Cr less 128, and a fourth number, or what comes of such.
type kernels struct {
	// stretch fits a mask of mw x mh bytes to the cells, 0..256.
	stretch func(mask []uint8, mw, mh int, out []int16, lw, lh int)
	// stir finds how fast to follow each cell, rest to 256: fast where luma differs from
	// what is known, in eighths of a sum, which it brings up to date as fast; far is scratch.
	stir func(known []int16, sum []uint16, rate, far []int16, lw, lh int, n stirNumbers)
	// follow moves mask towards now, by rate and more, of 256.
	follow func(mask, now, rate []int16, more int)
	// search finds where the person of each marked block of now was in then, x and y in
	// 1/16 of a cell; it is false if none has moved. mask says who is the person then. A
	// block has not moved whose cells differ by still, in 1/16, in the mean; one with hardly
	// any person, or one all even, tells nothing and is unmarked. sure is how much each says
	// of movements across and down: an upright edge says nothing of those along it.
	search func(now, then []uint8, mask []int16, lw, lh int, edges []uint8, still int, person []uint8, field, sure []int16) bool
	// ranges finds the least and the most of the mask in each block.
	ranges func(mask []int16, lw, lh int, to []int16)
	// shift moves a mask by such a field, interpolated between the blocks. blocks is scratch
	// of two numbers a block.
	shift func(mask, field []int16, lw, lh int, out, blocks []int16)
	// gather puts together each cell's mean colour and its mask.
	gather func(f *pixel.Frame, sum []uint16, mask []int16, lw, lh int, out []float32)
	// guide finds for each cell's window the linear map from colour to mask.
	guide func(cells, columns, out []float32, lw, lh, r int, epsY, epsC float32)
	// box4 takes the mean over windows of radius r, borders repeated.
	box4 func(src, columns, dst []float32, lw, lh, r int)
	// matte turns the maps into an alpha for every pixel, 0..255. Before alpha is made
	// steep, kept, of a number for each pixel, follows it by the cells' rate and goes in its
	// place; nil: it does not. idle is the kernel's own, of a quarter of a row of cells for
	// each row of chroma, and stays with kept. It works on rows of chroma from..to.
	matte func(f *pixel.Frame, maps []float32, lw, lh int, c curve, rows []float32, kept []int16, idle []uint8, rate []int16, alpha *pixel.Plane, from, to int)
	// weigh makes weighted colours out of colours and the cells' sums of alpha:
	// weight 1 where there is no person in sight, 0 where there is.
	weigh func(cells []float32, alpha []uint16, lw, lh int, out []float32)
	// level divides weighted colours by their weight, in 1/16 of a level.
	level func(cells []float32, out *cells3)
	// wrap takes amount of what light differs from cells, in shares of theirs.
	wrap func(cells, shares []float32, light *cells3, amount float32, out *cells3)
	// resample scales a part of a plane to another, bilinear.
	resample func(src, dst *pixel.Plane, win window, rows []int16)
	// key finds an alpha for every chroma sample by its colour, and takes
	// the key's hue out.
	key func(f *pixel.Frame, n keyNumbers, out []uint8)
	// widen brings an alpha of chroma's size to that of luma.
	widen func(in []uint8, cw, ch int, alpha *pixel.Plane)
	// bound keeps alpha between the least and the most of the nine samples around
	// in a smaller one.
	bound func(in []uint8, cw, ch int, alpha *pixel.Plane, rows []uint8)
	// compose puts back (nil: old itself) behind what alpha keeps, in rows of chroma
	// from..to and in those of luma that belong to them.
	compose func(f *pixel.Frame, alpha *pixel.Plane, old, wrap *cells3, back *pixel.Frame, clean, lw, lh int, rows []int16, from, to int)
}

// cells3 are three planes of cells, Y, Cb and Cr, in 1/16 of a level.
type cells3 struct{ y, cb, cr []int16 }

func (c *cells3) plane(i int) []int16 { return [...][]int16{c.y, c.cb, c.cr}[i] }

// curve makes a matte firmer: what lies at or below lo becomes 0, at lo+1/steep
// 1, with a smooth step between.
type curve struct{ lo, steep float32 }

// keptOne is 1 in what matte keeps.
const keptOne = 4096
