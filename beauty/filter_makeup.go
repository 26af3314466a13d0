package beauty

import (
	"onair/beauty/face"
	"onair/beauty/makeup"
	"onair/beauty/pixel"
)

// painting paints hair, lips, cheeks, lids, brows and irises of every face.
type painting struct{}

func (painting) info() FilterInfo {
	info := FilterInfo{ID: "makeup", LabelKey: "beauty.group.makeup"}
	for _, k := range makeup.Kinds() {
		info.Params = append(info.Params, Param{
			ID: k.ParamID(), LabelKey: "beauty." + k.ParamID(), Kind: Level,
			Max: 1, Step: 0.05, slot: slotMakeup + slot(k),
		})
	}
	return info
}

func (painting) active(s *settings) bool {
	for k := range makeup.Count {
		if s.on(slotMakeup + slot(k)) {
			return true
		}
	}
	return false
}

// onFaces is what effects go by that must not act on what is before a face.
const onFaces = face.WantFaces | face.WantTouch

// wants people, too, where hair is tinted.
func (painting) wants(s *settings) face.Want {
	if s.on(slotMakeup + slot(makeup.Hair)) {
		return onFaces | face.WantBody
	}
	return onFaces
}

func (painting) apply(w *work, f *pixel.Frame, s *settings) {
	w.makeup.Person(nil)
	if w.bodySeen {
		w.makeup.Person(&w.person)
	}
	w.makeup.Apply(f, w.shown, w.seen, &s.makeup, (*[makeup.Count]float32)(s.values[slotMakeup:]))
}

// SetMakeup chooses how makeup of kind k looks and how strong it is, 0 (none) to
// 1, and returns the strength applied. The zero Look is the kind's first preset.
// An unknown kind changes nothing and returns 0.
func (c *Chain) SetMakeup(k makeup.Kind, look makeup.Look, strength float32) float32 {
	if !k.Valid() {
		return 0
	}
	s := slotMakeup + slot(k)
	v := c.bySlot[s].clamp(strength)
	c.change(func(n *settings) {
		n.values[s] = v
		n.makeup[k] = look.Settle(k)
	})
	return v
}

// Makeup tells the look and the strength of kind k, as applied.
func (c *Chain) Makeup(k makeup.Kind) (makeup.Look, float32) {
	if !k.Valid() {
		return makeup.Look{}, 0
	}
	s := c.now.Load()
	return s.makeup[k].Settle(k), s.values[slotMakeup+slot(k)]
}
