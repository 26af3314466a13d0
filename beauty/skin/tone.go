package skin

import (
	"onair/beauty/pixel"
)

const (
	whitenP    = 0.93
	whitenQ    = -0.62
	whitenBase = 72 // of 256: what the curve does where there is no skin
	// Loss of saturation at full level, in 1/256. Yellow goes before red, or
	// pale skin would look sallow.
	whitenPaleBase = -8
	whitenPaleCb   = -60
	whitenPaleCr   = -22
)

// Whiten brightens along a curve that leaves black and white where they are and
// lifts the middle, skin more than the rest, and pales colour a little. The level
// is 0 to 1.
//
// The curve is x + x(1-x)(p + q x), with p and q chosen so that it follows
// ln(x(b-1)+1)/ln b with b = 4 at full level.
func (s *Skin) Whiten(f *pixel.Frame, level float32) {
	c, mask := s.cells, s.Weights(f)
	// In the kernel's units: luma 16..235, sixteenths of a level, 15 bits.
	const unit = 16 * (1 << 15) / 219.0
	c1 := unit * whitenQ / 219 * level
	c0 := unit*whitenP*level - 16*c1
	s.k.lift(&f.Y, mask, c.LW, c.LH, tone{
		c0: int32(c0), c1: int32(c1), base: whitenBase, skin: 256 - whitenBase,
	}, c.Rows)
	base := int32(whitenPaleBase * level)
	s.k.tint(&f.Cb, mask, c.LW, c.LH, tint{scaleBase: base, scaleSkin: int32(whitenPaleCb * level)}, c.Rows)
	s.k.tint(&f.Cr, mask, c.LW, c.LH, tint{scaleBase: base, scaleSkin: int32(whitenPaleCr * level)}, c.Rows)
}

// At full level, in 1/256: what Cr gains of itself, and the steps.
const (
	ruddyGain = 0.4 * 256
	ruddyCr   = 4 * 256
	ruddyCb   = -1.5 * 256
)

// Redden makes skin warmer and redder: Cr goes up, Cb a little down. Part of the
// step is the same for every complexion, part grows with the redness that is
// there, so that lips and cheeks gain more than a beige wall taken for skin. The
// level is 0 to 1.
func (s *Skin) Redden(f *pixel.Frame, level float32) {
	c, mask := s.cells, s.Weights(f)
	s.k.tint(&f.Cb, mask, c.LW, c.LH, tint{moveSkin: int32(ruddyCb * level)}, c.Rows)
	s.k.tint(&f.Cr, mask, c.LW, c.LH, tint{scaleSkin: int32(ruddyGain * level), moveSkin: int32(ruddyCr * level)}, c.Rows)
}
