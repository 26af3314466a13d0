package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// roomLayout arranges a room's screen. In a wide window the side panel has the
// full height; in a narrow one the bars run across it, so that they keep their
// room. Without panel (folded) the stage has the width.
type roomLayout struct{ top, bar, stage, panel fyne.CanvasObject }

// newRoom arranges the parts; panel is nil when folded.
func newRoom(top, bar, stage, panel fyne.CanvasObject) *fyne.Container {
	l := &roomLayout{top: top, bar: bar, stage: kit.Pad(0, 16, stage), panel: panel}
	objects := []fyne.CanvasObject{l.stage, top, bar}
	if panel != nil {
		objects = append(objects, panel)
	}
	return container.New(l, objects...)
}

// foldWidth is the window width below which the bars run across the panel, and
// a panel without chat starts folded.
const foldWidth = 1100

func (l *roomLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t, b := l.top.MinSize().Height, l.bar.MinSize().Height
	side := float32(0)
	if l.panel != nil {
		side = l.panel.MinSize().Width
	}
	bars := size.Width
	panelTop, panelHeight := t, size.Height-t-b
	if size.Width >= foldWidth {
		bars -= side
		panelTop, panelHeight = 0, size.Height
	}
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, y))
	}
	put(l.top, 0, 0, bars, t)
	put(l.bar, 0, size.Height-b, bars, b)
	put(l.stage, 0, t, size.Width-side, size.Height-t-b)
	if l.panel != nil {
		put(l.panel, size.Width-side, panelTop, side, panelHeight)
	}
}

func (l *roomLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	t, b, s := l.top.MinSize(), l.bar.MinSize(), l.stage.MinSize()
	middle := s
	if l.panel != nil {
		p := l.panel.MinSize()
		middle = fyne.NewSize(s.Width+p.Width, max(s.Height, p.Height))
	}
	return fyne.NewSize(max(t.Width, b.Width, middle.Width), t.Height+b.Height+middle.Height)
}
