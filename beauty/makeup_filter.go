package beauty

// makeup paints lips, cheeks, lids, brows and irises of every face.
type makeup struct{}

func (*makeup) info() FilterInfo {
	info := FilterInfo{ID: "makeup", LabelKey: "beauty.group.makeup"}
	for _, k := range MakeupKinds() {
		info.Params = append(info.Params, Param{
			ID: k.ParamID(), LabelKey: "beauty." + k.ParamID(), Kind: Level,
			Max: 1, Step: 0.05, slot: slotMakeup + slot(k),
		})
	}
	return info
}

func (*makeup) active(s *settings) bool {
	for k := range makeupKinds {
		if s.on(slotMakeup + slot(k)) {
			return true
		}
	}
	return false
}

func (*makeup) apply(w *work, f *frame, s *settings) {}
