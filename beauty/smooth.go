package beauty

import "onair/beauty/face"

// smoothing evens out skin and keeps edges: a fast guided filter (He and Sun,
// arXiv:1505.00996) on luma, guided by itself, weighted by skin.
//
// Differences from the paper: the statistics of a cell come from all of its
// pixels, so fine texture counts as texture; shading does not count, as the
// window's own slope is taken off its variance; lines (lips, brows, lids) count
// more than speckle of the same contrast, told apart by a structure tensor of the
// cell means; flatness falls with the square of the variance,
// 1 - a = e^2/(v^2+e^2), which leaves edges alone sooner; and a style may give
// back part of what is finer than a cell.
type smoothing struct{}

// look is one style at full level.
type look struct {
	strength float32 // share of the correction applied
	edge     float32 // luma deviation above which it is an edge
	lines    float32 // how much more a line counts than speckle
	fine     float32 // share of the finest detail that goes too
	reach    int     // window radius in cells, for 720 lines
}

var looks = [...]look{
	StyleSmooth: {strength: 1.00, edge: 16, lines: 5, fine: 1.0, reach: 2},
	StyleNature: {strength: 0.85, edge: 12, lines: 6, fine: 0.3, reach: 2},
	StylePitu:   {strength: 0.95, edge: 15, lines: 5, fine: 0.7, reach: 2},
}

func (smoothing) info() FilterInfo {
	return FilterInfo{
		ID: "smooth", LabelKey: "beauty.smooth",
		Params: []Param{
			{
				ID: "style", LabelKey: "beauty.style", Kind: Choice,
				Min: 0, Max: float32(len(looks) - 1), Step: 1, Default: float32(StyleSmooth),
				Choices: []string{"beauty.style.smooth", "beauty.style.nature", "beauty.style.pitu"},
				slot:    slotStyle,
			},
			levelParam("smooth", "beauty.smooth", slotSmooth),
		},
	}
}

// levelParam describes a 0..9 level that is off by default.
func levelParam(id, key string, k slot) Param {
	return Param{ID: id, LabelKey: key, Kind: Level, Max: maxLevel, Step: 1, slot: k}
}

// wants a face, so that eyes, brows and lips stay as crisp as they are.
func (smoothing) wants(*settings) face.Want { return face.WantFaces }

func (smoothing) active(s *settings) bool { return s.on(slotSmooth) }

func (smoothing) apply(w *work, f *frame, s *settings) {
	l := looks[int(s.values[slotStyle])]
	t := s.level(slotSmooth)
	// The first steps mix in, the later ones also reach for stronger texture.
	strength := l.strength * min(1.5*t, 1)
	edge := l.edge * (0.55 + 0.45*t)
	r := windowRadius(l.reach, min(w.w, w.h))
	mask := w.skin(f)
	w.windows(r)
	w.k.flatness(&w.box, w.cA, w.cB, w.lw, w.lh, limits{r: r, edge: edge * edge, lines: l.lines})
	w.k.boxSum(w.cA, w.box.xx, w.tmp, w.lw, w.lh, r)
	w.k.boxSum(w.cB, w.box.yy, w.tmp, w.lw, w.lh, r)
	w.k.combine(w.box.xx, w.box.yy, w.sum, mask, w.gain, w.bias, (2*r+1)*(2*r+1), strength, l.fine)
	w.k.linear(&f.y, w.gain, w.bias, w.lw, w.lh, w.rows)
}

// windows sums up what flatness needs.
func (w *work) windows(r int) {
	for i, v := range w.sum {
		w.cA[i] = uint32(v)
	}
	w.k.boxSum(w.cA, w.box.sum, w.tmp, w.lw, w.lh, r)
	w.k.boxSum(w.sq, w.box.sq, w.tmp, w.lw, w.lh, r)
	w.k.slopes(w.sum, w.cA, w.cB, w.cC, w.lw, w.lh)
	w.k.boxSum(w.cA, w.box.xx, w.tmp, w.lw, w.lh, r)
	w.k.boxSum(w.cB, w.box.yy, w.tmp, w.lw, w.lh, r)
	w.k.boxSum(w.cC, w.box.xy, w.tmp, w.lw, w.lh, r)
}

// windowRadius scales a radius with the frame's short side. The top keeps the
// window sums inside 32 bits.
func windowRadius(reach, side int) int {
	return min(max((reach*side+360)/720, 1), 16)
}
