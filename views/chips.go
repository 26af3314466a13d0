package views

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"onair/views/kit"
)

// avatarButton is one avatar to choose; the chosen one has a ring.
type avatarButton struct {
	tap
	code string
	ring *canvas.Circle
}

func newAvatarButton(env *kit.Env, code string, action func()) *avatarButton {
	a := &avatarButton{code: code, ring: canvas.NewCircle(color.Transparent)}
	a.ring.StrokeWidth = 2
	a.init(env, a, container.NewStack(a.ring, container.NewCenter(kit.Avatar(code, "", "", 34))), action)
	a.tip = kit.T("tip.avatar")
	return a
}

// SetOn marks the avatar as the chosen one.
func (a *avatarButton) SetOn(on bool) {
	a.on = on
	a.restyle()
}

func (a *avatarButton) restyle() {
	var want color.Color = color.Transparent
	switch {
	case a.on, a.focused:
		want = kit.Color(kit.ColorAccent)
	case a.hovered:
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
	line := kit.NewLine(shorten(text, 16), kit.Caption)
	word := &tap{}
	word.init(env, word, kit.Pad(3, 8, line), take)
	word.tip = text
	cross := &tap{}
	cross.init(env, cross, kit.Pad(5, 4, kit.Icon("close", kit.ColorFaint, 12)), forget)
	cross.tip = kit.T("tip.forget")
	return kit.Sheet(kit.ColorRaised, 6, kit.Row(0, word, cross))
}

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// tap is anything that can be tapped, focused and pointed at. It draws its
// content; what embeds it restyles itself.
type tap struct {
	widget.BaseWidget
	env              *kit.Env
	content          fyne.CanvasObject
	action           func()
	second           func() // double tap
	tip              string
	on               bool
	hovered, focused bool
	ring             *canvas.Rectangle // around it while it has the focus
	self             restyler
}

// restyler is a tap that shows its state.
type restyler interface {
	fyne.Widget
	restyle()
}

func (t *tap) init(env *kit.Env, self restyler, content fyne.CanvasObject, action func()) {
	t.env, t.self, t.content, t.action = env, self, content, action
	t.ring = canvas.NewRectangle(color.Transparent)
	t.ring.CornerRadius, t.ring.StrokeWidth, t.ring.StrokeColor = 6, 2, kit.Color(kit.ColorRing)
	t.ring.Hide()
	t.ExtendBaseWidget(self)
	env.Note(self, func() kit.Control { return kit.Control{Kind: "area", Text: t.tip} })
}

func (t *tap) restyle() {}

// Tapped implements fyne.Tappable.
func (t *tap) Tapped(*fyne.PointEvent) {
	t.env.Tips.Hide()
	if t.action != nil {
		t.action()
	}
}

// FocusGained implements fyne.Focusable.
func (t *tap) FocusGained() {
	t.focused = true
	show(t.ring, true)
	t.self.restyle()
	if !t.hovered {
		t.env.Reveal(t.self)
	}
}

// FocusLost implements fyne.Focusable.
func (t *tap) FocusLost() {
	t.focused = false
	t.ring.Hide()
	t.self.restyle()
}

// TypedRune implements fyne.Focusable.
func (t *tap) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *tap) TypedKey(e *fyne.KeyEvent) {
	if t.env.Guard(t.self, e) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		t.Tapped(nil)
	default:
		t.env.Key(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *tap) CreateRenderer() fyne.WidgetRenderer {
	return &tapRenderer{widget.NewSimpleRenderer(t.content), t}
}

// tapRenderer draws the ring of the focus over the content.
type tapRenderer struct {
	fyne.WidgetRenderer
	t *tap
}

func (r *tapRenderer) Layout(size fyne.Size) {
	r.t.ring.Resize(size)
	r.WidgetRenderer.Layout(size)
}

func (r *tapRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.t.content, r.t.ring}
}
