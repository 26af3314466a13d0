package beauty

import (
	"image/color"

	"onair/beauty/backdrop"
	"onair/beauty/face"
	"onair/beauty/pixel"
)

// backs is the part of the settings that says what goes behind a person.
type backs struct {
	mode     backdrop.Mode
	backdrop backdrop.Source // of BackgroundPicture
	screen   backdrop.Source // behind a keyed wall; nil: no keying
	key      backdrop.Key
}

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

func (screening) apply(w *work, f *pixel.Frame, s *settings) {
	if w.back.Screen(f, w.at, s.back.screen, s.back.key, backdrop.Levels{
		Similarity: s.values[slotScreenSimilarity],
		Smoothness: s.values[slotScreenSmoothness],
		Spill:      s.values[slotScreenSpill],
	}) {
		w.repainted()
	}
}

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
	return s.back.mode != backdrop.None && s.back.screen == nil
}

func (backing) wants(*settings) face.Want { return face.WantPerson | face.WantHands }

func (backing) apply(w *work, f *pixel.Frame, s *settings) {
	switch {
	case !w.personSeen && w.looking:
		w.back.Hide(f)
		w.repainted()
	case !w.personSeen:
	case w.back.Behind(f, w.at, &w.person, w.hands, s.back.mode, s.back.backdrop, s.values[slotBackBlur]):
		w.repainted()
		w.masks.note(w.at, w.person.At)
	}
}

// SetBackground replaces or blurs what is not a person, by the person mask of
// the chain's Finder. Without a Finder, or with one that says it is Unable, the picture passes unchanged; while its first mask
// is awaited all of it is blurred, so that the room is not shown. b counts with BackgroundPicture alone; while it is nil or has
// no picture yet, the background is blurred, so that the room is not shown.
// It returns the mode applied: a mode there is not becomes BackgroundNone.
//
// A green screen (SetGreenScreen) goes first: while it is on, this rests.
func (c *Chain) SetBackground(mode backdrop.Mode, b backdrop.Source) backdrop.Mode {
	if mode < backdrop.None || mode > backdrop.Picture {
		mode = backdrop.None
	}
	if mode != backdrop.Picture {
		b = nil
	}
	c.change(func(s *settings) { s.back.mode, s.back.backdrop = mode, b })
	return mode
}

// SetBackgroundBlur sets how strong BackgroundBlur is, 0 (hardly) to 1 (shapes
// only), 0.5 by default, and returns the strength applied.
func (c *Chain) SetBackgroundBlur(strength float32) float32 {
	return c.set(slotBackBlur, strength)
}

// SetGreenScreen puts b in place of a wall or cloth of one strong colour
// (setGreenScreenFile); nil switches it off. Until b has a picture the frame
// passes unchanged. The colour is looked for in the picture unless
// SetGreenScreenKey named one.
func (c *Chain) SetGreenScreen(b backdrop.Source) {
	c.change(func(s *settings) { s.back.screen = b })
}

// SetGreenScreenKey names the colour of the wall; nil, or a colour without any
// hue, has the chain look for a dominant green or blue by itself.
func (c *Chain) SetGreenScreenKey(key color.Color) {
	k := backdrop.KeyOf(key)
	c.change(func(s *settings) { s.back.key = k })
}
