package panel

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"onair/views/kit"
)

// chatKeys takes the focus for all lines of the chat: a ring shows the line whose menu
// the keyboard opens. Lines with which nothing can be done are passed over.
type chatKeys struct {
	widget.BaseWidget
	l       *chatLog
	At      *ChatRow // chosen; nil: none yet
	index   int      // of At, to go on from when it is gone
	focused bool
	ring    *canvas.Rectangle // round the line
	edge    *canvas.Rectangle // round all, while there is no line to choose
	Leave   func()            // to the field
}

func newChatKeys(l *chatLog) *chatKeys {
	k := &chatKeys{l: l, ring: ringOf(), edge: ringOf()}
	k.ExtendBaseWidget(k)
	l.w.Env.Note(k, func() kit.Control { return kit.Control{Kind: "area", Tip: kit.T("tip.chatLines")} })
	return k
}

func ringOf() *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius, r.StrokeWidth, r.StrokeColor = 6, 2, kit.Color(kit.ColorRing)
	r.Hide()
	return r
}

// TipText names the lines for what asks for words.
func (k *chatKeys) TipText() string { return kit.T("tip.chatLines") }

// CreateRenderer implements fyne.Widget.
func (k *chatKeys) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(k.l.box, k.edge))
}

// FocusGained implements fyne.Focusable.
func (k *chatKeys) FocusGained() {
	k.focused = true
	if k.At == nil {
		k.choose(len(k.l.Rows)-1, -1)
		return
	}
	k.show()
}

// FocusLost implements fyne.Focusable.
func (k *chatKeys) FocusLost() {
	k.focused = false
	k.show()
}

// TypedRune implements fyne.Focusable.
func (k *chatKeys) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (k *chatKeys) TypedKey(e *fyne.KeyEvent) {
	if k.l.w.Env.Guard(k, e) {
		return
	}
	switch e.Name {
	case fyne.KeyUp:
		k.choose(k.index-1, -1)
	case fyne.KeyDown:
		if !k.choose(k.index+1, 1) {
			k.leave()
		}
	case fyne.KeyHome:
		k.choose(0, 1)
	case fyne.KeyEnd:
		k.choose(len(k.l.Rows)-1, -1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, desktop.KeyMenu, fyne.KeyF10:
		k.openMenu()
	case fyne.KeyEscape:
		k.leave()
	default:
		k.l.w.Env.Key(e)
	}
}

func (k *chatKeys) openMenu() {
	if k.At == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(k.At)
	if first := openLineMenu(k.l.w, k.l, k.At.Line, at.AddXY(12, k.At.height)); first != nil {
		k.l.w.Canvas().Focus(first)
	}
}

func (k *chatKeys) leave() {
	k.At = nil
	k.Leave()
}

// choose takes the first line from an index on, going by step, with which something can
// be done; it reports whether there is one.
func (k *chatKeys) choose(from, step int) bool {
	for i := from; i >= 0 && i < len(k.l.Rows); i += step {
		if row := k.l.Rows[i]; len(LineActions(k.l.w, row.Line, k.l.open)) > 0 {
			k.At, k.index = row, i
			k.l.reveal(row)
			k.show()
			return true
		}
	}
	k.show()
	return false
}

// reveal scrolls a line into view, as the user would.
func (l *chatLog) reveal(r *ChatRow) {
	top, bottom := r.Position().Y-chatGap, r.Position().Y+r.height+chatGap
	to := l.Scroll.Offset.Y
	to = max(to, bottom-l.Scroll.Size().Height)
	to = max(0, min(to, top, l.end()))
	if to != l.Scroll.Offset.Y {
		l.Scroll.Offset.Y = to
		l.refresh()
		l.Scrolled()
	}
}

// keep goes to a neighbour when the chosen line is not there any more.
func (k *chatKeys) keep() {
	if k.At == nil {
		return
	}
	if i := slices.Index(k.l.Rows, k.At); i >= 0 {
		k.index = i
	} else if i := min(k.index, len(k.l.Rows)-1); !k.choose(i, -1) && !k.choose(i+1, 1) {
		k.At = nil
	}
	k.show()
}

// show draws the ring.
func (k *chatKeys) show() {
	kit.Show(k.edge, k.focused && k.At == nil)
	kit.Show(k.ring, k.focused && k.At != nil)
	if k.At != nil {
		k.ring.Resize(k.At.Size().AddWidthHeight(12, 4))
		k.ring.Move(k.At.Position().SubtractXY(6, 2))
	}
	k.l.Refresh()
}

// Marked tells whether the ring round a line is to be seen.
func (k *chatKeys) Marked() bool { return k.ring.Visible() }
