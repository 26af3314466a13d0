package beauty

import (
	"onair/beauty/face"
	"onair/beauty/pixel"
	"onair/beauty/skin"
)

// smoothing evens out skin and keeps edges.
type smoothing struct{}

func (smoothing) info() FilterInfo {
	return FilterInfo{
		ID: "smooth", LabelKey: "beauty.smooth",
		Params: []Param{
			{
				ID: "style", LabelKey: "beauty.style", Kind: Choice,
				Min: 0, Max: float32(skin.StylePitu), Step: 1, Default: float32(skin.StyleSmooth),
				Choices: []string{"beauty.style.smooth", "beauty.style.nature", "beauty.style.pitu"},
				slot:    slotStyle,
			},
			levelParam("smooth", "beauty.smooth", slotSmooth),
		},
	}
}

// onSkin is what skin is found by: faces, so that its colours are theirs and eyes,
// brows and lips stay as crisp as they are, and where people are.
const onSkin = face.WantFaces | face.WantBody

func (smoothing) wants(*settings) face.Want { return onSkin }

func (smoothing) active(s *settings) bool { return s.on(slotSmooth) }

func (smoothing) apply(w *work, f *pixel.Frame, s *settings) {
	w.skin.Smooth(f, skin.Style(s.values[slotStyle]), s.level(slotSmooth))
}

// evening takes blotches of colour out of skin: some with smoothing, and redness by a
// level of its own.
type evening struct{}

func (evening) info() FilterInfo {
	return FilterInfo{
		ID: "evenRedness", LabelKey: "beauty.evenRedness",
		Params: []Param{levelParam("evenRedness", "beauty.evenRedness", slotEvenRedness)},
	}
}

func (evening) wants(*settings) face.Want { return onSkin }

func (evening) active(s *settings) bool { return s.on(slotSmooth) || s.on(slotEvenRedness) }

// smoothsColour is what of full smoothing goes for colour.
const smoothsColour = .7

func (evening) apply(w *work, f *pixel.Frame, s *settings) {
	w.skin.Even(f, smoothsColour*s.level(slotSmooth), s.level(slotEvenRedness))
}

// sharpening is the clarity enhancement. It follows smoothing and its amount
// follows smoothing's level.
type sharpening struct{}

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

func (sharpening) apply(w *work, f *pixel.Frame, s *settings) { w.skin.Sharpen(f, s.level(slotSmooth)) }

// whitening changes skin's tone; as it is at first it brightens, skin more than the
// rest.
type whitening struct{}

func (whitening) info() FilterInfo {
	return FilterInfo{
		ID: "whiteness", LabelKey: "beauty.whiteness",
		Params: []Param{
			{
				ID: "tone", LabelKey: "beauty.tone", Kind: Choice,
				Max: float32(skin.ToneDeep), Step: 1,
				Choices: []string{"beauty.tone.light", "beauty.tone.porcelain", "beauty.tone.warm", "beauty.tone.tan", "beauty.tone.deep"},
				slot:    slotTone,
			},
			levelParam("whiteness", "beauty.whiteness", slotWhiteness),
		},
	}
}

func (whitening) wants(*settings) face.Want { return onSkin }

func (whitening) active(s *settings) bool { return s.on(slotWhiteness) }

func (whitening) apply(w *work, f *pixel.Frame, s *settings) {
	w.skin.Whiten(f, skin.Tone(s.values[slotTone]), s.level(slotWhiteness))
}

// ruddiness makes skin warmer and redder.
type ruddiness struct{}

func (ruddiness) info() FilterInfo {
	return FilterInfo{
		ID: "ruddy", LabelKey: "beauty.ruddy",
		Params: []Param{levelParam("ruddy", "beauty.ruddy", slotRuddy)},
	}
}

func (ruddiness) wants(*settings) face.Want { return onSkin }

func (ruddiness) active(s *settings) bool { return s.on(slotRuddy) }

func (ruddiness) apply(w *work, f *pixel.Frame, s *settings) { w.skin.Redden(f, s.level(slotRuddy)) }
