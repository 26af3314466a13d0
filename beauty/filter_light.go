package beauty

import (
	"onair/beauty/face"
	"onair/beauty/light"
	"onair/beauty/pixel"
)

// denoising takes the camera's noise out, before everything else: what is done later would
// make it larger, and whoever looks at the picture is steadier without it.
type denoising struct{}

func (denoising) info() FilterInfo {
	return FilterInfo{
		ID: "denoise", LabelKey: "beauty.denoise",
		Params: []Param{
			levelParam("denoise", "beauty.denoise", slotDenoise),
			{ID: "autoDenoise", LabelKey: "beauty.autoDenoise", Kind: Switch, Max: 1, Step: 1, slot: slotAutoDenoise},
		},
	}
}

func (denoising) active(s *settings) bool { return s.on(slotDenoise) || s.on(slotAutoDenoise) }

func (denoising) apply(w *work, f *pixel.Frame, s *settings) {
	w.denoise.Apply(f, w.at, float64(s.level(slotDenoise)), s.on(slotAutoDenoise))
}

// SetDenoise sets how much of the camera's noise is taken out, 0 to 9, and returns the level
// applied.
func (c *Chain) SetDenoise(level float32) float32 { return c.set(slotDenoise, level) }

// SetAutoDenoise has as much of the camera's noise taken out as there is, or as SetDenoise
// says if that is more.
func (c *Chain) SetAutoDenoise(on bool) { c.set(slotAutoDenoise, pixel.Bit(on)) }

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
			{ID: "autoLight", LabelKey: "beauty.autoLight", Kind: Switch, Max: 1, Step: 1, slot: slotAutoLight},
			levelParam("lift", "beauty.lift", slotLift),
			both("exposure", slotExposure), both("contrast", slotContrast),
			both("saturation", slotSaturation), both("warmth", slotWarmth),
		},
	}
}

func lightLevels(s *settings) light.Levels {
	return light.Levels{
		Exposure: s.level(slotExposure), Contrast: s.level(slotContrast), Saturation: s.level(slotSaturation),
		Warmth: s.level(slotWarmth), Lift: s.level(slotLift), Auto: s.on(slotAutoLight),
	}
}

func (lighting) active(s *settings) bool {
	l := lightLevels(s)
	return l.On()
}

func (lighting) wants(s *settings) face.Want {
	if s.on(slotAutoLight) {
		return face.WantFaces
	}
	return 0
}

func (lighting) apply(w *work, f *pixel.Frame, s *settings) {
	l := lightLevels(s)
	w.light.Apply(f, w.at, w.faces, &l)
}

// SetAutoLight has the light be as the picture needs it: dim pictures and faces against the
// light brighter, coloured light whiter. Levels set by hand come on top. It goes by the face
// where the chain's Finder sees one.
func (c *Chain) SetAutoLight(on bool) { c.set(slotAutoLight, pixel.Bit(on)) }

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
