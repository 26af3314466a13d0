package visible

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// tone is a colour of skin: luma above black, and chroma from grey.
type tone struct{ y, cb, cr float32 }

func (t tone) chroma() float32 { return pixel.Sqrt(t.cb*t.cb + t.cr*t.cr) }

// tones are a face's own colours: of all of it, and of its right and left half, which two
// lamps may make different.
type tones struct {
	known bool
	all   tone
	half  [2]tone
	lost  float32 // seconds for which hardly any skin has looked like them
}

// spots are points of the mesh where skin is, seldom all covered: of the middle, and of
// the right and left half.
var spots = [3][]int{{151, 9, 8, 6, 195}, {50, 205, 101, 69, 104, 108}, {280, 425, 330, 299, 333, 337}}

const (
	tonesTake = .4 // seconds over which tones follow the light
	lampTurn  = .5 // cosine of how far the chroma of a half may be turned from the other's
	lampLeast = .8 // and how much of it there must be: lamps add colour, things are greyer
	noColour  = 5  // chroma below which there is none to go by
	lostFor   = .7 // seconds after which it is rather the light that has changed
)

// learn takes the face's colours from what is not covered of it.
func (t *tones) learn(s *scratch, k *Face, dt float32) {
	var list [17]tone
	n := 0
	var halves [2]tone
	for side, points := range spots {
		first := n
		for _, p := range points {
			if v, ok := s.spot(k, p); ok {
				list[n] = v
				n++
			}
		}
		if side > 0 && n-first >= 2 {
			halves[side-1] = common(list[first:n], nil)
		}
	}
	if n < 3 {
		if t.lost += dt; t.lost > lostFor {
			t.lost, t.known = 0, false
			clear(k.state[:])
			clear(k.odd[:])
		}
		return
	}
	t.lost = 0
	part := share(dt, tonesTake)
	if !t.known {
		part = 1
	}
	known := &t.all
	if !t.known {
		known = nil
	}
	all := common(list[:n], known)
	t.all.towards(all, part)
	for i, h := range halves {
		if !lampOnly(all, h) {
			h = all
		}
		t.half[i].towards(h, part)
	}
	t.known = true
}

// towards goes a part of the way.
func (t *tone) towards(to tone, part float32) {
	t.y += (to.y - t.y) * part
	t.cb += (to.cb - t.cb) * part
	t.cr += (to.cr - t.cr) * part
}

// lampOnly reports whether half may be the same skin as all, by another lamp.
func lampOnly(all, half tone) bool {
	if half.y < 8 || all.y < 8 {
		return false
	}
	r := min(half.y/all.y, 1)
	a, h := all.chroma(), half.chroma()
	return h > lampLeast*a*r && all.cb*half.cb+all.cr*half.cr > lampTurn*a*h
}

// common is what most of some colours agree in; with known, what agrees with that and what
// looks like anybody's skin has more of a say.
func common(list []tone, known *tone) tone {
	best, most := tone{}, float32(-1)
	for _, c := range list {
		var sum tone
		n := float32(0)
		for _, o := range list {
			if c.like(o) {
				sum.y, sum.cb, sum.cr = sum.y+o.y, sum.cb+o.cb, sum.cr+o.cr
				n++
			}
		}
		say := n
		if c.usual() {
			say *= 3
		}
		if known != nil && known.like(c) {
			say *= 2
		}
		if say > most {
			most, best = say, tone{sum.y / n, sum.cb / n, sum.cr / n}
			mean := best.y
			sum.y, n = 0, 0
			for _, o := range list {
				if c.like(o) && o.y >= mean-1 {
					sum.y, n = sum.y+o.y, n+1
				}
			}
			// Its light half: what is in shade, or half a frame of glasses, is darker.
			best = best.lit(sum.y / max(n, 1))
		}
	}
	return best
}

// lit is the same skin in other light.
func (t tone) lit(y float32) tone {
	k := y / max(t.y, 1)
	return tone{y, t.cb * k, t.cr * k}
}

// Colours are alike that differ in chroma by so much of what the luma makes of it, and in
// luma by so large a share.
const (
	alike     = .25
	alikeLuma = .45
)

func (t tone) like(o tone) bool {
	k := o.y / max(t.y, 8)
	b, r := t.cb*k-o.cb, t.cr*k-o.cr
	limit := oddLeast*.6 + alike*t.chroma()*k
	return k > 1-alikeLuma && k < 1/(1-alikeLuma) && b*b+r*r < limit*limit
}

// usual reports whether it is redder and yellower than grey, as skin is by most lamps.
func (t tone) usual() bool { return t.cr-t.cb > 9*min(t.y/110, 1) && t.cr > t.cb }

// spot is the colour around a point of the mesh; false: it is covered, or not in the
// picture.
func (s *scratch) spot(k *Face, point int) (tone, bool) {
	p := k.grid.node(outline.Landmark(&k.last, point))
	i, j := pixel.Floor(p.X), pixel.Floor(p.Y)
	if !(i >= 1 && j >= 1 && i < wide-1 && j < high-1) {
		return tone{}, false
	}
	var t tone
	n := float32(0)
	for y := j - 1; y <= j+1; y++ {
		for x := i - 1; x <= i+1; x++ {
			at := y*wide + x
			if s.kind[at] != skinKind || k.state[at] {
				continue
			}
			t.y += float32(s.y[at]) - 16
			t.cb += float32(s.cb[at]) - 128
			t.cr += float32(s.cr[at]) - 128
			n++
		}
	}
	if n < 5 {
		return tone{}, false
	}
	return tone{t.y / n, t.cb / n, t.cr / n}, true
}
