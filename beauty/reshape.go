package beauty

import "onair/beauty/face"

// reshaping changes the shape of faces and their features: one warp a frame,
// whatever is turned on.
type reshaping struct{}

// shapes are the levels of reshape, in the order of their slots.
var shapes = [...]struct {
	id     string
	signed bool
}{
	{"faceBeauty", false},
	{"faceSlim", false},
	{"faceV", false},
	{"faceNarrow", false},
	{"faceShort", false},
	{"chin", true},
	{"forehead", true},
	{"eyeScale", false},
	{"eyeDistance", true},
	{"eyeAngle", true},
	{"noseSlim", false},
	{"noseWing", true},
	{"nosePosition", true},
	{"mouthShape", true},
	{"lipsThickness", true},
}

const shapeCount = 15

func (reshaping) info() FilterInfo {
	info := FilterInfo{ID: "shape", LabelKey: "beauty.tab.shape"}
	for i, sh := range shapes {
		p := levelParam(sh.id, "beauty."+sh.id, slotShape+slot(i))
		if sh.signed {
			p.Min = -maxLevel
		}
		info.Params = append(info.Params, p)
	}
	return info
}

func (reshaping) active(s *settings) bool {
	for i := range shapes {
		if s.on(slotShape + slot(i)) {
			return true
		}
	}
	return false
}

func (reshaping) wants(*settings) face.Want { return face.WantFaces }

func (reshaping) apply(*work, *frame, *settings) {}
