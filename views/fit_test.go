package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/views/internal/viewtest"
	"onair/views/shell"
)

// TestEveryScreenFitsASmallDisplay: 1920x1080 at 200 % leaves 960x522 for a window
// without its frame, 1366x768 at 150 % leaves 910x488.
func TestEveryScreenFitsASmallDisplay(t *testing.T) {
	viewtest.EveryScene(t, func(t *testing.T, h *viewtest.Harness) {
		if m := h.Canvas().Content().MinSize(); m.Width > shell.MinWidth || m.Height > shell.MinHeight {
			t.Errorf("the screen needs %v", m)
		}
		if h.Dialog() != nil {
			if m := h.Canvas().Overlays().Top().MinSize(); m.Width > shell.MinWidth || m.Height > shell.MinHeight {
				t.Errorf("the card needs %v", m)
			}
		}
		viewtest.Walk(h.Root(), func(o fyne.CanvasObject) {
			if f, ok := o.(fyne.Focusable); ok {
				if part, whole, _ := viewtest.Seen(h.Root(), o); part.Width < whole.Width-1 && part.Height > 0 {
					t.Errorf("%s is cut: of %v only %v", viewtest.Describe(f), whole, part)
				}
			}
		})
	})
}
