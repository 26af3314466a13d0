package beauty

import "onair/beauty/face"

// backing puts something else, or a blur, behind the person.
//
// The network's mask is coarse and comes late. It is carried to the present frame
// and steadied over time, then fitted to the picture's edges: a fast guided filter (He and Sun,
// arXiv:1505.00996) on cells of 4x4 pixels, with colour as the guide, gives for
// each cell a linear map from colour to mask, and the maps, interpolated, give
// every pixel its share of the person.
type backing struct{}

func (backing) info() FilterInfo {
	return FilterInfo{
		ID: "background", LabelKey: "beauty.group.background",
		Params: []Param{{
			ID: "background.blur", LabelKey: "beauty.background.blur", Kind: Level,
			Max: 1, Step: 0.05, Default: 0.5, slot: slotBackBlur,
		}},
	}
}

func (backing) active(s *settings) bool {
	return s.back.mode != BackgroundNone && s.back.screen == nil
}

func (backing) wants(*settings) face.Want { return face.WantPerson }

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

func (backing) apply(w *work, f *frame, s *settings) {
	b := &w.behind
	b.fit(w)
	if !w.personSeen || !validMask(&w.person) {
		b.seen = false
		return
	}
	w.stats(f)
	w.steady(&w.person)
	side := min(w.w, w.h)
	w.k.back.gather(f, w.sum, b.mask, w.lw, w.lh, b.cells)
	r := windowRadius(matteReach, side)
	w.k.back.guide(b.cells, b.columns, b.maps, w.lw, w.lh, r, matteLuma, matteTint)
	w.k.back.box4(b.maps, b.columns, b.soft, w.lw, w.lh, r)
	w.k.back.matte(f, b.soft, w.lw, w.lh, matteCurve, b.rows, &b.alpha)

	if s.back.mode == BackgroundPicture && w.backdrop(s.back.backdrop) {
		w.behindColours(windowRadius(oldReach, side), 2)
		w.relight(windowRadius(lightReach, side))
		w.k.back.compose(f, &b.alpha, &b.old, &b.wrap, &b.back.view, edgeClean, w.lw, w.lh, b.lines)
	} else {
		r := windowRadius(blurReach, side)
		w.behindColours(1+int(s.values[slotBackBlur]*float32(r-1)+0.5), 3)
		w.k.back.compose(f, &b.alpha, &b.old, nil, nil, edgeClean, w.lw, w.lh, b.lines)
	}
	w.repainted()
}

// edgeClean is compose's clean.
const edgeClean = 1<<15 - 1

// repainted forgets what was found out about the frame's pixels.
func (w *work) repainted() { w.statsReady, w.maskReady = false, false }

func validMask(m *face.Mask) bool {
	return m.W > 0 && m.H > 0 && len(m.P) >= m.W*m.H
}

// steady brings the person of this frame into mask.
func (w *work) steady(m *face.Mask) {
	b := &w.behind
	b.carrier.note(w.sum, w.at)
	w.k.back.stretch(m.P, m.W, m.H, b.now, w.lw, w.lh)
	b.carrier.carry(&w.k.back, b.now, b.carried, m.At)
	if !b.seen {
		b.seen = true
		copy(b.mask, b.now)
		copy(b.last, w.sum)
		clear(b.stir)
		return
	}
	w.k.back.follow(b.mask, b.now, b.stir, w.sum, b.last)
}

// backdrop fetches the new background's picture; false if there is none.
func (w *work) backdrop(from Backdrop) bool {
	b := &w.behind
	if from == nil {
		b.back.drop()
		return false
	}
	if src := from.Frame(w.at); src != nil {
		b.back.take(&w.k, src, w.w, w.h)
	}
	return b.back.fit != nil
}

// behindColours finds old: each cell's colour behind the person, a mean of what
// is around and not the person (normalized convolution, Knutsson and Westin,
// CVPR 1993), by passes of a box of radius r.
func (w *work) behindColours(r, passes int) {
	b := &w.behind
	w.k.blockStats(&b.alpha, b.alphaSum, b.alphaSq)
	w.k.back.weigh(b.cells, b.alphaSum, w.lw, w.lh, b.maps)
	from, to := b.maps, b.soft
	for range passes {
		w.k.back.box4(from, b.columns, to, w.lw, w.lh, r)
		from, to = to, from
	}
	if passes%2 == 0 {
		b.maps, b.soft = b.soft, b.maps
	}
	w.k.back.level(b.soft, &b.old)
}
