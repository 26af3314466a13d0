package skin

import (
	"onair/beauty/pixel"
)

// look is one style of smoothing at full level.
type look struct {
	strength float32 // share of the correction applied
	edge     float32 // luma deviation above which it is an edge
	lines    float32 // how much more a line counts than speckle
	fine     float32 // share of the finest detail that goes too
	pores    float32 // what of that stays at full level, or skin would be wax
	reach    int     // window radius in cells, for 720 lines
}

var looks = [...]look{
	StyleSmooth: {strength: 1.00, edge: 16, lines: 5, fine: 1, pores: 0.28, reach: 2},
	StyleNature: {strength: 0.85, edge: 12, lines: 6, fine: 0.3, reach: 2},
	StylePitu:   {strength: 0.95, edge: 15, lines: 5, fine: 0.7, pores: 0.15, reach: 2},
}

// Smooth evens out skin and keeps edges: a fast guided filter (He and Sun,
// arXiv:1505.00996) on luma, guided by itself, weighted by skin.
//
// Differences from the paper: the statistics of a cell come from all of its
// pixels, so fine texture counts as texture; shading does not count, as the
// window's own slope is taken off its variance; lines (lips, brows, lids) count
// more than speckle of the same contrast, told apart by a structure tensor of the
// cell means; flatness falls with the square of the variance,
// 1 - a = e^2/(v^2+e^2), which leaves edges alone sooner; and a style may give
// back part of what is finer than a cell.
//
// The level is 0 to 1.
func (s *Skin) Smooth(f *pixel.Frame, style Style, level float32) {
	c, l := s.cells, looks[style]
	// The first steps mix in, the later ones also reach for stronger texture.
	mix := min(1.5*level, 1)
	strength := l.strength * mix
	edge := l.edge * (0.55 + 0.45*level)
	r := pixel.Radius(l.reach, min(c.W, c.H))
	mask := s.Weights(f)
	s.windows(r)
	s.k.flatness(&s.box, s.cA, s.cB, c.LW, c.LH, limits{r: r, edge: edge * edge, lines: l.lines})
	s.boxSums(c.LW, c.LH, r, box{s.cA, s.box.xx}, box{s.cB, s.box.yy})
	s.k.combine(s.box.xx, s.box.yy, c.Sum, mask, s.gain, s.bias, (2*r+1)*(2*r+1), strength, l.fine-l.pores*mix*mix)
	s.linear(&f.Y, pixel.Cell)
}

// windows sums up what flatness needs.
func (s *Skin) windows(r int) {
	c := s.cells
	for i, v := range c.Sum {
		s.cD[i] = uint32(v)
	}
	s.k.slopes(c.Sum, s.cA, s.cB, s.cC, c.LW, c.LH)
	s.boxSums(c.LW, c.LH, r, box{s.cD, s.box.sum}, box{c.Sq, s.box.sq}, box{s.cA, s.box.xx}, box{s.cB, s.box.yy}, box{s.cC, s.box.xy})
}
