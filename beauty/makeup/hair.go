package makeup

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// Person tells who is in the frame, which is what hair is looked for by; nil: it is not
// known, and hair is not painted. The mask is read until Apply returns.
func (m *Painter) Person(p *face.Mask) {
	if p != nil && !(p.W > 0 && p.H > 0 && len(p.P) >= p.W*p.H) {
		p = nil
	}
	m.body = p
}

// hairs are the colours of the hair of the faces that are in view.
type hairs struct {
	known [outline.MaxFaces]hair
	nodes []uint8 // where hair may be, a node each hairStep pixels
}

// hair is what is known of one head's: its mean colour, how far it strays, and what
// colours the face's skin has.
type hair struct {
	id    int
	mean  yuv
	stray float32
	sure  float32 // that there is hair at all: 0..1

	spots [len(barePlaces)]yuv // over time
	seen  bool                 // spots and mean are some frame's
	skins [mostSkins]yuv       // those that are skin, few that are alike
	n     int
}

// barePlaces are points of cheeks, then of chin, nose and forehead, which hair or a hat
// may cover.
var barePlaces = [...]int{50, 280, 205, 425, 116, 345, 199, 5, 151, 108, 337, 104, 333}

const (
	cheekPlaces = 4
	mostSkins   = 6
)

const (
	hairStep  = 8
	hairPace  = 0.08 // of the way to what a frame shows
	hairLeast = 14   // places to be sure by
	hairShare = 0.4  // of the crown
	clearly   = 1.5  // so many times nearer is clearly nearer
	skinAlike = 7    // what is nearer to other skin tells nothing new
	hairLuma  = 0.4  // how much luma counts beside chroma
	hairApart = 17   // what is nearer to skin's colour is no hair
)

// begin forgets who has gone.
func (h *hairs) begin(faces []face.Face) {
	for i := range h.known {
		here := false
		for j := range faces {
			here = here || faces[j].ID == h.known[i].id
		}
		if !here {
			h.known[i] = hair{}
		}
	}
}

// of is a face's; nil if there are too many.
func (h *hairs) of(id int) *hair {
	for i := range h.known {
		if h.known[i].id == id {
			return &h.known[i]
		}
	}
	for i := range h.known {
		if h.known[i].id == 0 {
			h.known[i] = hair{id: id}
			return &h.known[i]
		}
	}
	return nil
}

// apart is how far two colours are from each other.
func apart(a, b yuv) float32 {
	return hairLuma*pixel.Abs(a.y-b.y) + pixel.Abs(a.cb-b.cb) + pixel.Abs(a.cr-b.cr)
}

// hair tints what has the colour of the hair around a face, on the person, and is not
// skin.
func (t *model) hair(l Look, strength float32) {
	m := t.m
	h := m.hairs.of(t.fc.ID)
	if m.body == nil || h == nil {
		return
	}
	s := outline.Measure(t.fc)
	t.learn(h, &s)
	strength *= h.sure * outline.Fading(t.fc)
	if strength <= 0 || !t.hairPlace(&s) {
		return
	}
	t.hairWeights(h)
	m.r.Soften(&m.mask, 1)
	co := coats[Hair][l.Form]
	t.lay(l.Color, &co, strength)
}

// colour is that of a place of the frame; false: it is outside.
func (t *model) colour(p outline.Point) (c yuv, ok bool) {
	if !(p.X >= 0 && p.Y >= 0 && p.X < float32(t.f.Y.W-1) && p.Y < float32(t.f.Y.H-1)) {
		return c, false
	}
	x, y := int(p.X)&^1, int(p.Y)&^1
	i := y/2*t.f.Cb.Stride + x/2
	return yuv{
		float32(t.f.Y.P[y*t.f.Y.Stride+x]) - 16,
		float32(t.f.Cb.P[i]) - 128, float32(t.f.Cr.P[y/2*t.f.Cr.Stride+x/2]) - 128,
	}, true
}

// person is how sure it is that somebody is at a place, 0..1.
func (t *model) person(p outline.Point) float32 {
	m := t.m.body
	x, y := int(p.X*float32(m.W)/float32(t.f.Y.W)), int(p.Y*float32(m.H)/float32(t.f.Y.H))
	if x < 0 || y < 0 || x >= m.W || y >= m.H {
		return 0
	}
	return pixel.Ease(0.35, 0.65, float32(m.P[y*m.W+x])/255)
}

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

func nearest(list []yuv, c yuv) float32 {
	least := float32(1e6)
	for _, s := range list {
		least = min(least, apart(s, c))
	}
	return least
}

func (c yuv) to(d yuv, k float32) yuv {
	return yuv{mix(c.y, d.y, k), mix(c.cb, d.cb, k), mix(c.cr, d.cr, k)}
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
	for _, out := range [...]float32{1.1, 1.2, 1.32, 1.46} {
		for i := range 24 {
			a := 2 * (float32(i)/23 - 0.5) // from ear to ear over the crown
			u, v := sinOf(a)*0.5*s.Width*out, -cosOf(a)*0.5*s.High*out
			q := s.Point(mid.U+u, mid.V+v)
			p := outline.Point{X: q.X, Y: q.Y}
			if c, ok := t.colour(p); ok && t.person(p) > 0.8 {
				all++
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
	}
}

func mix(a, b, k float32) float32 { return a + (b-a)*k }

// sinOf and cosOf are of a quarter turn at 1, near enough for places.
func sinOf(a float32) float32 { return a * (1.5708 - 0.5708*a*a) }
func cosOf(a float32) float32 { return 1 - a*a }

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
