package beauty

// Style is the method of skin smoothing (TXBeautyManager.setBeautyStyle).
type Style int

const (
	// StyleSmooth is the strongest: flat, even skin.
	StyleSmooth Style = 0
	// StyleNature evens out blotches and keeps most pores and detail.
	StyleNature Style = 1
	// StylePitu lies between the two.
	StylePitu Style = 2
)

// SetStyle chooses the smoothing method and returns the one applied; what is out
// of range becomes the nearest.
func (c *Chain) SetStyle(s Style) Style {
	return Style(c.set(slotStyle, float32(s)))
}

// SetSmooth sets the amount of skin smoothing, 0..9 (setBeautyLevel), and returns
// the level applied.
func (c *Chain) SetSmooth(level float32) float32 { return c.set(slotSmooth, level) }

// SetWhiteness sets how much brighter and paler skin gets, 0..9
// (setWhitenessLevel), and returns the level applied.
func (c *Chain) SetWhiteness(level float32) float32 { return c.set(slotWhiteness, level) }

// SetRuddy sets how much warmer and redder skin gets, 0..9 (setRuddyLevel), and
// returns the level applied.
func (c *Chain) SetRuddy(level float32) float32 { return c.set(slotRuddy, level) }

// SetSharpness switches the clarity enhancement (enableSharpnessEnhancement, on
// by default). It gives back the crispness smoothing costs, so it does nothing
// while smoothing is at 0.
func (c *Chain) SetSharpness(on bool) { c.set(slotSharpness, number(on)) }

// SetMirror flips the picture left to right.
func (c *Chain) SetMirror(on bool) { c.set(slotMirror, number(on)) }

// SetFilter puts a colour table over the whole picture (setFilter); nil takes it
// away. One table may serve several chains.
func (c *Chain) SetFilter(l *LUT) {
	c.change(func(s *settings) { s.lut = l })
}

// SetFilterStrength mixes graded (1) and original (0) picture, 0.5 by default
// (setFilterStrength), and returns the strength applied.
func (c *Chain) SetFilterStrength(strength float32) float32 {
	return c.set(slotTable, strength)
}

func number(on bool) float32 {
	if on {
		return 1
	}
	return 0
}
