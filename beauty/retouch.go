package beauty

import "onair/beauty/face"

// retouching works on small regions of each face: eyes, teeth and lines.
type retouching struct{}

func (retouching) info() FilterInfo {
	return FilterInfo{
		ID: "retouch", LabelKey: "beauty.group.retouch",
		Params: []Param{
			levelParam("eyeLighten", "beauty.eyeLighten", slotEyeLighten),
			levelParam("toothWhiten", "beauty.toothWhiten", slotToothWhiten),
			levelParam("wrinkleRemove", "beauty.wrinkleRemove", slotWrinkleRemove),
			levelParam("pouchRemove", "beauty.pouchRemove", slotPouchRemove),
			levelParam("smileLinesRemove", "beauty.smileLinesRemove", slotSmileLinesRemove),
		},
	}
}

func (retouching) active(s *settings) bool {
	return s.on(slotEyeLighten) || s.on(slotToothWhiten) ||
		s.on(slotWrinkleRemove) || s.on(slotPouchRemove) || s.on(slotSmileLinesRemove)
}

func (retouching) wants(*settings) face.Want { return face.WantFaces }

func (retouching) apply(*work, *frame, *settings) {}
