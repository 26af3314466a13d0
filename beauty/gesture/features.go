package gesture

import (
	"math"

	"onair/beauty/face"
)

// Fingers, as the points number them.
const (
	thumb = iota
	index
	middle
	ring
	little
	fingers
)

// features are what the rules look at.
type features struct {
	// bend is how far a finger is bent at its root and in the middle together, in
	// degrees: about 10 straight, above 150 rolled into a fist.
	bend [fingers]float64
	// out and in say how surely a finger is stretched or folded, 0 to 1.
	out, in [fingers]float64
	// way is where each finger points, from its knuckle to its tip, in degrees
	// of the picture: 0 up, 90 right or left, 180 down.
	way [fingers]float64
	// fan is how much further apart the tips of index and middle finger are than
	// their knuckles, in palms.
	fan float64
	// Distances in palms: of thumb and index tip; of the thumb's tip from the
	// knuckles of index and little finger; of the index tip from its knuckle.
	pinch, thumbIndex, thumbLittle, reach float64
	// thumbFirst and thumbLast: the thumb's tip is the highest or lowest point.
	thumbFirst, thumbLast float64
}

type vec [3]float64

func (a vec) sub(b vec) vec     { return vec{a[0] - b[0], a[1] - b[1], a[2] - b[2]} }
func (a vec) dot(b vec) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }
func (a vec) len() float64      { return math.Sqrt(a.dot(a)) }

// angle is the angle between two directions in degrees; 0 if one is none.
func angle(a, b vec) float64 {
	n := a.len() * b.len()
	if n == 0 {
		return 0
	}
	return math.Acos(min(max(a.dot(b)/n, -1), 1)) * 180 / math.Pi
}

func points(h *face.Hand) (p [face.HandPoints]vec) {
	for i, q := range h.Points {
		p[i] = vec{float64(q.X), float64(q.Y), float64(q.Z)}
	}
	return p
}

// palm is the length a hand is measured in: from the wrist to the knuckle of
// the middle finger, or across the knuckles where that is more (the hand leans
// towards the camera).
func palm(p *[face.HandPoints]vec) float64 {
	return max(p[9].sub(p[0]).len(), 1.25*p[17].sub(p[5]).len())
}

// look measures a hand; it is false for points that are no hand's.
func (f *features) look(h *face.Hand) bool {
	p := points(h)
	unit := palm(&p)
	if !(unit > 1e-3) || math.IsInf(unit, 0) {
		return false
	}
	for i := range fingers {
		k := 1 + 4*i
		// The last two bones count as one: alone they are short, and noise in
		// them would pass for bending.
		root, first, rest := p[k].sub(p[0]), p[k+1].sub(p[k]), p[k+3].sub(p[k+1])
		f.bend[i] = angle(root, first) + angle(first, rest)
		if math.IsNaN(f.bend[i]) {
			return false
		}
		f.out[i], f.in[i] = falls(f.bend[i], 45, 82), rises(f.bend[i], 70, 110)
		from := p[k]
		if i == thumb {
			from = p[k+1]
		}
		to := p[k+3].sub(from)
		f.way[i] = angle(vec{to[0], to[1], 0}, vec{0, -1, 0})
	}
	f.fan = (p[face.IndexTip].sub(p[face.MiddleTip]).len() - p[5].sub(p[9]).len()) / unit
	f.pinch = p[face.ThumbTip].sub(p[face.IndexTip]).len() / unit
	f.thumbIndex = p[face.ThumbTip].sub(p[5]).len() / unit
	f.thumbLittle = p[face.ThumbTip].sub(p[17]).len() / unit
	f.reach = p[face.IndexTip].sub(p[5]).len() / unit
	f.out[thumb] = falls(f.bend[thumb], 60, 95) * rises(f.thumbLittle, 0.8, 1.05)
	f.in[thumb] = falls(f.thumbLittle, 0.75, 1.05)
	above, below := math.Inf(1), math.Inf(1)
	for i, q := range p {
		if i < 3 || i > face.ThumbTip {
			above = min(above, (q[1]-p[face.ThumbTip][1])/unit)
			below = min(below, (p[face.ThumbTip][1]-q[1])/unit)
		}
	}
	f.thumbFirst, f.thumbLast = rises(above, 0, 0.15), rises(below, 0, 0.15)
	return true
}

// rises is 0 up to a, 1 from b on and smooth between; falls is its mirror image.
func rises(v, a, b float64) float64 {
	t := min(max((v-a)/(b-a), 0), 1)
	return t * t * (3 - 2*t)
}

func falls(v, a, b float64) float64 { return 1 - rises(v, a, b) }
