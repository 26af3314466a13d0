package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// roomLayout arranges a room's screen. In a wide window the side panel has the
// full height; in a narrow one the bars run across it, so that they keep their
// room. A page beside the panel lies between the bars, so that it takes nothing
// from them. Without panel (folded) the stage has the width.
type roomLayout struct {
	top, bar, stage fyne.CanvasObject
	panel           *sidePanel
}

// newRoom arranges the parts; panel is nil when folded.
func newRoom(top, bar, stage fyne.CanvasObject, panel *sidePanel) *fyne.Container {
	l := &roomLayout{top: top, bar: bar, stage: kit.Pad(0, 16, stage), panel: panel}
	objects := []fyne.CanvasObject{l.stage, top, bar}
	if panel != nil {
		objects = append(objects, panel.columns()...)
	}
	return container.New(l, objects...)
}

// foldWidth is the window width below which the bars run across the panel, and
// a panel without chat starts folded.
const foldWidth = 1100

// besideWidth is the width of a screen from which a page opens beside the chat.
const besideWidth = 1280

// pageBeside tells where a page goes in a screen so wide: beside the tabs, or
// into their place.
func pageBeside(width float32) bool { return width >= besideWidth }

func (l *roomLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t, b := l.top.MinSize().Height, l.bar.MinSize().Height
	side, pages := float32(0), float32(0)
	if l.panel != nil {
		l.panel.setWidth(size.Width)
		side = panelWidth
		if l.panel.open() && l.panel.beside {
			pages = panelWidth
		}
	}
	bars := size.Width
	panelTop, panelHeight := t, size.Height-t-b
	if size.Width >= foldWidth {
		bars -= side
		panelTop, panelHeight = 0, size.Height
	}
	put(l.top, 0, 0, bars, t)
	put(l.bar, 0, size.Height-b, bars, b)
	put(l.stage, 0, t, size.Width-side-pages, size.Height-t-b)
	if l.panel == nil {
		return
	}
	put(l.panel.box, size.Width-side, panelTop, side, panelHeight)
	if pages > 0 {
		put(l.panel.page, size.Width-side-pages, t, pages, size.Height-t-b)
	} else {
		put(l.panel.page, size.Width-side, panelTop, side, panelHeight)
	}
}

func (l *roomLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	t, b, s := l.top.MinSize(), l.bar.MinSize(), l.stage.MinSize()
	middle := s
	if l.panel != nil {
		p := l.panel.box.MinSize()
		if l.panel.open() {
			p = p.Max(l.panel.page.MinSize())
		}
		middle = fyne.NewSize(s.Width+p.Width, max(s.Height, p.Height))
	}
	return fyne.NewSize(max(t.Width, b.Width, middle.Width), t.Height+b.Height+middle.Height)
}
