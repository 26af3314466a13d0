package makeup

import (
	"math"

	"onair/beauty/pixel"
)

// coat says how paint of a kind lies on what is below it.
type coat struct {
	// opacity at full strength, 0..1.
	opacity float32
	// usual is the luma above black that the painted place has on fair skin in
	// good light; darker means less light, for the paint too.
	usual float32
	// low and high bound what luma is multiplied by.
	low, high float32
	// shine is what is kept of highlights: 0 none, 1 as they are, more is gloss.
	shine float32
	// cover replaces the mean of luma instead of multiplying it: a lens hides
	// what a lipstick only stains.
	cover float32
	// stain is how much of the chroma below stays, as far as luma does: grey
	// paint that lets none through would look blue beside skin. Paint with a
	// strong colour of its own lets none through.
	stain float32
}

// coats by kind and form.
var coats = [Count][forms]coat{
	Lips: {
		{opacity: 0.74, usual: 95, low: 0.42, high: 1.1, shine: 0.75},
		{opacity: 0.8, usual: 95, low: 0.42, high: 1.06, shine: 0.75},
		{opacity: 0.82, usual: 95, low: 0.38, high: 1.06, shine: 1.6},
	},
	Blush: {
		{opacity: 0.4, usual: 140, low: 0.86, high: 1.02, shine: 1},
		{opacity: 0.42, usual: 140, low: 0.84, high: 1.02, shine: 1},
		{opacity: 0.38, usual: 140, low: 0.86, high: 1.02, shine: 1},
	},
	Contour: {
		{opacity: 0.56, usual: 130, low: 0.68, high: 0.82, shine: 0.5, stain: 0.7},
		{opacity: 0.42, usual: 130, low: 0.74, high: 0.86, shine: 0.6, stain: 0.7},
		{opacity: 0.6, usual: 130, low: 0.66, high: 0.82, shine: 0.4, stain: 0.7},
	},
	Highlight: {
		{opacity: 0.58, usual: 150, low: 1.1, high: 1.3, shine: 1.6, stain: 0.8},
		{opacity: 0.42, usual: 150, low: 1.06, high: 1.25, shine: 1.3, stain: 0.8},
		{opacity: 0.58, usual: 150, low: 1.1, high: 1.34, shine: 1.8, stain: 0.7},
	},
	Lashes: {
		{opacity: 0.85, usual: 70, low: 0.12, high: 0.6, shine: 0.1, stain: 0.5},
		{opacity: 0.7, usual: 70, low: 0.2, high: 0.7, shine: 0.2, stain: 0.6},
		{opacity: 0.95, usual: 70, low: 0.1, high: 0.5, shine: 0.1, stain: 0.5},
	},
	Hair: {
		{opacity: 0.66, usual: 60, low: 0.7, high: 2.3, shine: 1, stain: 0.3, cover: 0.3},
		{opacity: 0.4, usual: 60, low: 0.8, high: 1.8, shine: 1, stain: 0.4, cover: 0.3},
		{opacity: 0.85, usual: 60, low: 0.55, high: 2.6, shine: 1, stain: 0.1, cover: 0.3},
	},
	Shadow: {
		{opacity: 0.66, usual: 120, low: 0.4, high: 1.02, shine: 0.9, stain: 0.55},
		{opacity: 0.66, usual: 120, low: 0.4, high: 1.02, shine: 0.9, stain: 0.55},
		{opacity: 0.72, usual: 120, low: 0.34, high: 1.02, shine: 0.8, stain: 0.85},
	},
	Liner: {
		{opacity: 0.85, usual: 70, low: 0.12, high: 1, shine: 0.1, stain: 0.5},
		{opacity: 0.7, usual: 70, low: 0.15, high: 1, shine: 0.2, stain: 0.6},
		{opacity: 0.92, usual: 70, low: 0.1, high: 1, shine: 0.1, stain: 0.5},
	},
	Brows: {
		{opacity: 0.48, usual: 80, low: 0.42, high: 1.05, shine: 0.5, stain: 0.8},
		{opacity: 0.42, usual: 80, low: 0.45, high: 1.05, shine: 0.6, stain: 0.7},
		{opacity: 0.62, usual: 80, low: 0.36, high: 1.05, shine: 0.4, stain: 0.8},
	},
	Lenses: {
		{opacity: 0.56, usual: 75, low: 0.6, high: 1.45, shine: 1, cover: 0.5},
		{opacity: 0.5, usual: 75, low: 0.6, high: 1.4, shine: 1, cover: 0.5},
		{opacity: 0.68, usual: 75, low: 0.5, high: 1.55, shine: 1, cover: 0.6},
	},
}

// keepBelow is what paint keeps of the changes of chroma below it, of 256.
const keepBelow = 110

// yuv is a colour in BT.601 limited range, black and grey at 0.
type yuv struct{ y, cb, cr float32 }

func (c RGB) yuv() yuv {
	r, g, b := float32(c.R)/255, float32(c.G)/255, float32(c.B)/255
	y := 0.299*r + 0.587*g + 0.114*b
	return yuv{219 * y, 224 * (b - y) / 1.772, 224 * (r - y) / 1.402}
}

// mix fills g for a colour laid on a place whose mean colour is below. Luma is
// multiplied, which keeps the place's own light and shade; chroma is the paint's
// own, paler where there is less light and in highlights.
//
// The paint has the light that falls on the face, and keeps a part of what the chroma
// below differs from place to place.
func (g *pigment) mix(c RGB, below yuv, t *coat, vivid float32, by lamp) {
	paint, mean := c.yuv(), max(below.y, 8)
	g.belowCb, g.belowCr, g.keep = int32(128.5+below.cb), int32(128.5+below.cr), keepBelow
	light := min(max(float32(math.Pow(float64(mean/t.usual), 0.6)), 0.5), 1.12)
	gain := min(max(paint.y*light/mean, t.low), t.high)
	// Paint that may not become as dark or as light as it is gets the chroma of
	// what it may become.
	tint := light * min(max(gain*mean/max(paint.y*light, 8), 0.8), 1.6) * vivid
	stain := t.stain * (1 - min((pixel.Abs(paint.cb)+pixel.Abs(paint.cr))/60, 1))
	paint = by.on(paint)
	knee := 1.3 * mean
	slope := gain + (1-gain)*t.shine
	for i := range g.luma {
		v := float32(i) - 16
		n := v*gain + (mean*gain+(v-mean)-v*gain)*t.cover
		if v > knee {
			n += (v - knee) * (slope - gain) * (1 - t.cover)
		}
		s := min(max(n/(mean*gain), 0.25), 1.15) * tint
		if v > knee {
			s *= 1 - 0.6*t.shine*min((v-knee)/(2*mean), 1)/max(t.shine, 1)
		}
		under := stain * min(max(n/mean, 0), 1)
		g.luma[i] = uint8(min(max(n+16.5, 0), 255))
		g.cb[i] = uint8(min(max(128.5+paint.cb*s+below.cb*under, 0), 255))
		g.cr[i] = uint8(min(max(128.5+paint.cr*s+below.cr*under, 0), 255))
	}
}
