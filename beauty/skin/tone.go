package skin

import (
	"onair/beauty/pixel"
)

// Tone is what skin is changed towards. Each moves everybody the same way, so that
// people stay as different as they are.
type Tone int

// Tones there are.
const (
	ToneLight     Tone = iota // brighter and a little paler
	TonePorcelain             // brighter and paler still, cooler
	ToneWarm                  // a little brighter, golden
	ToneTan                   // darker and golden
	ToneDeep                  // darker still
)

// change is a tone at full level.
type change struct {
	// The curve of luma is x + x(1-x)(p + q x).
	p, q float32
	// base is what of it, of 256, is done where there is no skin.
	base int32
	// Colour's gain in 1/256, where there is no skin and what skin gets besides; and
	// the levels by which skin's Cb and Cr move.
	paleBase, paleCb, paleCr float32
	moveCb, moveCr           float32
}

// tones. The first's p and q follow ln(x(b-1)+1)/ln b with b = 4. Where skin is paled,
// yellow goes before red, or pale skin would look sallow.
var tones = [...]change{
	ToneLight:     {p: .93, q: -.62, base: 72, paleBase: -8, paleCb: -60, paleCr: -22},
	TonePorcelain: {p: 1.1, q: -.7, base: 60, paleBase: -8, paleCb: -105, paleCr: -62},
	ToneWarm:      {p: .6, q: -.42, base: 40, moveCb: -5, moveCr: 2.5},
	ToneTan:       {p: -.5, q: .12, paleCb: 18, paleCr: 10, moveCb: -4, moveCr: 3.5},
	ToneDeep:      {p: -.95, q: .3, paleCb: 10, paleCr: 6, moveCb: -3, moveCr: 3},
}

// darkEyes is how far eyes go along where skin gets darker, of 256.
const darkEyes = 150

// Whiten changes skin's brightness and colour towards a tone, and the rest of the
// picture a little where skin gets brighter. Black and white stay where they are. The
// level is 0 to 1.
func (s *Skin) Whiten(f *pixel.Frame, to Tone, level float32) {
	mask, t := s.Weights(f), tones[to]
	if t.p < 0 { // pale lids and lips in a dark face would look painted, and eyes would glow
		mask = s.withLips(f, darkEyes)
	}
	// In the kernel's units: luma 16..235, sixteenths of a level, 15 bits.
	const unit = 16 * (1 << 15) / 219.0
	c1 := unit * t.q / 219 * level
	c0 := unit*t.p*level - 16*c1
	s.lift(&f.Y, mask, tone{c0: int32(c0), c1: int32(c1), base: t.base, skin: 255 - t.base})
	base := int32(t.paleBase * level)
	s.tintBy(&f.Cb, mask, tint{scaleBase: base, scaleSkin: int32(t.paleCb * level), moveSkin: int32(256 * t.moveCb * level)})
	s.tintBy(&f.Cr, mask, tint{scaleBase: base, scaleSkin: int32(t.paleCr * level), moveSkin: int32(256 * t.moveCr * level)})
}

// At full level, in 1/256: what Cr gains of itself, and the steps.
const (
	ruddyGain = 0.4 * 256
	ruddyCr   = 4 * 256
	ruddyCb   = -1.5 * 256
)

// Redden makes skin warmer and redder: Cr goes up, Cb a little down. Part of the
// step is the same for every complexion, part grows with the redness that is
// there, so that lips and cheeks gain more than a beige wall taken for skin. Lips of known
// faces are reddened like skin. The level is 0 to 1.
func (s *Skin) Redden(f *pixel.Frame, level float32) {
	mask := s.withLips(f, 0)
	s.tintBy(&f.Cb, mask, tint{moveSkin: int32(ruddyCb * level)})
	s.tintBy(&f.Cr, mask, tint{scaleSkin: int32(ruddyGain * level), moveSkin: int32(ruddyCr * level)})
}
