package gesture

import (
	"math"

	"onair/beauty/face"
)

// scores are how surely a hand shows each gesture, in the order of rules.
type scores [len(rules)]float64

// classify says what one hand shows at this moment and how sure that is, 0 to 1;
// None if it is more surely nothing than something. Hearts of two hands are left
// to classifyPair.
func classify(h *face.Hand) (Name, float32) {
	var f features
	s := f.score(h)
	return s.best()
}

func (s *scores) best() (Name, float32) {
	top := 0
	for i, v := range s {
		if v > s[top] {
			top = i
		}
	}
	if s[top] < 0.5 {
		return None, 0
	}
	return rules[top].name, float32(s[top])
}

// score measures one hand against every rule.
func (f *features) score(h *face.Hand) (s scores) {
	if !f.look(h) {
		return s
	}
	sure := rises(float64(h.Score), 0.6, 0.9)
	for i := range rules {
		s[i] = rules[i].holds(f) * sure
	}
	return s
}

// rules hold one function a gesture. Terms are between 0 and 1 and multiplied:
// every one must hold.
var rules = [...]struct {
	name  Name
	holds func(f *features) float64
}{
	{ThumbUp, func(f *features) float64 {
		return fist(f) * f.out[thumb] * falls(f.way[thumb], 40, 60) * f.thumbFirst
	}},
	{ThumbDown, func(f *features) float64 {
		return fist(f) * f.out[thumb] * rises(f.way[thumb], 115, 140) * f.thumbLast
	}},
	{Heart, fingerHeart},
	{V, func(f *features) float64 {
		return f.out[index] * f.out[middle] * f.in[ring] * f.in[little] * rises(f.fan, 0.05, 0.13) * max(f.in[thumb], 0.6)
	}},
	{OK, func(f *features) float64 {
		loop := rises(f.bend[index], 25, 60) * falls(f.pinch, 0.28, 0.45)
		return loop * f.out[middle] * f.out[ring] * f.out[little]
	}},
	{OpenPalm, func(f *features) float64 {
		return f.out[index] * f.out[middle] * f.out[ring] * f.out[little] * f.out[thumb]
	}},
	{Four, func(f *features) float64 {
		return f.out[index] * f.out[middle] * f.out[ring] * f.out[little] * f.in[thumb]
	}},
	{Rock, func(f *features) float64 {
		return f.out[index] * f.out[little] * f.in[middle] * f.in[ring]
	}},
	{Call, func(f *features) float64 {
		return f.out[thumb] * f.out[little] * f.in[index] * f.in[middle] * f.in[ring]
	}},
	{Fist, func(f *features) float64 {
		return fist(f) * falls(f.thumbLittle, 0.85, 1.1) * falls(f.reach, 0.45, 0.6)
	}},
	{One, func(f *features) float64 {
		return f.out[index] * f.in[middle] * f.in[ring] * f.in[little] * f.in[thumb] * falls(f.way[index], 60, 85)
	}},
}

func fist(f *features) float64 { return f.in[index] * f.in[middle] * f.in[ring] * f.in[little] }

// fingerHeart: the tips of thumb and bent index finger cross, away from the
// palm; the other fingers are folded.
func fingerHeart(f *features) float64 {
	tips := falls(f.pinch, 0.3, 0.45) * rises(f.reach, 0.42, 0.58) * rises(f.thumbIndex, 0.35, 0.5)
	bent := rises(f.bend[index], 25, 50) * falls(f.bend[index], 150, 185)
	return tips * bent * f.in[middle] * f.in[ring] * f.in[little]
}

// classifyPair says how surely two hands make a heart: index tips together above,
// thumb tips together below, with room between.
func classifyPair(a, b *face.Hand) float32 {
	p, q := points(a), points(b)
	unit := (palm(&p) + palm(&q)) / 2
	if !(unit > 1e-3) || math.IsInf(unit, 0) {
		return 0
	}
	// Depths of different hands cannot be compared.
	flat := func(a, b vec) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) / unit }
	top := mid(p[face.IndexTip], q[face.IndexTip])
	low := mid(p[face.ThumbTip], q[face.ThumbTip])
	s := falls(flat(p[face.IndexTip], q[face.IndexTip]), 0.4, 0.65)
	s *= falls(flat(p[face.ThumbTip], q[face.ThumbTip]), 0.45, 0.7)
	s *= rises((low[1]-top[1])/unit, 0.3, 0.5)
	s *= rises(flat(p[6], q[6]), 0.45, 0.7) // the arcs stand apart
	s *= rises(flat(p[5], q[5]), 0.7, 1.0)
	s *= rises(min(float64(a.Score), float64(b.Score)), 0.6, 0.9)
	if math.IsNaN(s) {
		return 0
	}
	return float32(s)
}

func mid(a, b vec) vec { return vec{(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2} }
