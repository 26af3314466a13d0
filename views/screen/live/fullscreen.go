package live

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel"
	"onair/views/stage"
)

// fullLayout lays the bars and the side panel over a picture that has the whole
// display: the panel at the right, the bars beside it, a page beside the panel
// between the bars.
type fullLayout struct {
	bars  *stage.AutoHide
	panel *panel.Side
}

// newFull arranges the parts; panel is nil while it is folded.
func newFull(bars *stage.AutoHide, panel *panel.Side) *fyne.Container {
	objects := []fyne.CanvasObject{bars.Box}
	if panel != nil {
		objects = append(objects, panel.Columns()...)
	}
	return container.New(&fullLayout{bars, panel}, objects...)
}

func (l *fullLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	side := float32(0)
	if p := l.panel; p != nil {
		side = desk.PanelWidth
		p.SetWidth(size.Width)
		kit.Put(p.Box, size.Width-side, 0, side, size.Height)
		kit.Put(p.Page, size.Width-side, 0, side, size.Height)
		if p.Beside {
			t, b := l.bars.Heights()
			kit.Put(p.Page, size.Width-side-desk.PanelWidth, t, desk.PanelWidth, size.Height-t-b)
		}
	}
	kit.Put(l.bars.Box, 0, 0, size.Width-side, size.Height)
}

func (l *fullLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// drawer keeps how the side panel was before the full display, which begins with
// the picture alone.
type drawer struct{ before bool }

// enter returns whether the panel is folded from now on.
func (d *drawer) enter(on, folded bool) bool {
	if !on {
		return d.before
	}
	d.before = folded
	return true
}
