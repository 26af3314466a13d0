package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Rank is how much a button stands out.
type Rank int

// The ranks.
const (
	RankNormal  Rank = iota
	RankPrimary      // the one thing to do here
	RankDanger       // ends or deletes something
	RankGhost        // no background until the mouse is over it
	RankGlass        // lies on a picture
)

// ButtonSpec describes a button.
type ButtonSpec struct {
	Text   string
	Icon   string // of assets/icons
	Tip    string // tooltip; say the key too
	Rank   Rank
	Large  bool
	Left   bool // text at the left, not centred
	Action func()
}

// Button is a button with a tooltip. It can be in an "on" state, and disabled
// with a reason, which its tooltip then tells.
type Button struct {
	widget.BaseWidget
	tipped
	ButtonSpec
	on       bool
	off      bool // a thing that is switched off: drawn as a warning
	focused  bool
	pressed  bool
	disabled bool
	reason   string
}

// NewButton returns a button.
func NewButton(env *Env, spec ButtonSpec) *Button {
	b := &Button{ButtonSpec: spec}
	b.env = env
	b.ExtendBaseWidget(b)
	env.Note(b, b.control)
	return b
}

// ExtendBaseWidget notes who the widget is, for those that embed a Button.
func (b *Button) ExtendBaseWidget(w fyne.Widget) {
	b.self = w
	b.BaseWidget.ExtendBaseWidget(w)
}

// SetText changes the text.
func (b *Button) SetText(text string) {
	if b.Text != text {
		b.Text = text
		b.Refresh()
	}
}

// SetIcon changes icon and tooltip.
func (b *Button) SetIcon(icon, tip string) {
	if b.Icon != icon || b.Tip != tip {
		b.Icon, b.Tip = icon, tip
		b.Refresh()
	}
}

// SetOn marks the button as active.
func (b *Button) SetOn(on bool) {
	if b.on != on {
		b.on = on
		b.Refresh()
	}
}

// SetOff marks what the button stands for as switched off.
func (b *Button) SetOff(off bool) {
	if b.off != off {
		b.off = off
		b.Refresh()
	}
}

// SetEnabled enables the button, or disables it for a reason.
func (b *Button) SetEnabled(enabled bool, reason string) {
	if b.disabled == !enabled && b.reason == reason {
		return
	}
	b.disabled, b.reason = !enabled, reason
	b.Refresh()
}

// Enabled reports whether a tap does something.
func (b *Button) Enabled() bool { return !b.disabled }

// On reports whether the button is marked active.
func (b *Button) On() bool { return b.on }

// Off reports whether the button is marked as switched off.
func (b *Button) Off() bool { return b.off }

// Hovered reports whether the mouse is over the button.
func (b *Button) Hovered() bool { return b.hovered }

// TipText is what the tooltip says now.
func (b *Button) TipText() string {
	if b.disabled && b.reason != "" {
		return b.reason
	}
	return b.Tip
}

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(*fyne.PointEvent) {
	b.env.Tips.Hide()
	if !b.disabled && b.Action != nil {
		b.Action()
	}
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() {
	b.focused = true
	b.Refresh()
	if b.hovered {
		return // by mouse
	}
	b.env.Reveal(b.self)
	if b.disabled {
		b.env.Tips.Show(b.self, b.TipText())
	}
}

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() {
	b.focused = false
	b.Refresh()
	if b.disabled && !b.hovered {
		b.env.Tips.Hide()
	}
}

// Strayed reports whether the button had the focus and was not to be seen; see
// Env.Strayed.
func (b *Button) Strayed() bool { return b.env.Strayed(b.self) }

// Focused reports whether the button has the keyboard's focus.
func (b *Button) Focused() bool { return b.focused }

// TypedRune implements fyne.Focusable.
func (b *Button) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	if b.env.Guard(b.self, e) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		b.env.Key(e)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(*desktop.MouseEvent) {
	b.enter(b.TipText())
	b.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() {
	b.leave()
	b.pressed = false
	b.Refresh()
}

// MouseDown implements desktop.Mouseable.
func (b *Button) MouseDown(*desktop.MouseEvent) { b.pressed = true; b.Refresh() }

// MouseUp implements desktop.Mouseable.
func (b *Button) MouseUp(*desktop.MouseEvent) { b.pressed = false; b.Refresh() }

// InitButton sets up a Button that another widget embeds; that widget calls
// ExtendBaseWidget itself.
func InitButton(b *Button, env *Env, spec ButtonSpec) {
	b.ButtonSpec = spec
	b.env = env
}
