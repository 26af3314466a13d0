package beauty

import (
	"sync/atomic"

	"onair/beauty/motion"
)

// stickers draws the motion template.
type stickers struct {
	onSound  atomic.Pointer[func(motion.SoundEvent)]
	gestures gestures
}

func (*stickers) info() FilterInfo {
	return FilterInfo{ID: "stickers", LabelKey: "beauty.group.stickers"}
}

func (*stickers) active(s *settings) bool { return s.motion != nil }

func (*stickers) apply(w *work, f *frame, s *settings) {}
