package beauty

import (
	"onair/beauty/face"
	"onair/beauty/pixel"
	"onair/beauty/shape"
)

// reshaping changes the shape of faces and their features.
type reshaping struct{}

func (reshaping) info() FilterInfo {
	info := FilterInfo{ID: "shape", LabelKey: "beauty.tab.shape"}
	for i, sh := range shape.Kinds {
		p := levelParam(sh.ID, "beauty."+sh.ID, slotShape+slot(i))
		if sh.Signed {
			p.Min = -maxLevel
		}
		info.Params = append(info.Params, p)
	}
	info.Params = append(info.Params, Param{
		ID: "faceShape", LabelKey: "beauty.faceShape", Kind: Choice,
		Max: float32(shape.FaceMale), Step: 1, slot: slotFaceShape,
		Choices: []string{"beauty.faceShape.natural", "beauty.faceShape.goddess", "beauty.faceShape.male"},
	})
	return info
}

func (reshaping) active(s *settings) bool {
	for i := range shape.Kinds {
		if s.on(slotShape + slot(i)) {
			return true
		}
	}
	return false
}

// wants a person's mask where a change reaches beyond the face, to keep what is
// behind it straight.
func (reshaping) wants(s *settings) face.Want {
	if l := levelsOf(s); l.Outward() {
		return face.WantFaces | face.WantBody
	}
	return face.WantFaces
}

func levelsOf(s *settings) (l shape.Levels) {
	for i := range l {
		l[i] = s.level(slotShape + slot(i))
	}
	return l
}

func (reshaping) apply(w *work, f *pixel.Frame, s *settings) {
	want := levelsOf(s)
	want = want.Mixed(shape.FaceShape(s.values[slotFaceShape]))
	if w.bodySeen {
		w.shape.Person(&w.person)
	}
	w.shape.Apply(f, w.faces, &want)
}

// SetFaceShape chooses what the level faceBeauty mixes and returns the choice
// applied; what is out of range becomes the nearest.
func (c *Chain) SetFaceShape(s shape.FaceShape) shape.FaceShape {
	return shape.FaceShape(c.set(slotFaceShape, float32(s)))
}
