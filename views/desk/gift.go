package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"onair/app/model"
	"onair/views/kit"
)

// GiftName is a gift's name in the window's language.
func GiftName(g model.Gift) string {
	if key := "gift." + g.ID; kit.Has(key) {
		return kit.T(key)
	}
	return g.Name
}

// GiftSign is the sign that stands for a gift: its icon where that is a sign, or
// one of our own.
func GiftSign(g model.Gift) string {
	if r := []rune(g.Icon); len(r) > 0 && len(r) <= 2 && r[0] > 0x2000 {
		return g.Icon
	}
	signs := map[string]string{
		"rose": "🌹", "clap": "👏", "coffee": "☕", "cake": "🎂", "star": "⭐", "fireworks": "🎆", "rocket": "🚀", "castle": "🏰",
	}
	if s := signs[g.ID]; s != "" {
		return s
	}
	return "🎁"
}

// NewGiftSign is a gift's sign. The typeface of such signs draws them high in
// their line, so it is put lower.
func NewGiftSign(g model.Gift, size float32) fyne.CanvasObject {
	sign := canvas.NewText(GiftSign(g), kit.Color(kit.ColorText))
	sign.TextSize, sign.Alignment = size, fyne.TextAlignCenter
	layer := kit.Pad2(size*0.3, -size*0.3, 0, 0, sign)
	return kit.Fixed(0, size*1.25, layer)
}
