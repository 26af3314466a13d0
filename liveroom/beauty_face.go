package liveroom

import "onair/beauty/makeup"

// The methods of this file need to see a face: where faces cannot be found, and
// while none is in the picture, they change nothing. Each returns the level in
// force, as all levels do.

// SetEyeScaleLevel enlarges the eyes, 0 (off) to 9.
func (b *BeautyManager) SetEyeScaleLevel(level float32) float32 { return b.set("eyeScale", level) }

// SetFaceSlimLevel slims cheeks and jaw, 0 (off) to 9.
func (b *BeautyManager) SetFaceSlimLevel(level float32) float32 { return b.set("faceSlim", level) }

// SetFaceVLevel narrows the lower face towards a V, 0 (off) to 9.
func (b *BeautyManager) SetFaceVLevel(level float32) float32 { return b.set("faceV", level) }

// SetFaceNarrowLevel narrows the whole face, 0 (off) to 9.
func (b *BeautyManager) SetFaceNarrowLevel(level float32) float32 { return b.set("faceNarrow", level) }

// SetFaceShortLevel shortens the face, 0 (off) to 9.
func (b *BeautyManager) SetFaceShortLevel(level float32) float32 { return b.set("faceShort", level) }

// SetChinLevel moves the chin, -9 (shorter) to 9 (longer).
func (b *BeautyManager) SetChinLevel(level float32) float32 { return b.set("chin", level) }

// SetForeheadLevel moves the hairline, -9 (up) to 9 (down).
func (b *BeautyManager) SetForeheadLevel(level float32) float32 { return b.set("forehead", level) }

// SetEyeDistanceLevel moves the eyes, -9 (apart) to 9 (closer).
func (b *BeautyManager) SetEyeDistanceLevel(v float32) float32 { return b.set("eyeDistance", v) }

// SetEyeAngleLevel moves the outer corners of the eyes, -9 (down) to 9 (up).
func (b *BeautyManager) SetEyeAngleLevel(level float32) float32 { return b.set("eyeAngle", level) }

// SetMouthShapeLevel sets the mouth's width, -9 (wider) to 9 (narrower).
func (b *BeautyManager) SetMouthShapeLevel(level float32) float32 { return b.set("mouthShape", level) }

// SetNoseSlimLevel makes the nose thinner, 0 (off) to 9.
func (b *BeautyManager) SetNoseSlimLevel(level float32) float32 { return b.set("noseSlim", level) }

// SetNoseWingLevel sets the width of the nostrils, -9 (wider) to 9 (narrower).
func (b *BeautyManager) SetNoseWingLevel(level float32) float32 { return b.set("noseWing", level) }

// SetNosePositionLevel moves the nose, -9 (up) to 9 (down).
func (b *BeautyManager) SetNosePositionLevel(v float32) float32 { return b.set("nosePosition", v) }

// SetLipsThicknessLevel sets the thickness of the lips, -9 (thicker) to 9 (thinner).
func (b *BeautyManager) SetLipsThicknessLevel(v float32) float32 { return b.set("lipsThickness", v) }

// SetFaceBeautyLevel mixes several changes of shape on one slider, 0 (off) to 9.
func (b *BeautyManager) SetFaceBeautyLevel(level float32) float32 { return b.set("faceBeauty", level) }

// Retouch works on parts of a face; what is said above of faces holds for it too.

// SetEyeLightenLevel brightens iris and white of the eyes, 0 (off) to 9.
func (b *BeautyManager) SetEyeLightenLevel(level float32) float32 { return b.set("eyeLighten", level) }

// SetToothWhitenLevel whitens teeth where they show, 0 (off) to 9.
func (b *BeautyManager) SetToothWhitenLevel(v float32) float32 { return b.set("toothWhiten", v) }

// SetWrinkleRemoveLevel softens wrinkles of forehead and eyes, 0 (off) to 9.
func (b *BeautyManager) SetWrinkleRemoveLevel(v float32) float32 { return b.set("wrinkleRemove", v) }

// SetPounchRemoveLevel softens bags under the eyes; the name is TXBeautyManager's, 0 (off) to 9.
func (b *BeautyManager) SetPounchRemoveLevel(v float32) float32 { return b.set("pouchRemove", v) }

// SetSmileLinesRemoveLevel softens the folds from nose to mouth, 0 (off) to 9.
func (b *BeautyManager) SetSmileLinesRemoveLevel(v float32) float32 {
	return b.set("smileLinesRemove", v)
}

// SetBlemishRemoveLevel heals small dark and red spots of a face, 0 (off) to 9. A call of
// ours.
func (b *BeautyManager) SetBlemishRemoveLevel(v float32) float32 { return b.set("blemishRemove", v) }

// SetMakeup paints one kind of makeup: its look (colour and form; see
// makeup.Looks and makeup.Custom, the zero Look is the first one) and
// how strong it is, 0 (none) to 1. It returns the strength in force. A call of
// ours: TXBeautyManager promises makeup and has no method for it.
func (b *BeautyManager) SetMakeup(kind makeup.Kind, look makeup.Look, strength float32) float32 {
	return b.camera.Chain.SetMakeup(kind, look, strength)
}
