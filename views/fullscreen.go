package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// fullLayout lays the bars and the side panel over a picture that has the whole
// display: the panel at the right, the bars beside it, a page beside the panel
// between the bars.
type fullLayout struct {
	bars  *autoHide
	panel *sidePanel
}

// newFull arranges the parts; panel is nil while it is folded.
func newFull(bars *autoHide, panel *sidePanel) *fyne.Container {
	objects := []fyne.CanvasObject{bars.box}
	if panel != nil {
		objects = append(objects, panel.columns()...)
	}
	return container.New(&fullLayout{bars, panel}, objects...)
}

func (l *fullLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	side := float32(0)
	if p := l.panel; p != nil {
		side = panelWidth
		p.setWidth(size.Width)
		put(p.box, size.Width-side, 0, side, size.Height)
		put(p.page, size.Width-side, 0, side, size.Height)
		if p.beside {
			t, b := l.bars.heights()
			put(p.page, size.Width-side-panelWidth, t, panelWidth, size.Height-t-b)
		}
	}
	put(l.bars.box, 0, 0, size.Width-side, size.Height)
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
