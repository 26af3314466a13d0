package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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
func (b *Button) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune implements fyne.Focusable.
func (b *Button) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		b.env.Key(e)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(*desktop.MouseEvent) {
	b.enter(b, b.TipText())
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

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{b: b, bg: canvas.NewRectangle(color.Transparent), over: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", color.White), icon: &canvas.Image{}}
	r.icon.FillMode = canvas.ImageFillContain
	r.text.TextStyle.Bold = true
	r.Refresh()
	return r
}

type buttonRenderer struct {
	b        *Button
	bg, over *canvas.Rectangle
	icon     *canvas.Image
	text     *canvas.Text
}

const (
	buttonHeight = 36
	buttonLarge  = 44
	buttonIcon   = 20
)

func (r *buttonRenderer) MinSize() fyne.Size {
	h := float32(buttonHeight)
	if r.b.Large {
		h = buttonLarge
	}
	w := float32(0)
	if r.b.Text == "" {
		return fyne.NewSize(h, h)
	}
	w += r.textSize().Width + 28
	if r.b.Icon != "" {
		w += buttonIcon + 8
	}
	return fyne.NewSize(w, h)
}

func (r *buttonRenderer) textSize() fyne.Size {
	return fyne.MeasureText(r.b.Text, r.text.TextSize, r.text.TextStyle)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	r.over.Resize(size)
	w := float32(0)
	if r.b.Text != "" {
		w = r.textSize().Width
	}
	if r.b.Icon != "" {
		w += buttonIcon
		if r.b.Text != "" {
			w += 8
		}
	}
	x := (size.Width - w) / 2
	if r.b.Left {
		x = 12
	}
	if r.b.Icon != "" {
		r.icon.Resize(fyne.NewSquareSize(buttonIcon))
		r.icon.Move(fyne.NewPos(x, (size.Height-buttonIcon)/2))
		x += buttonIcon + 8
	}
	ts := r.textSize()
	r.text.Resize(ts)
	r.text.Move(fyne.NewPos(x, (size.Height-ts.Height)/2-lift(r.text.TextSize)))
}

// colours are the background's and the content's.
func (r *buttonRenderer) colours() (bg, fg fyne.ThemeColorName) {
	b := r.b
	switch {
	case b.disabled && b.Rank == RankGhost:
		return "", "disabled"
	case b.disabled:
		return "disabledButton", "disabled"
	case b.off:
		return "", ColorBad
	case b.on:
		return ColorTint, ColorAccent
	case b.Rank == RankPrimary:
		return ColorAccent, ColorOnTint
	case b.Rank == RankDanger:
		return ColorLive, ColorOnTint
	case b.Rank == RankGhost:
		return "", ColorMuted
	case b.Rank == RankGlass:
		return ColorGlass, ColorOnGlass
	default:
		return "button", ColorText
	}
}

func (r *buttonRenderer) Refresh() {
	b := r.b
	bg, fg := r.colours()
	r.bg.FillColor, r.bg.CornerRadius, r.over.CornerRadius = color.Transparent, 8, 8
	if bg != "" {
		r.bg.FillColor = Color(bg)
	}
	r.over.FillColor = color.Transparent
	switch {
	case b.disabled:
	case b.pressed:
		r.over.FillColor = Color("pressed")
	case b.hovered:
		r.over.FillColor = Color("hover")
	}
	r.over.StrokeColor, r.over.StrokeWidth = color.Transparent, 0
	if b.focused {
		r.over.StrokeColor, r.over.StrokeWidth = Color("focus"), 2
	}
	r.text.Text, r.text.Color, r.text.TextSize = b.Text, Color(fg), Size(SizeText)
	if b.Rank == RankGhost && b.hovered && !b.disabled && !b.on && !b.off {
		fg = ColorText
		r.text.Color = Color(fg)
	}
	if b.Icon != "" {
		SetIcon(r.icon, b.Icon, fg)
		r.icon.Show()
	} else {
		r.icon.Hide()
	}
	r.bg.Refresh()
	r.over.Refresh()
	r.text.Refresh()
	r.Layout(b.Size())
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg, r.over, r.icon, r.text}
}

func (r *buttonRenderer) Destroy() {}

// InitButton sets up a Button that another widget embeds; that widget calls
// ExtendBaseWidget itself.
func InitButton(b *Button, env *Env, spec ButtonSpec) {
	b.ButtonSpec = spec
	b.env = env
}
