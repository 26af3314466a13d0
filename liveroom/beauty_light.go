package liveroom

// SetExposureLevel makes the picture darker or brighter, -9 to 9; nothing burns out. Ours.
func (b *BeautyManager) SetExposureLevel(level float32) float32 { return b.set("exposure", level) }

// EnableAutoLight has dim pictures brighter, coloured light whiter; levels come on top. Ours.
func (b *BeautyManager) EnableAutoLight(on bool) { b.camera.Chain.SetAutoLight(on) }

// SetContrastLevel takes contrast away or adds some, -9 to 9. A call of ours.
func (b *BeautyManager) SetContrastLevel(level float32) float32 { return b.set("contrast", level) }

// SetSaturationLevel makes colours weaker or stronger, -9 (black and white) to 9. Ours.
func (b *BeautyManager) SetSaturationLevel(v float32) float32 { return b.set("saturation", v) }

// SetWarmthLevel makes the picture bluer or more orange, -9 to 9. A call of ours.
func (b *BeautyManager) SetWarmthLevel(level float32) float32 { return b.set("warmth", level) }

// SetNoiseReductionLevel takes the camera's noise out of the picture, 0 (off) to 9. Ours.
func (b *BeautyManager) SetNoiseReductionLevel(v float32) float32 { return b.set("denoise", v) }

// EnableAutoNoiseReduction does so by the noise, or by the level if that is more. Ours.
func (b *BeautyManager) EnableAutoNoiseReduction(on bool) { b.camera.Chain.SetAutoDenoise(on) }

// SetShadowLiftLevel makes shadows brighter, 0 (off) to 9. A call of ours.
func (b *BeautyManager) SetShadowLiftLevel(level float32) float32 { return b.set("lift", level) }

// SetFramingLevel has the picture follow the faces, 0 (off) to 9 (near). A call of ours.
func (b *BeautyManager) SetFramingLevel(v float32) float32 { return b.set("framing", v) }
