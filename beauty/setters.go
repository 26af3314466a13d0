package beauty

import (
	"onair/beauty/grade"
	"onair/beauty/pixel"
	"onair/beauty/skin"
)

// SetStyle chooses the smoothing method and returns the one applied; what is out
// of range becomes the nearest.
func (c *Chain) SetStyle(s skin.Style) skin.Style {
	return skin.Style(c.set(slotStyle, float32(s)))
}

// SetSmooth sets the amount of skin smoothing, 0..9 (setBeautyLevel), and returns
// the level applied.
func (c *Chain) SetSmooth(level float32) float32 { return c.set(slotSmooth, level) }

// SetEvenRedness sets how much redness and other blotches are taken out of skin, 0..9,
// and returns the level applied.
func (c *Chain) SetEvenRedness(level float32) float32 { return c.set(slotEvenRedness, level) }

// SetWhiteness sets how much brighter and paler skin gets, 0..9
// (setWhitenessLevel), and returns the level applied.
func (c *Chain) SetWhiteness(level float32) float32 { return c.set(slotWhiteness, level) }

// SetTone chooses what whiteness changes skin towards and returns the tone applied;
// what is out of range becomes the nearest.
func (c *Chain) SetTone(t skin.Tone) skin.Tone { return skin.Tone(c.set(slotTone, float32(t))) }

// SetRuddy sets how much warmer and redder skin gets, 0..9 (setRuddyLevel), and
// returns the level applied.
func (c *Chain) SetRuddy(level float32) float32 { return c.set(slotRuddy, level) }

// SetSharpness switches the clarity enhancement (enableSharpnessEnhancement, on
// by default). It gives back the crispness smoothing costs, so it does nothing
// while smoothing is at 0.
func (c *Chain) SetSharpness(on bool) { c.set(slotSharpness, pixel.Bit(on)) }

// SetMirror flips the picture left to right.
func (c *Chain) SetMirror(on bool) { c.set(slotMirror, pixel.Bit(on)) }

// SetFilter puts a colour table over the whole picture (setFilter); nil takes it
// away. One table may serve several chains.
func (c *Chain) SetFilter(l *grade.LUT) {
	c.change(func(s *settings) { s.lut = l })
}

// SetFilterStrength mixes graded (1) and original (0) picture, 0.5 by default
// (setFilterStrength), and returns the strength applied.
func (c *Chain) SetFilterStrength(strength float32) float32 {
	return c.set(slotTable, strength)
}
