package views

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestEveryScreenFitsASmallDisplay: 1920x1080 at 200 % leaves 960x522 for a window
// without its frame, 1366x768 at 150 % leaves 910x488.
func TestEveryScreenFitsASmallDisplay(t *testing.T) {
	everyScene(t, func(t *testing.T, h *harness) {
		if m := h.Canvas().Content().MinSize(); m.Width > minWidth || m.Height > minHeight {
			t.Errorf("the screen needs %v", m)
		}
		if h.Dialog() != nil {
			if m := h.Canvas().Overlays().Top().MinSize(); m.Width > minWidth || m.Height > minHeight {
				t.Errorf("the card needs %v", m)
			}
		}
		walk(h.root(), func(o fyne.CanvasObject) {
			if f, ok := o.(fyne.Focusable); ok {
				if part, whole, _ := seen(h.root(), o); part.Width < whole.Width-1 && part.Height > 0 {
					t.Errorf("%s is cut: of %v only %v", describe(f), whole, part)
				}
			}
		})
	})
}

func TestTheWindowIsNotLargerThanTheDisplay(t *testing.T) {
	for _, c := range []struct {
		room  fyne.Size
		scale float32
		want  fyne.Size
	}{
		{fyne.NewSize(1920, 1080), 1, fyne.NewSize(1280, 800)},
		{fyne.NewSize(1920, 1080), 2, fyne.NewSize(960, (1080-frameHeight)/2)},
		{fyne.NewSize(1366, 768), 1.5, fyne.NewSize(1366/float32(1.5), (768-frameHeight)/float32(1.5))},
	} {
		if got := fitted(fyne.NewSize(1280, 800), c.room, c.scale); got != c.want {
			t.Errorf("%v at %v: %v, want %v", c.room, c.scale, got, c.want)
		}
	}
}
