package makeup

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// barePlaces are points of cheeks, then of chin, nose and forehead, which hair or a hat
// may cover.
var barePlaces = [...]int{50, 280, 205, 425, 116, 345, 199, 5, 151, 108, 337, 104, 333}

// bare finds the colours of the face's skin in its lights and shades.
func (t *model) bare(h *hair) bool {
	pace := float32(hairPace)
	if !h.seen {
		pace = 1
	}
	r := 0.012 * t.unit
	for i, at := range barePlaces {
		var sum yuv
		n := float32(0)
		p := outline.Landmark(t.fc, at)
		for _, d := range [...]outline.Point{{X: -r, Y: -r}, {X: r, Y: -r}, {X: -r, Y: r}, {X: r, Y: r}} {
			if c, ok := t.colour(p.Plus(d)); ok {
				sum.y, sum.cb, sum.cr, n = sum.y+c.y, sum.cb+c.cb, sum.cr+c.cr, n+1
			}
		}
		if n == 0 {
			return false
		}
		h.spots[i] = h.spots[i].to(yuv{sum.y / n, sum.cb / n, sum.cr / n}, pace)
	}
	return true
}

// skinsBeside keeps of the face's places those that are rather skin than hair of a mean
// colour: the cheeks, and what is clearly more like them.
func (h *hair) skinsBeside(mean yuv) {
	h.n = 0
	for i, c := range h.spots {
		if i >= cheekPlaces && clearly*nearest(h.spots[:cheekPlaces], c) > apart(c, mean) {
			continue
		}
		if h.n < mostSkins && (h.n == 0 || nearest(h.skins[:h.n], c) > skinAlike) {
			h.skins[h.n] = c
			h.n++
		}
	}
}

// learn looks at the crown and the temples: what is there, on the person, and has not
// the colour of the face's skin, is hair.
func (t *model) learn(h *hair, s *outline.Measures) {
	if !t.bare(h) {
		return
	}
	var seen [128]yuv
	k, all := 0, 0
	top, chin := s.At(10), s.At(152)
	mid := outline.Local{U: (top.U + chin.U) / 2, V: (top.V + chin.V) / 2}
	var over [len(crowns)][24]yuv // what is over the forehead
	var n [len(crowns)]int
	for j, out := range crowns {
		for i := range 24 {
			a := 2 * (float32(i)/23 - 0.5) // from ear to ear over the crown
			u, v := sinOf(a)*0.5*s.Width*out, -cosOf(a)*0.5*s.High*out
			q := s.Point(mid.U+u, mid.V+v)
			p := outline.Point{X: q.X, Y: q.Y}
			if c, ok := t.colour(p); ok && t.person(p) > 0.8 {
				all++
				if pixel.Abs(a) < overForehead {
					over[j][n[j]] = c
					n[j]++
				}
				if nearest(h.spots[:cheekPlaces], c) > skinAlike {
					seen[k] = c
					k++
				}
			}
		}
	}
	mean, stray := most(seen[:k])
	h.skinsBeside(mean)
	sure := pixel.Bit(k >= hairLeast && float32(k) > hairShare*float32(all)) * pixel.Ease(0.6*hairApart, 1.3*hairApart, nearest(h.skins[:h.n], mean))
	pace := float32(hairPace)
	if !h.seen {
		pace = 1
	}
	h.sure += (sure - h.sure) * pace
	if sure != 0 {
		h.mean, h.stray, h.seen = h.mean.to(mean, pace), mix(h.stray, stray, pace), true
		for j, list := range over {
			h.full[j] += (h.share(list[:n[j]]) - h.full[j]) * pace
		}
		h.long += (t.besideJaw(h, s, mid) - h.long) * pace
	}
}

// share is how many of some colours are rather hair's than skin's.
func (h *hair) share(list []yuv) float32 {
	n := 0
	for _, c := range list {
		if apart(c, h.mean) < nearest(h.skins[:h.n], c) {
			n++
		}
	}
	return float32(n) / float32(max(len(list), 1))
}

// besideJaw is how much hair there is between ears and shoulders, on the side where there
// is more.
func (t *model) besideJaw(h *hair, s *outline.Measures, mid outline.Local) float32 {
	var sides [2]float32
	for i, side := range [...]float32{-1, 1} {
		for _, v := range [...]float32{0.14, 0.21, 0.28, 0.35} {
			row := float32(0)
			for _, u := range [...]float32{0.64, 0.72, 0.8, 0.88} {
				q := s.Point(mid.U+side*u*s.Width, mid.V+v*s.High)
				p := outline.Point{X: q.X, Y: q.Y}
				if c, ok := t.colour(p); ok && apart(c, h.mean) < min(4*h.stray, nearest(h.skins[:h.n], c)) {
					row = max(row, t.person(p))
				}
			}
			sides[i] += row / 4
		}
	}
	return max(sides[0], sides[1])
}

// most is the mean of most of some colours, those near to their mean, and how far these
// stray from it.
func most(list []yuv) (mean yuv, stray float32) {
	near := float32(1e6)
	for range 3 {
		var sum yuv
		n, far := float32(0), float32(0)
		for _, c := range list {
			if d := apart(c, mean); d <= near {
				sum.y, sum.cb, sum.cr, n, far = sum.y+c.y, sum.cb+c.cb, sum.cr+c.cr, n+1, far+d
			}
		}
		if n == 0 {
			break
		}
		if near < 1e6 {
			stray = far / n
		} else {
			stray = 30
		}
		mean = yuv{sum.y / n, sum.cb / n, sum.cr / n}
		near = max(2*stray, 16)
	}
	return mean, min(max(stray, 6), 20)
}
