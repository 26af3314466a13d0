package beauty

// backing puts something else, or a blur, behind the person.
type backing struct{}

func (backing) info() FilterInfo {
	return FilterInfo{
		ID: "background", LabelKey: "beauty.group.background",
		Params: []Param{{
			ID: "background.blur", LabelKey: "beauty.background.blur", Kind: Level,
			Max: 1, Step: 0.05, Default: 0.5, slot: slotBackBlur,
		}},
	}
}

func (backing) active(s *settings) bool {
	return s.back.mode != BackgroundNone && s.back.screen == nil
}

func (backing) apply(w *work, f *frame, s *settings) {}
