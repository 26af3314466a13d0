package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// fullLayout lays the bars and the side panel over a picture that has the whole
// display: the panel at the right, the bars beside it.
type fullLayout struct{ bars, panel fyne.CanvasObject }

// newFull arranges the parts; panel is nil while it is folded.
func newFull(bars, panel fyne.CanvasObject) *fyne.Container {
	if panel == nil {
		return container.New(&fullLayout{bars: bars}, bars)
	}
	drawer := kit.Sheet(kit.ColorSurface, 0, panel)
	return container.New(&fullLayout{bars: bars, panel: drawer}, bars, drawer)
}

func (l *fullLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	side := float32(0)
	if l.panel != nil {
		side = l.panel.MinSize().Width
		put(l.panel, size.Width-side, 0, side, size.Height)
	}
	put(l.bars, 0, 0, size.Width-side, size.Height)
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
