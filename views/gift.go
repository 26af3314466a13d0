package views

import (
	"onair/app/model"
	"onair/views/kit"
)

// giftName is a gift's name in the window's language.
func giftName(g model.Gift) string {
	if key := "gift." + g.ID; kit.Has(key) {
		return kit.T(key)
	}
	return g.Name
}

// giftSign is the sign that stands for a gift: its icon where that is a sign, or
// one of our own.
func giftSign(g model.Gift) string {
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
