package liveroom

// SetExposureLevel makes the own picture darker (below 0) or brighter, -9 to 9; black stays
// black and what is bright does not burn out. A call of ours.
func (b *BeautyManager) SetExposureLevel(level float32) float32 { return b.set("exposure", level) }

// SetContrastLevel takes contrast away or adds some, -9 to 9. A call of ours.
func (b *BeautyManager) SetContrastLevel(level float32) float32 { return b.set("contrast", level) }

// SetSaturationLevel makes colours weaker or stronger, -9 (black and white) to 9. A call of
// ours.
func (b *BeautyManager) SetSaturationLevel(v float32) float32 { return b.set("saturation", v) }

// SetWarmthLevel makes the picture bluer or more orange, -9 to 9. A call of ours.
func (b *BeautyManager) SetWarmthLevel(level float32) float32 { return b.set("warmth", level) }

// SetNoiseReductionLevel takes the camera's noise out of the picture, 0 (off) to 9. Ours.
func (b *BeautyManager) SetNoiseReductionLevel(v float32) float32 { return b.set("denoise", v) }

// EnableAutoNoiseReduction does so as much as the noise asks for, or as the level says if
// that is more. A call of ours.
func (b *BeautyManager) EnableAutoNoiseReduction(on bool) { b.camera.Chain.SetAutoDenoise(on) }

// SetShadowLiftLevel makes shadows brighter, 0 (off) to 9. A call of ours.
func (b *BeautyManager) SetShadowLiftLevel(level float32) float32 { return b.set("lift", level) }
