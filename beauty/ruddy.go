package beauty

// ruddiness makes skin warmer and redder: Cr goes up, Cb a little down. Part of
// the step is the same for every complexion, part grows with the redness that is
// there, so that lips and cheeks gain more than a beige wall taken for skin.
type ruddiness struct{}

// At full level, in 1/256: what Cr gains of itself, and the steps.
const (
	ruddyGain = 0.4 * 256
	ruddyCr   = 4 * 256
	ruddyCb   = -1.5 * 256
)

func (ruddiness) info() FilterInfo {
	return FilterInfo{
		ID: "ruddy", LabelKey: "beauty.ruddy",
		Params: []Param{levelParam("ruddy", "beauty.ruddy", slotRuddy)},
	}
}

func (ruddiness) active(s *settings) bool { return s.on(slotRuddy) }

func (ruddiness) apply(w *work, f *frame, s *settings) {
	t := s.level(slotRuddy)
	mask := w.skin(f)
	w.k.tint(&f.cb, mask, w.lw, w.lh, tint{moveSkin: int32(ruddyCb * t)}, w.rows)
	w.k.tint(&f.cr, mask, w.lw, w.lh, tint{scaleSkin: int32(ruddyGain * t), moveSkin: int32(ruddyCr * t)}, w.rows)
}
