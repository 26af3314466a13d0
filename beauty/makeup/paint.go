package makeup

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/visible"
)

// Painter paints hair, lips, cheeks, lids, brows and irises of every face. Where paint
// goes is a mask, drawn from the face's landmarks each frame; how it looks there
// follows from the pixels below it.
type Painter struct {
	k    kernels
	r    outline.Rasters
	mask outline.Coverage
	hole outline.Coverage
	eyes [2]eyeHole
	pig  pigment
	a, b []outline.Point
	line []outline.Point

	lamps []lamp // of the faces in the frame

	body  *face.Mask // who is in the frame; nil: not known
	hairs hairs
}

// Light looks how the faces of a frame are lit, where they are seen, before any filter has
// changed them.
func (m *Painter) Light(f *pixel.Frame, faces []face.Face, seen *visible.Faces) {
	m.lamps = m.lamps[:0]
	for i := range faces {
		m.lamps = append(m.lamps, lampOf(f, &faces[i], seen.Of(faces[i].ID)))
	}
}

// eyeHole is what of an eye is not covered by the lids.
type eyeHole struct {
	outline.Coverage
	ready, seen bool
}

// New returns a painter with nothing painted yet.
func New() *Painter { return &Painter{k: defaultKernels()} }

// Apply paints the faces of a frame, the largest last: kind by kind in its look
// and strength, 0 (none) to 1, and as far as they are seen. Of faces that seen, which may be
// nil, does not know all is.
func (m *Painter) Apply(f *pixel.Frame, faces []face.Face, seen *visible.Faces, looks *[Count]Look, strengths *[Count]float32) {
	m.r.Begin(f.Y.W, f.Y.H)
	m.hairs.begin(faces)
	for i := len(faces) - 1; i >= 0; i-- {
		fc := &faces[i]
		p, ok := outline.PoseOf(fc)
		if !ok {
			continue
		}
		m.eyes[0].ready, m.eyes[1].ready = false, false
		t := model{m: m, f: f, fc: fc, unit: p.Width, seen: seen.Of(fc.ID)}
		t.light()
		if i < len(m.lamps) {
			t.lamp = m.lamps[i]
		}
		for k := range Kind(Count) {
			if v := strengths[k] * t.near; v > 0 {
				t.paint(k, looks[k].Settle(k), v)
			}
		}
	}
}

// model is the face being painted.
type model struct {
	m  *Painter
	f  *pixel.Frame
	fc *face.Face
	// unit is the width of the face, as if seen from the front, in pixels.
	unit float32
	// near fades paint out on faces too small for it; side does on the half of
	// the face that is turned away: right, left.
	near float32
	side [2]float32
	// cheek is the same with what is before them.
	cheek [2]float32
	// vivid is how much colour there is in the picture, by the skin: haze and
	// poor light take it from paint as well.
	vivid float32
	lamp  lamp
	seen  *visible.Face
}

// light finds near, side and vivid.
func (t *model) light() {
	t.vivid = t.colourfulness()
	t.near = pixel.Ease(24, 44, t.unit)
	t.side = outline.Facing(t.fc)
}

// skinSpots are points of cheeks, forehead and chin.
var skinSpots = []int{50, 280, 205, 425, 151, 199}

// colourfulness is the mean chroma of some spots of skin, 1 for usual skin.
func (t *model) colourfulness() float32 {
	var sum yuv
	n := float32(0)
	for _, i := range skinSpots {
		p := outline.Landmark(t.fc, i)
		if !(p.X >= 0 && p.Y >= 0 && p.X < float32(t.f.Y.W) && p.Y < float32(t.f.Y.H)) || t.seen.At(p) < .5 {
			continue
		}
		x, y := int(p.X)/2, int(p.Y)/2
		sum.cb += float32(t.f.Cb.P[y*t.f.Cb.Stride+x]) - 128
		sum.cr += float32(t.f.Cr.P[y*t.f.Cr.Stride+x]) - 128
		n++
	}
	if n == 0 {
		return 1
	}
	return min(max(0.3+0.7*outline.Point{X: sum.cb, Y: sum.cr}.Length()/n/24, 0.35), 1)
}

func (t *model) paint(k Kind, l Look, strength float32) {
	switch k {
	case Lips:
		t.lips(l, strength*t.seen.Part(visible.Lips))
	case Blush, Contour, Highlight:
		for side := range t.cheek {
			t.cheek[side] = t.side[side] * t.seen.Part(visible.RightCheek+visible.Part(side))
		}
		t.powder(k, l, strength)
	case Hair:
		// It is before the face itself.
		all := *t
		all.seen = nil
		all.hair(l, strength*t.seen.Level())
	default:
		for side := range 2 {
			part := visible.RightEye
			if k == Brows {
				part = visible.RightBrow
			}
			v := strength * t.side[side] * t.seen.Part(part+visible.Part(side))
			if v <= 0 {
				continue
			}
			switch k {
			case Shadow:
				t.shadow(side, l, v)
			case Liner:
				t.liner(side, l, v)
			case Lashes:
				t.lashes(side, l, v)
			case Brows:
				t.brow(side, l, v)
			case Lenses:
				t.lens(side, l, v)
			}
		}
	}
}

// lay mixes a colour in where the mask is.
func (t *model) lay(c RGB, co *coat, strength float32) {
	m := t.m
	opacity := int(strength*co.opacity*256 + 0.5)
	t.seen.Within(&m.mask)
	weight, sum := m.k.mean(&t.f.Y, &m.mask)
	if weight == 0 || opacity <= 0 {
		return
	}
	below := yuv{y: float32(float64(sum)/float64(weight)) - 16}
	below.cb, below.cr = t.chromaBelow(&m.mask)
	m.pig.mix(c, below, co, t.vivid, t.lamp)
	m.k.paint(t.f, &m.mask, &m.pig, opacity)
}

// chromaBelow is the mean chroma where a mask is.
func (t *model) chromaBelow(c *outline.Coverage) (cb, cr float32) {
	weight, b, r := t.m.k.below(t.f, c)
	if weight == 0 {
		return 0, 0
	}
	return float32(b) / float32(weight), float32(r) / float32(weight)
}

// points puts landmarks into a scratch list.
func (t *model) points(dst []outline.Point, list []int) []outline.Point {
	return outline.Landmarks(dst[:0], t.fc, list)
}

// outline makes the mask a softened polygon.
func (t *model) outline(pts []outline.Point, radius float32) bool {
	m := t.m
	if !m.r.Open(&m.mask, 2*radius+2, pts) {
		return false
	}
	m.r.Outline(&m.mask)
	m.r.Polygon(&m.mask, pts, false)
	m.r.Fill(&m.mask)
	m.r.Soften(&m.mask, radius)
	return true
}
