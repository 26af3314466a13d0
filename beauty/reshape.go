package beauty

import "onair/beauty/face"

// reshaping changes the shape of faces and their features: one warp a frame,
// whatever is turned on.
type reshaping struct{}

// The levels of reshape, in the order of their slots and of the panel.
const (
	faceBeauty = iota
	faceSlim
	faceV
	faceNarrow
	faceShort
	chin
	forehead
	eyeScale
	eyeDistance
	eyeAngle
	noseSlim
	noseWing
	nosePosition
	mouthShape
	lipsThickness
	shapeCount
)

// shapes names them; signed ones go from -9 to 9.
var shapes = [shapeCount]struct {
	id     string
	signed bool
}{
	faceBeauty:    {"faceBeauty", false},
	faceSlim:      {"faceSlim", false},
	faceV:         {"faceV", false},
	faceNarrow:    {"faceNarrow", false},
	faceShort:     {"faceShort", false},
	chin:          {"chin", true},
	forehead:      {"forehead", true},
	eyeScale:      {"eyeScale", false},
	eyeDistance:   {"eyeDistance", true},
	eyeAngle:      {"eyeAngle", true},
	noseSlim:      {"noseSlim", false},
	noseWing:      {"noseWing", true},
	nosePosition:  {"nosePosition", true},
	mouthShape:    {"mouthShape", true},
	lipsThickness: {"lipsThickness", true},
}

// shape is a set of levels, each -1 to 1.
type shape [shapeCount]float32

func (reshaping) info() FilterInfo {
	info := FilterInfo{ID: "shape", LabelKey: "beauty.tab.shape"}
	for i, sh := range shapes {
		p := levelParam(sh.id, "beauty."+sh.id, slotShape+slot(i))
		if sh.signed {
			p.Min = -maxLevel
		}
		info.Params = append(info.Params, p)
	}
	info.Params = append(info.Params, Param{
		ID: "faceShape", LabelKey: "beauty.faceShape", Kind: Choice,
		Max: float32(len(faceShapes) - 1), Step: 1, slot: slotFaceShape,
		Choices: []string{"beauty.faceShape.natural", "beauty.faceShape.goddess", "beauty.faceShape.male"},
	})
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

func (reshaping) apply(w *work, f *frame, s *settings) {
	if len(w.faces) == 0 {
		return
	}
	w.warp.grow()
	want := shapeOf(s)
	for i := range w.faces {
		w.plans[i].make(&w.faces[i], &want)
		w.plans[i].mark(&w.warp)
	}
	w.warp.still()
	for i := range w.faces {
		w.plans[i].compose(&w.warp)
	}
	w.warp.finish()
	w.warp.apply(&w.k.warp, f)
}

// shapeOf gathers the levels, the mix of faceBeauty added.
func shapeOf(s *settings) shape {
	var out shape
	mix := &faceShapes[int(s.values[slotFaceShape])]
	beauty := s.level(slotShape + faceBeauty)
	for i := range out {
		out[i] = min(max(s.level(slotShape+slot(i))+beauty*mix[i], -1), 1)
	}
	return out
}
