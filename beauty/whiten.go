package beauty

// whitening brightens along a curve that leaves black and white where they are
// and lifts the middle, skin more than the rest, and pales colour a little.
//
// The curve is x + x(1-x)(p + q x), with p and q chosen so that it follows
// ln(x(b-1)+1)/ln b with b = 4 at full level.
type whitening struct{}

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

func (whitening) info() FilterInfo {
	return FilterInfo{
		ID: "whiteness", LabelKey: "beauty.whiteness",
		Params: []Param{levelParam("whiteness", "beauty.whiteness", slotWhiteness)},
	}
}

func (whitening) active(s *settings) bool { return s.on(slotWhiteness) }

func (whitening) apply(w *work, f *frame, s *settings) {
	t := s.level(slotWhiteness)
	mask := w.skin(f)
	// In the kernel's units: luma 16..235, sixteenths of a level, 15 bits.
	const unit = 16 * (1 << 15) / 219.0
	c1 := unit * whitenQ / 219 * t
	c0 := unit*whitenP*t - 16*c1
	w.k.lift(&f.y, mask, w.lw, w.lh, tone{
		c0: int32(c0), c1: int32(c1), base: whitenBase, skin: 256 - whitenBase,
	}, w.rows)
	base := int32(whitenPaleBase * t)
	w.k.tint(&f.cb, mask, w.lw, w.lh, tint{scaleBase: base, scaleSkin: int32(whitenPaleCb * t)}, w.rows)
	w.k.tint(&f.cr, mask, w.lw, w.lh, tint{scaleBase: base, scaleSkin: int32(whitenPaleCr * t)}, w.rows)
}
