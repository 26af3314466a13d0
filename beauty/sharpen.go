package beauty

// sharpening is the clarity enhancement: an unsharp mask of 3x3, with what may
// be noise left out and skin mostly spared. It follows smoothing and its amount
// follows smoothing's level.
type sharpening struct{}

// Amounts at full smoothing, in 1/256 of the high pass.
const (
	sharpenAmount = 170
	sharpenOnSkin = -120
)

func (sharpening) info() FilterInfo {
	return FilterInfo{
		ID: "sharpness", LabelKey: "beauty.sharpness",
		Params: []Param{{
			ID: "sharpness", LabelKey: "beauty.sharpness", Kind: Switch,
			Max: 1, Step: 1, Default: 1, slot: slotSharpness,
		}},
	}
}

func (sharpening) active(s *settings) bool { return s.on(slotSharpness) && s.on(slotSmooth) }

func (sharpening) apply(w *work, f *frame, s *settings) {
	t := s.level(slotSmooth)
	w.k.sharpen(&f.y, w.skin(f), w.lw, w.lh, int(sharpenAmount*t), int(sharpenOnSkin*t), w.rows)
}
