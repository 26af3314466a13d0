package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Tips shows tooltips in one window, one at a time.
type Tips struct {
	layer *fyne.Container
	post  func(func())
	timer *time.Timer
	shown fyne.CanvasObject // the widget the tip belongs to
	delay time.Duration
}

// NewTips returns the tooltips of a window. Put Layer above its content. post
// runs a function on the UI goroutine.
func NewTips(post func(func())) *Tips {
	return &Tips{layer: NewFreeLayer(), post: post, delay: 500 * time.Millisecond}
}

// NewFreeLayer is a container that leaves its objects where they are.
func NewFreeLayer() *fyne.Container {
	return &fyne.Container{Layout: freeLayout{}}
}

type freeLayout struct{}

func (freeLayout) Layout([]fyne.CanvasObject, fyne.Size) {}
func (freeLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layer is the container that tips appear in.
func (t *Tips) Layer() *fyne.Container { return t.layer }

// Show shows text below (or above) the widget after a moment.
func (t *Tips) Show(owner fyne.CanvasObject, text string) {
	t.Hide()
	if text == "" {
		return
	}
	t.shown = owner
	t.timer = time.AfterFunc(t.delay, func() {
		t.post(func() {
			if t.shown == owner {
				t.place(owner, text)
			}
		})
	})
}

// Text is the text of the tip in view, "" without one.
func (t *Tips) Text() string {
	if len(t.layer.Objects) == 0 {
		return ""
	}
	if p, ok := t.layer.Objects[0].(*fyne.Container).Objects[1].(*fyne.Container).Objects[0].(*Para); ok {
		return p.Text()
	}
	return ""
}

// Hide takes the tip away.
func (t *Tips) Hide() {
	t.shown = nil
	if t.timer != nil {
		t.timer.Stop()
	}
	if len(t.layer.Objects) > 0 {
		t.layer.RemoveAll()
	}
}

func (t *Tips) place(owner fyne.CanvasObject, text string) {
	driver := fyne.CurrentApp().Driver()
	if driver.CanvasForObject(owner) == nil || !owner.Visible() {
		return
	}
	style := TextStyle{Size: SizeCaption}
	width := min(style.measure(text).Width+1, 280)
	sheet := Outlined(ColorRaised, 6, Pad(5, 9, NewPara(text, style, width)))
	bg := sheet.Objects[0].(*canvas.Rectangle)
	bg.Shadow = canvas.Shadow{Color: Color("shadow"), BlurRadius: 12, Offset: fyne.NewPos(0, 3)}
	size, room := sheet.MinSize(), t.layer.Size()
	at := driver.AbsolutePositionForObject(owner).Subtract(driver.AbsolutePositionForObject(t.layer))
	own := owner.Size()
	pos := fyne.NewPos(at.X+(own.Width-size.Width)/2, at.Y+own.Height+6)
	if pos.Y+size.Height > room.Height-4 {
		pos.Y = at.Y - size.Height - 6
	}
	pos.X = max(4, min(pos.X, room.Width-size.Width-4))
	sheet.Resize(size)
	sheet.Move(pos)
	t.layer.Objects = []fyne.CanvasObject{sheet}
	t.layer.Refresh()
}

// tipped is the hovering part of a widget with a tooltip.
type tipped struct {
	env     *Env
	self    fyne.CanvasObject // the widget as it is in the window
	hovered bool
}

func (h *tipped) enter(text string) {
	h.hovered = true
	h.env.Tips.Show(h.self, text)
}

func (h *tipped) leave() {
	h.hovered = false
	h.env.Tips.Hide()
}
