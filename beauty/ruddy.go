package beauty

// ruddiness makes skin warmer and redder: Cr goes up, Cb a little down, by an
// amount that is the same for every complexion. What is not skin keeps its
// colour.
type ruddiness struct{}

// Chroma steps at full level, in 1/256.
const (
	ruddyCr = 11 * 256
	ruddyCb = -1.5 * 256
)

func (ruddiness) info() FilterInfo {
	return FilterInfo{
		ID: "ruddy", LabelKey: "beauty.ruddy",
		Params: []Param{levelParam("ruddy.level", "beauty.ruddy.level", slotRuddy)},
	}
}

func (ruddiness) active(s *settings) bool { return s.on(slotRuddy) }

func (ruddiness) apply(w *work, f *frame, s *settings) {
	t := s.level(slotRuddy)
	mask := w.skin(f)
	w.k.tint(&f.cb, mask, w.lw, w.lh, tint{moveSkin: int32(ruddyCb * t)}, w.rows)
	w.k.tint(&f.cr, mask, w.lw, w.lh, tint{moveSkin: int32(ruddyCr * t)}, w.rows)
}
