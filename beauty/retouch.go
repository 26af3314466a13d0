package beauty

import "onair/beauty/face"

// retouching works on small regions of each face: eyes, teeth and lines.
type retouching struct {
	r    rasters
	mask coverage
	line []pt
	fine []pt
	even evening

	levels [retouchCount]float32
}

// What retouch does, in the order of its slots.
const (
	eyeLighten = iota
	toothWhiten
	wrinkleRemove
	pouchRemove
	smileLinesRemove
	retouchCount
)

var retouchIDs = [retouchCount]string{"eyeLighten", "toothWhiten", "wrinkleRemove", "pouchRemove", "smileLinesRemove"}

func (*retouching) info() FilterInfo {
	info := FilterInfo{ID: "retouch", LabelKey: "beauty.group.retouch"}
	for i, id := range retouchIDs {
		info.Params = append(info.Params, levelParam(id, "beauty."+id, slotEyeLighten+slot(i)))
	}
	return info
}

func (*retouching) active(s *settings) bool {
	for i := range retouchCount {
		if s.on(slotEyeLighten + slot(i)) {
			return true
		}
	}
	return false
}

func (*retouching) wants(*settings) face.Want { return face.WantFaces }

// Faces narrower than retouchLeast pixels show nothing to retouch; up to
// retouchFull it comes in.
const (
	retouchLeast = 40
	retouchFull  = 70
)

func (t *retouching) apply(w *work, f *frame, s *settings) {
	t.r.begin(f)
	for i := range w.faces {
		one := &w.faces[i]
		size := distance(one.Points[10], one.Points[152])
		fade := fading(one) * ease(retouchLeast, retouchFull, size)
		// Written so that what is not a number is left out.
		if !(fade > 0 && size < 4*float32(w.h)) {
			continue
		}
		for k := range t.levels {
			t.levels[k] = s.level(slotEyeLighten+slot(k)) * fade
		}
		t.face(w, f, one)
	}
}

func (t *retouching) face(w *work, f *frame, one *face.Face) {
	m := measure(one)
	w.stats(f)
	lit := skinLuma(w, &m)
	if k := t.levels[pouchRemove]; k > 0 {
		for side := range 2 {
			if t.pouch(&w.k.makeup, &m, side) {
				t.even.run(w, f, &t.mask, evenly{strength: k, coarse: 0.085 * m.high, fine: 0.004 * m.high, skin: lit, deep: true, lift: 0.55})
			}
		}
	}
	if k := t.levels[smileLinesRemove]; k > 0 {
		for side := range 2 {
			if t.smileLine(&w.k.makeup, &m, side) {
				t.even.run(w, f, &t.mask, evenly{strength: k, coarse: 0.09 * m.high, fine: 0.004 * m.high, skin: lit, deep: true})
			}
		}
	}
	if k := t.levels[wrinkleRemove]; k > 0 {
		if t.forehead(&w.k.makeup, &m) {
			t.even.run(w, f, &t.mask, evenly{strength: k, coarse: 0.065 * m.high, fine: 0.004 * m.high, skin: lit})
		}
		for side := range 2 {
			if t.crowsFeet(&w.k.makeup, &m, side) {
				t.even.run(w, f, &t.mask, evenly{strength: k, coarse: 0.065 * m.high, fine: 0.004 * m.high, skin: lit})
			}
		}
	}
	if k := t.levels[eyeLighten]; k > 0 {
		t.lightenEyes(w, f, &m, k)
	}
	if k := t.levels[toothWhiten]; k > 0 {
		t.whitenTeeth(w, f, &m, k)
	}
}
