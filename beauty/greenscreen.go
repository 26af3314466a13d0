package beauty

// screening keys out a wall of one colour.
type screening struct{}

func (screening) info() FilterInfo {
	level := func(id string, k slot, start float32) Param {
		return Param{
			ID: "screen." + id, LabelKey: "beauty.screen." + id, Kind: Level,
			Max: 1, Step: 0.05, Default: start, slot: k,
		}
	}
	return FilterInfo{
		ID: "screen", LabelKey: "beauty.group.screen",
		Params: []Param{
			level("similarity", slotScreenSimilarity, 0.5),
			level("smoothness", slotScreenSmoothness, 0.4),
			level("spill", slotScreenSpill, 0.8),
		},
	}
}

func (screening) active(s *settings) bool { return s.back.screen != nil }

func (screening) apply(w *work, f *frame, s *settings) {}
