package beauty

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/views/kit"
)

// holdButton does something while it is held down, by mouse or by the space
// bar.
type holdButton struct {
	kit.Button
	hold func(on bool)
	held bool
}

// NewHoldButton makes the button; held is told when it is pressed and let go.
func NewHoldButton(env *kit.Env, text, tip string, hold func(bool)) *holdButton {
	b := &holdButton{hold: hold}
	kit.InitButton(&b.Button, env, kit.ButtonSpec{Text: text, Icon: "compare", Tip: tip})
	b.ExtendBaseWidget(b)
	return b
}

func (b *holdButton) set(on bool) {
	if b.held != on {
		b.held = on
		b.SetOn(on)
		b.hold(on)
	}
}

// MouseDown implements desktop.Mouseable.
func (b *holdButton) MouseDown(*desktop.MouseEvent) { b.set(true) }

// MouseUp implements desktop.Mouseable.
func (b *holdButton) MouseUp(*desktop.MouseEvent) { b.set(false) }

// MouseOut implements desktop.Hoverable: what is let go elsewhere counts too.
func (b *holdButton) MouseOut() {
	b.set(false)
	b.Button.MouseOut()
}

// KeyDown implements desktop.Keyable.
func (b *holdButton) KeyDown(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace && !b.Strayed() {
		b.set(true)
	}
}

// KeyUp implements desktop.Keyable.
func (b *holdButton) KeyUp(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		b.set(false)
	}
}

// FocusLost implements fyne.Focusable.
func (b *holdButton) FocusLost() {
	b.set(false)
	b.Button.FocusLost()
}
