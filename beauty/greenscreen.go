package beauty

// screening keys out a wall of one colour: by hue and strength of chroma alone,
// so that folds and shadows of the cloth go too. The measure is that of a colour
// difference keyer (van den Bergh and Lalioti, "Software chroma keying in an
// immersive virtual environment", SACJ 24, 1999, in CbCr): how far a colour
// reaches along the key's direction, less how far it strays from it.
type screening struct{}

func (screening) info() FilterInfo {
	level := func(id string, k slot, start float32) Param {
		return Param{
			ID: "screen." + id, LabelKey: "beauty.screen." + id, Kind: Level,
			Max: 1, Step: 0.05, Default: start, slot: k,
		}
	}
	return FilterInfo{
		ID: "screen", LabelKey: "beauty.group.screen",
		Params: []Param{
			level("similarity", slotScreenSimilarity, 0.5),
			level("smoothness", slotScreenSmoothness, 0.4),
			level("spill", slotScreenSpill, 0.8),
		},
	}
}

func (screening) active(s *settings) bool { return s.back.screen != nil }

func (screening) apply(w *work, f *frame, s *settings) {
	b := &w.behind
	b.fit(w)
	b.seen = false // the person's mask grows old meanwhile
	key, found := b.finder.find(f, s.back.key)
	if !found || !w.backdrop(s.back.screen) {
		return
	}
	w.k.back.key(f, key.numbers(s), b.small)
	w.k.back.widen(b.small, (w.w+1)/2, (w.h+1)/2, &b.alpha)

	w.stats(f)
	w.refine(f)
	side := min(w.w, w.h)
	w.behindColours(windowRadius(oldReach, side), 2)
	w.relight(windowRadius(lightReach, side))
	w.k.back.compose(f, &b.alpha, &b.old, &b.wrap, &b.back.view, edgeClean, w.lw, w.lh, b.lines)
	w.repainted()
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
func (w *work) refine(f *frame) {
	b := &w.behind
	w.k.blockStats(&b.alpha, b.alphaSum, b.alphaSq)
	for i, s := range b.alphaSum {
		b.mask[i] = int16((int(s)*256 + 8*255) / (16 * 255))
	}
	w.k.back.gather(f, w.sum, b.mask, w.lw, w.lh, b.cells)
	w.k.back.guide(b.cells, b.columns, b.maps, w.lw, w.lh, fineReach, fineLuma, noTint)
	w.k.back.box4(b.maps, b.columns, b.soft, w.lw, w.lh, fineReach)
	w.k.back.matte(f, b.soft, w.lw, w.lh, fineCurve, b.rows, &b.alpha)
	w.k.back.bound(b.small, (w.w+1)/2, (w.h+1)/2, &b.alpha, b.bounds)
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

func (k chromaKey) numbers(s *settings) keyNumbers {
	size := sqrt32(k.cb*k.cb + k.cr*k.cr)
	lo := screenLow + (screenHigh-screenLow)*s.values[slotScreenSimilarity]
	wide := screenHardest + (1-screenHardest)*s.values[slotScreenSmoothness]
	// The ramp ends before grey, or grey would be seen through.
	wide = min(wide, max(0.98-lo, screenHardest))
	return keyNumbers{
		x: k.cb / size, y: k.cr / size, inv: 1 / size,
		spill: s.values[slotScreenSpill], curve: curve{lo: lo, steep: 1 / wide},
	}
}
