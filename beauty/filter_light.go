package beauty

import (
	"onair/beauty/light"
	"onair/beauty/pixel"
)

// lighting changes the light of the whole picture, before anybody looks for faces in it:
// who looks and what is known of skin go by the picture as it will be seen.
type lighting struct{}

func (lighting) info() FilterInfo {
	both := func(id string, k slot) Param {
		p := levelParam(id, "beauty."+id, k)
		p.Min = -maxLevel
		return p
	}
	return FilterInfo{
		ID: "light", LabelKey: "beauty.group.light",
		Params: []Param{
			levelParam("lift", "beauty.lift", slotLift),
			both("exposure", slotExposure), both("contrast", slotContrast),
			both("saturation", slotSaturation), both("warmth", slotWarmth),
		},
	}
}

func lightLevels(s *settings) light.Levels {
	return light.Levels{
		Exposure: s.level(slotExposure), Contrast: s.level(slotContrast), Saturation: s.level(slotSaturation),
		Warmth: s.level(slotWarmth), Lift: s.level(slotLift),
	}
}

func (lighting) active(s *settings) bool {
	l := lightLevels(s)
	return l.On()
}

func (lighting) apply(w *work, f *pixel.Frame, s *settings) {
	l := lightLevels(s)
	w.light.Apply(f, w.at, w.faces, &l)
}

// SetExposure makes the picture darker or brighter, -9 to 9, and returns the level applied.
// Black and white stay.
func (c *Chain) SetExposure(level float32) float32 { return c.set(slotExposure, level) }

// SetContrast takes contrast away or adds some, -9 to 9, and returns the level applied.
func (c *Chain) SetContrast(level float32) float32 { return c.set(slotContrast, level) }

// SetSaturation makes colours weaker or stronger, -9 (none) to 9, and returns the level
// applied.
func (c *Chain) SetSaturation(level float32) float32 { return c.set(slotSaturation, level) }

// SetWarmth makes the picture bluer or more orange, -9 to 9, and returns the level applied.
func (c *Chain) SetWarmth(level float32) float32 { return c.set(slotWarmth, level) }

// SetLift makes shadows brighter, 0 to 9, and returns the level applied.
func (c *Chain) SetLift(level float32) float32 { return c.set(slotLift, level) }
