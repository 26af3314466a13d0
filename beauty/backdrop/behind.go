package backdrop

import (
	"time"

	"onair/beauty/face"
	"onair/beauty/pixel"
)

// Numbers of the matte, for 720 lines where they are lengths.
const (
	matteReach = 3    // radius of the guided filter's window, in cells
	matteLuma  = 30.0 // variance of luma below which it is no edge
	matteTint  = 8.0  // and of chroma
	oldReach   = 2    // radius of what counts as the background at a place
	blurReach  = 11   // radius of the full blur, done three times
	lightReach = 6    // how blurred the light from the new background is
	lightShare = 0.25
)

var matteCurve = curve{lo: 0.2, steep: 1 / 0.6}

// Behind puts a picture of from, or a blur of a strength of 0 to 1, behind the
// person of a frame. It is false if it left the frame as it is: person is nil or no
// mask.
//
// The network's mask is coarse, comes late and loses hands, which are added to it. It is carried to the present frame
// and steadied over time, then fitted to the picture's edges: a fast guided filter (He and Sun,
// arXiv:1505.00996) on cells of 4x4 pixels, with colour as the guide, gives for
// each cell a linear map from colour to mask, and the maps, interpolated, give
// every pixel its share of the person.
func (b *Stage) Behind(f *pixel.Frame, at time.Time, person *face.Mask, hands []face.Hand, mode Mode, from Source, blur float32) bool {
	b.fit()
	if person == nil || !validMask(person) {
		b.seen = false
		return false
	}
	c := b.grid
	c.Stats(f)
	b.steady(person, hands, at)
	side := min(c.W, c.H)
	b.k.gather(f, c.Sum, b.mask, c.LW, c.LH, b.cells)
	r := pixel.Radius(matteReach, side)
	b.k.guide(b.cells, b.columns, b.maps, c.LW, c.LH, r, matteLuma, matteTint)
	b.k.box4(b.maps, b.columns, b.soft, c.LW, c.LH, r)
	b.matte(f, matteCurve, true)

	if mode == Picture && b.backdrop(from, at) {
		b.behindColours(pixel.Radius(oldReach, side), 2)
		b.relight(pixel.Radius(lightReach, side))
		b.compose(f, &b.back.view)
	} else {
		r := pixel.Radius(blurReach, side)
		b.behindColours(1+int(blur*float32(r-1)+0.5), 3)
		b.compose(f, nil)
	}
	return true
}

// Hide blurs all of a frame as far as a blur goes: nobody knows yet who is in it.
func (b *Stage) Hide(f *pixel.Frame) {
	b.fit()
	b.seen = false
	c := b.grid
	c.Stats(f)
	clear(b.mask)
	clear(b.alpha.P)
	b.k.gather(f, c.Sum, b.mask, c.LW, c.LH, b.cells)
	b.behindColours(pixel.Radius(blurReach, min(c.W, c.H)), 3)
	b.compose(f, nil)
}

func validMask(m *face.Mask) bool {
	return m.W > 0 && m.H > 0 && len(m.P) >= m.W*m.H
}

// backdrop fetches the new background's picture; false if there is none.
func (b *Stage) backdrop(from Source, at time.Time) bool {
	if from == nil {
		b.back.drop()
		return false
	}
	if src := from.Frame(at); src != nil {
		b.back.take(&b.k, src, b.grid.W, b.grid.H)
	}
	return b.back.fit != nil
}

// behindColours finds old: each cell's colour behind the person, a mean of what
// is around and not the person (normalized convolution, Knutsson and Westin,
// CVPR 1993), by passes of a box of radius r.
func (b *Stage) behindColours(r, passes int) {
	c := b.grid
	pixel.BlockStats(&b.alpha, b.alphaSum, b.alphaSq)
	b.k.weigh(b.cells, b.alphaSum, c.LW, c.LH, b.maps)
	from, to := b.maps, b.soft
	for range passes {
		b.k.box4(from, b.columns, to, c.LW, c.LH, r)
		from, to = to, from
	}
	if passes%2 == 0 {
		b.maps, b.soft = b.soft, b.maps
	}
	b.k.level(b.soft, &b.old)
}

// Alpha is the share of the person at each pixel, 0 to 255, in the frame that Behind
// or Screen worked on last; the next call writes over it.
func (b *Stage) Alpha() *pixel.Plane { return &b.alpha }
