package liveroom

import "onair/beauty"

// SetMakeup paints one kind of makeup: its look (colour and form; see
// beauty.MakeupLooks and beauty.CustomLook, the zero Look is the first one) and
// how strong it is, 0 (none) to 1. It returns the strength in force. A call of
// ours: TXBeautyManager promises makeup and has no method for it.
func (b *BeautyManager) SetMakeup(kind beauty.MakeupKind, look beauty.Look, strength float32) float32 {
	return b.camera.Chain.SetMakeup(kind, look, strength)
}
