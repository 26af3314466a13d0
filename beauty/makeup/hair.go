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
	nodes hairNodes
	by    hairColours
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
	full  [len(crowns)]float32 // how much of each arc over the forehead is hair: 0..1
	long  float32              // how much there is beside the jaw: 0..1
	skins [mostSkins]yuv       // those that are skin, few that are alike
	n     int
}

const (
	cheekPlaces = 4
	mostSkins   = 6
)

const (
	hairStep     = 8
	hairPace     = 0.08 // of the way to what a frame shows
	hairLeast    = 14   // places to be sure by
	hairShare    = 0.4  // of the crown
	overForehead = 0.6  // of the way to an ear
	clearly      = 1.5  // so many times nearer is clearly nearer
	skinAlike    = 7    // what is nearer to other skin tells nothing new
	hairLuma     = 0.4  // how much luma counts beside chroma
	hairApart    = 17   // what is nearer to skin's colour is no hair
	wideFrom     = 40   // from hair's colour, where all around is hair
	wideTo       = 70
)

// crowns are arcs over the crown, in halves of the face's sizes.
var crowns = [...]float32{1.1, 1.2, 1.32, 1.46}

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
	if strength <= 0 || !t.hairPlace(h, &s) {
		return
	}
	h.colours(&m.hairs.by)
	m.k.hair(t.f, &m.mask, &m.hairs.nodes, &m.hairs.by)
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
	switch v := float32(m.P[y*m.W+x]) / 255; {
	case v < 0.35:
		return 0
	case v > 0.65:
		return 1
	default:
		return pixel.Ease(0.35, 0.65, v)
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

// fullness is how sure it is that all is hair so far out over the forehead, whatever its
// colour: most of the arcs about it are.
func (h *hair) fullness(oval float32) float32 {
	least, i := h.full[0], 0
	for ; i < len(crowns)-1 && oval > crowns[i+1]; i++ {
		least = h.full[i+1]
	}
	if i < len(crowns)-1 {
		least = min(least, h.full[i+1])
	}
	return pixel.Ease(0.4, 0.56, least) * pixel.Ease(0.98, 1.06, oval)
}

func mix(a, b, k float32) float32 { return a + (b-a)*k }

// sinOf and cosOf are of a quarter turn at 1, near enough for places.
func sinOf(a float32) float32 { return a * (1.5708 - 0.5708*a*a) }
func cosOf(a float32) float32 { return 1 - a*a }
