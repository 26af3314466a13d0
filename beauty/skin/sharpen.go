package skin

import (
	"onair/beauty/pixel"
)

const sharpenCore = 48 // three levels, times the 16 of the blur's weights

// Amounts at full smoothing, in 1/256 of the high pass.
const (
	sharpenAmount = 170
	sharpenOnSkin = -120
)

// Sharpen is the clarity enhancement: an unsharp mask of 3x3, with what may be
// noise left out and skin mostly spared. level is that of smoothing, 0 to 1, whose
// work it follows.
func (s *Skin) Sharpen(f *pixel.Frame, level float32) {
	s.k.sharpen(&f.Y, s.Weights(f), s.cells.LW, s.cells.LH, int(sharpenAmount*level), int(sharpenOnSkin*level), s.cells.Rows)
}
