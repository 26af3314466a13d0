package views

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/views/desk"
	"onair/views/kit"
)

// avatarButton is one avatar to choose; the chosen one has a ring.
type avatarButton struct {
	kit.Tap
	code string
	ring *canvas.Circle
}

func newAvatarButton(env *kit.Env, code string, action func()) *avatarButton {
	a := &avatarButton{code: code, ring: canvas.NewCircle(color.Transparent)}
	a.ring.StrokeWidth = 2
	a.Init(env, a, container.NewStack(a.ring, container.NewCenter(kit.Avatar(code, "", "", 34))), action)
	a.Tip = kit.T("tip.avatar")
	return a
}

// SetOn marks the avatar as the chosen one.
func (a *avatarButton) SetOn(on bool) {
	a.On = on
	a.Restyle()
}

func (a *avatarButton) Restyle() {
	var want color.Color = color.Transparent
	switch {
	case a.On, a.Focused:
		want = kit.Color(kit.ColorAccent)
	case a.Hovered:
		want = kit.Color(kit.ColorFaint)
	}
	if a.ring.StrokeColor != want {
		a.ring.StrokeColor = want
		a.ring.Refresh()
	}
}

func (a *avatarButton) MinSize() fyne.Size { return fyne.NewSquareSize(42) }

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
