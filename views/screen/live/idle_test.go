package live

import (
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

// TestNothingOfARoomIsDrawnWhereNothingChanges: no screen asks to be drawn when the
// state comes again, when a second is over, or by itself.
func TestNothingOfARoomIsDrawnWhereNothingChanges(t *testing.T) {
	viewtest.ScenesOf(t, []model.Screen{model.ScreenOnAir, model.ScreenWatching}, func(t *testing.T, h *viewtest.Harness) {
		s := h.Store.State()
		h.Show(s)
		d := viewtest.WatchDrawing(t)
		h.Show(s)
		switch v := h.Screen().(type) {
		case *onAir:
			if !v.summaryShown {
				v.tick()
			}
		case *watching:
			v.tick()
		}
		h.Show(s)
		d.Nothing(t)
	})
}
