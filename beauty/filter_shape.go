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

func (reshaping) wants(*settings) face.Want { return face.WantFaces }

func (reshaping) apply(w *work, f *pixel.Frame, s *settings) {
	var want shape.Levels
	for i := range want {
		want[i] = s.level(slotShape + slot(i))
	}
	want = want.Mixed(shape.FaceShape(s.values[slotFaceShape]))
	w.shape.Apply(f, w.faces, &want)
}

// SetFaceShape chooses what the level faceBeauty mixes and returns the choice
// applied; what is out of range becomes the nearest.
func (c *Chain) SetFaceShape(s shape.FaceShape) shape.FaceShape {
	return shape.FaceShape(c.set(slotFaceShape, float32(s)))
}
