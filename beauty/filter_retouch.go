package beauty

import (
	"onair/beauty/face"
	"onair/beauty/pixel"
	"onair/beauty/retouch"
)

// touching works on small regions of each face: eyes, teeth and lines.
type touching struct{}

func (touching) info() FilterInfo {
	info := FilterInfo{ID: "retouch", LabelKey: "beauty.group.retouch"}
	for i, id := range retouch.IDs {
		info.Params = append(info.Params, levelParam(id, "beauty."+id, slotEyeLighten+slot(i)))
	}
	return info
}

func (touching) active(s *settings) bool {
	for i := range retouch.Count {
		if s.on(slotEyeLighten + slot(i)) {
			return true
		}
	}
	return false
}

func (touching) wants(*settings) face.Want { return onFaces }

func (touching) apply(w *work, f *pixel.Frame, s *settings) {
	var levels retouch.Levels
	for i := range levels {
		levels[i] = s.level(slotEyeLighten + slot(i))
	}
	w.retouch.Apply(f, w.at, w.shown, w.seen, &levels)
}
