package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// AvatarButton is one avatar to choose; the chosen one has a ring.
type AvatarButton struct {
	Tap
	Code string // of the picture: "avatar:1" and so on
	ring *canvas.Circle
}

// NewAvatarButton makes one that is not chosen.
func NewAvatarButton(env *Env, code string, action func()) *AvatarButton {
	a := &AvatarButton{Code: code, ring: canvas.NewCircle(color.Transparent)}
	a.ring.StrokeWidth = 2
	a.Init(env, a, container.NewStack(a.ring, container.NewCenter(Avatar(code, "", "", 34))), action)
	a.Tip = T("tip.avatar")
	return a
}

// SetOn marks the avatar as the chosen one.
func (a *AvatarButton) SetOn(on bool) {
	a.On = on
	a.Restyle()
}

func (a *AvatarButton) Restyle() {
	var want color.Color = color.Transparent
	switch {
	case a.On, a.Focused:
		want = Color(ColorAccent)
	case a.Hovered:
		want = Color(ColorFaint)
	}
	if a.ring.StrokeColor != want {
		a.ring.StrokeColor = want
		a.ring.Refresh()
	}
}

func (a *AvatarButton) MinSize() fyne.Size { return fyne.NewSquareSize(42) }
