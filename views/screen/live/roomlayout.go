package live

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel"
)

// roomLayout arranges a room's screen. In a wide window the side panel has the
// full height; in a narrow one the bars run across it, so that they keep their
// room. A page beside the panel lies between the bars, so that it takes nothing
// from them. Without panel (folded) the stage has the width.
type roomLayout struct {
	top, bar, stage fyne.CanvasObject
	panel           *panel.Side
}

// newRoom arranges the parts; panel is nil when folded.
func newRoom(top, bar, stage fyne.CanvasObject, panel *panel.Side) *fyne.Container {
	l := &roomLayout{top: top, bar: bar, stage: kit.Pad(0, 16, stage), panel: panel}
	objects := []fyne.CanvasObject{l.stage, top, bar}
	if panel != nil {
		objects = append(objects, panel.Columns()...)
	}
	return container.New(l, objects...)
}

// foldWidth is the window width below which the bars run across the panel, and
// a panel without chat starts folded.
const foldWidth = 1100

func (l *roomLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t, b := l.top.MinSize().Height, l.bar.MinSize().Height
	side, pages := float32(0), float32(0)
	if l.panel != nil {
		l.panel.SetWidth(size.Width)
		side = desk.PanelWidth
		if l.panel.Open() && l.panel.Beside {
			pages = desk.PanelWidth
		}
	}
	bars := size.Width
	panelTop, panelHeight := t, size.Height-t-b
	if size.Width >= foldWidth {
		bars -= side
		panelTop, panelHeight = 0, size.Height
	}
	kit.Put(l.top, 0, 0, bars, t)
	kit.Put(l.bar, 0, size.Height-b, bars, b)
	kit.Put(l.stage, 0, t, size.Width-side-pages, size.Height-t-b)
	if l.panel == nil {
		return
	}
	kit.Put(l.panel.Box, size.Width-side, panelTop, side, panelHeight)
	if pages > 0 {
		kit.Put(l.panel.Page, size.Width-side-pages, t, pages, size.Height-t-b)
	} else {
		kit.Put(l.panel.Page, size.Width-side, panelTop, side, panelHeight)
	}
}

func (l *roomLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	t, b, s := l.top.MinSize(), l.bar.MinSize(), l.stage.MinSize()
	middle := s
	if l.panel != nil {
		p := l.panel.Box.MinSize()
		if l.panel.Open() {
			p = p.Max(l.panel.Page.MinSize())
		}
		middle = fyne.NewSize(s.Width+p.Width, max(s.Height, p.Height))
	}
	return fyne.NewSize(max(t.Width, b.Width, middle.Width), t.Height+b.Height+middle.Height)
}

// rememberFolded notes that the panel was folded or unfolded by hand.
func rememberFolded(w *desk.Desk, folded bool) {
	if w.Can.Memory != nil {
		w.Can.Memory.RememberFolded(folded)
	}
}
