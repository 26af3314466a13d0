package backdrop

import (
	"time"

	"onair/beauty/pixel"
)

// Levels say how a wall is keyed out, each 0 to 1.
type Levels struct {
	Similarity, Smoothness float32
	Spill                  float32 // share of the wall's hue that is taken out
}

// Screen keys out a wall of one colour: by hue and strength of chroma alone,
// so that folds and shadows of the cloth go too. It is false if it left the frame
// as it is: no wall was found, or from has no picture yet. The measure is that of a
// colour difference keyer (van den Bergh and Lalioti, "Software chroma keying in an
// immersive virtual environment", SACJ 24, 1999, in CbCr): how far a colour
// reaches along the key's direction, less how far it strays from it.
func (b *Stage) Screen(f *pixel.Frame, at time.Time, from Source, wanted Key, l Levels) bool {
	b.fit()
	b.seen = false // the person's mask grows old meanwhile
	key, found := b.finder.find(f, wanted)
	if !found || !b.backdrop(from, at) {
		return false
	}
	c := b.grid
	b.k.key(f, key.numbers(l), b.small)
	b.k.widen(b.small, (c.W+1)/2, (c.H+1)/2, &b.alpha)

	c.Stats(f)
	b.refine(f)
	side := min(c.W, c.H)
	b.behindColours(pixel.Radius(oldReach, side), 2)
	b.relight(pixel.Radius(lightReach, side))
	b.compose(f, &b.back.view)
	return true
}

// Numbers of refine.
const (
	fineReach = 1   // radius of the window, in cells, at any size
	fineLuma  = 9.0 // variance of luma below which it is no edge
	noTint    = 1e6 // so much that chroma is no guide
)

var fineCurve = curve{lo: 0.08, steep: 1 / 0.84}

// refine fits the matte to luma, which is twice as fine as chroma: without it,
// edges would keep a fringe of the wall's luma. Luma says where in the few pixels
// around an edge of chroma's matte the edge lies, no more.
func (b *Stage) refine(f *pixel.Frame) {
	c := b.grid
	pixel.BlockStats(&b.alpha, b.alphaSum, b.alphaSq)
	for i, s := range b.alphaSum {
		b.mask[i] = int16((int(s)*256 + 8*255) / (16 * 255))
	}
	b.k.gather(f, c.Sum, b.mask, c.LW, c.LH, b.cells)
	b.k.guide(b.cells, b.columns, b.maps, c.LW, c.LH, fineReach, fineLuma, noTint)
	b.k.box4(b.maps, b.columns, b.soft, c.LW, c.LH, fineReach)
	b.matte(f, fineCurve, false)
	b.k.bound(b.small, (c.W+1)/2, (c.H+1)/2, &b.alpha, b.bounds)
}

// keyNumbers say how a chroma sample is keyed. With u its reach along the key's
// direction and v that across, it is of the wall as far as (u - keyStray*v)*inv
// goes; d is 1 less that: 0 for the key, 1 for grey and for far hues.
type keyNumbers struct {
	x, y  float32 // the key's direction
	inv   float32 // 1 over its length
	spill float32 // share of the key's hue that is taken out
	curve curve   // from d to alpha
}

// keyStray makes room for hues up to 59 degrees from the key's: what is half wall
// and half skin or yellow cloth counts in part. Yellow and cyan lie beyond.
const keyStray = 0.6

// Steps of the curve: similarity 0 keys out next to nothing, 1 all but the
// palest green; smoothness 0 gives a hard edge.
const (
	screenLow     = 0.1
	screenHigh    = 0.9
	screenHardest = 0.04
)

func (k Key) numbers(l Levels) keyNumbers {
	size := pixel.Sqrt(k.cb*k.cb + k.cr*k.cr)
	lo := screenLow + (screenHigh-screenLow)*l.Similarity
	wide := screenHardest + (1-screenHardest)*l.Smoothness
	// The ramp ends before grey, or grey would be seen through.
	wide = min(wide, max(0.98-lo, screenHardest))
	return keyNumbers{
		x: k.cb / size, y: k.cr / size, inv: 1 / size,
		spill: l.Spill, curve: curve{lo: lo, steep: 1 / wide},
	}
}
