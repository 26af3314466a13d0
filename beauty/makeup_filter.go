package beauty

import (
	"onair/beauty/face"
	"onair/beauty/motion"
)

// makeup paints lips, cheeks, lids, brows and irises of every face. Where paint
// goes is a mask, drawn from the face's landmarks each frame; how it looks there
// follows from the pixels below it.
type makeup struct {
	r    rasters
	mask coverage
	hole coverage
	eyes [2]eyeHole
	pig  pigment
	a, b []pt
	line []pt
}

// eyeHole is what of an eye is not covered by the lids.
type eyeHole struct {
	coverage
	ready, seen bool
}

func (*makeup) info() FilterInfo {
	info := FilterInfo{ID: "makeup", LabelKey: "beauty.group.makeup"}
	for _, k := range MakeupKinds() {
		info.Params = append(info.Params, Param{
			ID: k.ParamID(), LabelKey: "beauty." + k.ParamID(), Kind: Level,
			Max: 1, Step: 0.05, slot: slotMakeup + slot(k),
		})
	}
	return info
}

func (*makeup) active(s *settings) bool {
	for k := range makeupKinds {
		if s.on(slotMakeup + slot(k)) {
			return true
		}
	}
	return false
}

func (*makeup) wants(*settings) face.Want { return face.WantFaces }

func (m *makeup) apply(w *work, f *frame, s *settings) {
	m.r.begin(f)
	for i := len(w.faces) - 1; i >= 0; i-- {
		fc := &w.faces[i]
		p, ok := poseOf(fc)
		if !ok {
			continue
		}
		m.eyes[0].ready, m.eyes[1].ready = false, false
		t := model{m: m, w: w, f: f, fc: fc, unit: p.unit[motion.FaceWidth]}
		t.light()
		for k := range MakeupKind(makeupKinds) {
			v := s.values[slotMakeup+slot(k)] * t.near
			if v > 0 {
				t.paint(k, s.makeup[k].settle(k), v)
			}
		}
	}
}

// model is the face being painted.
type model struct {
	m  *makeup
	w  *work
	f  *frame
	fc *face.Face
	// unit is the width of the face, as if seen from the front, in pixels.
	unit float32
	// near fades paint out on faces too small for it; side does on the half of
	// the face that is turned away: right, left.
	near float32
	side [2]float32
	// vivid is how much colour there is in the picture, by the skin: haze and
	// poor light take it from paint as well.
	vivid float32
}

// light finds near, side and vivid.
func (t *model) light() {
	t.vivid = t.colourfulness()
	t.near = ease(24, 44, t.unit)
	nose := landmark(t.fc, 6)
	r, l := nose.minus(landmark(t.fc, 234)).length(), nose.minus(landmark(t.fc, 454)).length()
	t.side = [2]float32{ease(0.08, 0.26, r/(r+l)), ease(0.08, 0.26, l/(r+l))}
}

// skinSpots are points of cheeks, forehead and chin.
var skinSpots = []int{50, 280, 205, 425, 151, 199}

// colourfulness is the mean chroma of some spots of skin, 1 for usual skin.
func (t *model) colourfulness() float32 {
	var sum yuv
	n := float32(0)
	for _, i := range skinSpots {
		p := landmark(t.fc, i)
		if !(p.x >= 0 && p.y >= 0 && p.x < float32(t.f.y.w) && p.y < float32(t.f.y.h)) {
			continue
		}
		x, y := int(p.x)/2, int(p.y)/2
		sum.cb += float32(t.f.cb.p[y*t.f.cb.stride+x]) - 128
		sum.cr += float32(t.f.cr.p[y*t.f.cr.stride+x]) - 128
		n++
	}
	if n == 0 {
		return 1
	}
	return min(max(0.3+0.7*pt{sum.cb, sum.cr}.length()/n/24, 0.35), 1)
}

// ease rises from 0 at a to 1 at b.
func ease(a, b, v float32) float32 {
	k := min(max((v-a)/(b-a), 0), 1)
	return k * k * (3 - 2*k)
}

func (t *model) paint(k MakeupKind, l Look, strength float32) {
	switch k {
	case MakeupLips:
		t.lips(l, strength)
	case MakeupBlush:
		t.blush(l, strength)
	default:
		for side := range 2 {
			v := strength * t.side[side]
			if v <= 0 {
				continue
			}
			switch k {
			case MakeupShadow:
				t.shadow(side, l, v)
			case MakeupLiner:
				t.liner(side, l, v)
			case MakeupBrows:
				t.brow(side, l, v)
			case MakeupLenses:
				t.lens(side, l, v)
			}
		}
	}
}

// lay mixes a colour in where the mask is.
func (t *model) lay(c RGB, co *coat, strength float32) {
	m := t.m
	opacity := int(strength*co.opacity*256 + 0.5)
	weight, sum := t.w.k.makeup.mean(&t.f.y, &m.mask)
	if weight == 0 || opacity <= 0 {
		return
	}
	below := yuv{y: float32(float64(sum)/float64(weight)) - 16}
	if co.stain > 0 {
		below.cb, below.cr = t.chromaBelow(&m.mask)
	}
	m.pig.mix(c, below, co, t.vivid)
	t.w.k.makeup.paint(t.f, &m.mask, &m.pig, opacity)
}

// chromaBelow is the mean chroma where a mask is.
func (t *model) chromaBelow(c *coverage) (cb, cr float32) {
	var weight, b, r int64
	for y := c.y0 / 2; y < c.y1/2; y++ {
		m := c.p[(2*y-c.y0)*c.width():]
		rb, rr := t.f.cb.p[y*t.f.cb.stride:], t.f.cr.p[y*t.f.cr.stride:]
		for x := c.x0 / 2; x < c.x1/2; x++ {
			k := int64(m[2*x-c.x0])
			weight += k
			b += k * (int64(rb[x]) - 128)
			r += k * (int64(rr[x]) - 128)
		}
	}
	if weight == 0 {
		return 0, 0
	}
	return float32(b) / float32(weight), float32(r) / float32(weight)
}

// points puts landmarks into a scratch list.
func (t *model) points(dst []pt, list []int) []pt { return landmarksOf(dst[:0], t.fc, list) }

// outline makes the mask a softened polygon.
func (t *model) outline(pts []pt, radius float32) bool {
	m := t.m
	if !m.r.open(&m.mask, 2*radius+2, pts) {
		return false
	}
	m.r.outline(&m.mask)
	m.r.polygon(&m.mask, pts, false)
	m.r.fill(&m.mask)
	m.r.soften(&t.w.k.makeup, &m.mask, radius)
	return true
}
