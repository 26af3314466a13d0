package liveroom

import "onair/beauty/makeup"

// SetMakeup paints one kind of makeup: its look (colour and form; see
// makeup.Looks and makeup.Custom, the zero Look is the first one) and
// how strong it is, 0 (none) to 1. It returns the strength in force. A call of
// ours: TXBeautyManager promises makeup and has no method for it.
func (b *BeautyManager) SetMakeup(kind makeup.Kind, look makeup.Look, strength float32) float32 {
	return b.camera.Chain.SetMakeup(kind, look, strength)
}
