package kit

import (
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Shown reports whether an object can be seen: it is visible, and so is all
// that it lies in, up to the window.
func Shown(o fyne.CanvasObject) bool {
	if o == nil || !o.Visible() {
		return false
	}
	driver := fyne.CurrentApp().Driver()
	// Fyne gives no way to ask. What is not in a tree that is drawn is said to be
	// at zero, where no control of ours can be.
	return driver.CanvasForObject(o) != nil && !driver.AbsolutePositionForObject(o).IsZero()
}

// Strayed reports whether a key came to a widget that cannot be seen: Fyne
// leaves the focus where it is when a widget is hidden. The window then takes
// the focus away.
func (e *Env) Strayed(o fyne.CanvasObject) bool { return e.OnStrayed != nil && e.OnStrayed(o) }

// Guard handles a key for a widget that is not to be seen any more: the window
// gets it, as if nothing had the focus. It reports whether it did.
func (e *Env) Guard(o fyne.CanvasObject, k *fyne.KeyEvent) bool {
	if !e.Strayed(o) {
		return false
	}
	e.Key(k)
	return true
}

// NewVScroll returns a scroller that follows the focus: what gets the focus
// inside it comes into view.
func NewVScroll(env *Env, content fyne.CanvasObject) *container.Scroll {
	s := container.NewVScroll(content)
	env.scrolls = append(env.scrolls, weak.Make(s))
	return s
}

// NewFitScroll returns a scroller that is as high as its content, but not higher
// than limit says.
func NewFitScroll(env *Env, content fyne.CanvasObject, limit func() float32) *fyne.Container {
	s := NewVScroll(env, content)
	return container.New(fitLayout{s, limit}, s)
}

type fitLayout struct {
	s     *container.Scroll
	limit func() float32
}

func (l fitLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) { l.s.Resize(size) }

func (l fitLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	m := l.s.Content.MinSize()
	m.Height = max(0, min(m.Height, l.limit()))
	return m
}

// revealMargin is what stays free above and below what came into view.
const revealMargin = 12

// Reveal scrolls an object into view that has got the focus by keyboard.
func (e *Env) Reveal(o fyne.CanvasObject) {
	kept := e.scrolls[:0]
	for _, p := range e.scrolls {
		s := p.Value()
		if s == nil {
			continue
		}
		kept = append(kept, p)
		if s.Visible() && s.Size().Height > 0 && holds(s, o) {
			reveal(s, o)
		}
	}
	e.scrolls = kept
}

// holds reports whether an object lies in a scroller: then it moves with the
// scroller's content.
func holds(s *container.Scroll, o fyne.CanvasObject) bool {
	driver := fyne.CurrentApp().Driver()
	before, at := driver.AbsolutePositionForObject(o), s.Content.Position()
	s.Content.Move(at.AddXY(0, 1))
	moved := driver.AbsolutePositionForObject(o) != before
	s.Content.Move(at)
	return moved
}

func reveal(s *container.Scroll, o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s).Y
	bottom, room := top+o.Size().Height, s.Size().Height
	margin := min(revealMargin, max(0, (room-o.Size().Height)/2))
	to := s.Offset
	switch {
	case top < margin:
		to.Y += top - margin
	case bottom > room-margin:
		to.Y += bottom - (room - margin)
	default:
		return
	}
	to.Y = max(0, min(to.Y, s.Content.MinSize().Height-room))
	s.ScrollToOffset(to)
}
