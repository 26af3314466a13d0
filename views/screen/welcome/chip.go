package welcome

import (
	"fyne.io/fyne/v2"

	"onair/views/desk"
	"onair/views/kit"
)

// newChip is a small word to take over, with a cross to forget it.
func newChip(env *kit.Env, text string, take, forget func()) fyne.CanvasObject {
	line := kit.NewLine(desk.Shorten(text, 16), kit.Caption)
	word := &kit.Tap{}
	word.Init(env, word, kit.Pad(3, 8, line), take)
	word.Tip = text
	cross := &kit.Tap{}
	cross.Init(env, cross, kit.Pad(5, 4, kit.Icon("close", kit.ColorFaint, 12)), forget)
	cross.Tip = kit.T("tip.forget")
	return kit.Sheet(kit.ColorRaised, 6, kit.Row(0, word, cross))
}
