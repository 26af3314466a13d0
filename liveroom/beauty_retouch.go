package liveroom

// Retouch works on parts of a face; what beauty_shape.go says of faces holds here too.

// SetEyeLightenLevel brightens iris and white of the eyes, 0 (off) to 9.
func (b *BeautyManager) SetEyeLightenLevel(level float32) float32 {
	return b.set("eyeLighten", level)
}

// SetToothWhitenLevel whitens teeth where they show, 0 (off) to 9.
func (b *BeautyManager) SetToothWhitenLevel(level float32) float32 {
	return b.set("toothWhiten", level)
}

// SetWrinkleRemoveLevel softens wrinkles of forehead and eyes, 0 (off) to 9.
func (b *BeautyManager) SetWrinkleRemoveLevel(level float32) float32 {
	return b.set("wrinkleRemove", level)
}

// SetPounchRemoveLevel softens bags under the eyes; the name is TXBeautyManager's, 0 (off) to 9.
func (b *BeautyManager) SetPounchRemoveLevel(level float32) float32 {
	return b.set("pouchRemove", level)
}

// SetSmileLinesRemoveLevel softens the folds from nose to mouth, 0 (off) to 9.
func (b *BeautyManager) SetSmileLinesRemoveLevel(level float32) float32 {
	return b.set("smileLinesRemove", level)
}
