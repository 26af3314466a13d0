package live

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

// TestFullScreenHasChatAndGiftsOverThePicture: the panel comes over the picture and
// goes again, and the window's own state is untouched.
func TestFullScreenHasChatAndGiftsOverThePicture(t *testing.T) {
	for name, sc := range map[string]model.Screen{"host": model.ScreenOnAir, "viewer": model.ScreenWatching} {
		t.Run(name, func(t *testing.T) {
			h := viewtest.New(t, viewtest.On(sc))
			var tg *together
			var folded func() bool
			var clock func() bool
			switch s := h.Screen().(type) {
			case *onAir:
				tg, folded, clock = s.together, s.isFolded, func() bool { return s.hidden.Box.Visible() && s.clock.Visible() }
			case *watching:
				tg, folded, clock = s.together, s.isFolded, func() bool { return s.hidden.Box.Visible() && s.viewers.Visible() }
			}
			h.Press(fyne.KeyF11)
			if !folded() {
				t.Error("the full display begins with the panel over the picture")
			}
			stage := tg.stage.Size()
			h.Press(fyne.KeyReturn)
			if folded() || tg.panel.Current != tg.pageChat {
				t.Error("Enter does not bring the chat")
			}
			if tg.stage.Size() != stage {
				t.Error("the picture moves for the panel")
			}
			if h.Canvas().Focused() != fyne.Focusable(tg.chat.Entry) {
				t.Error("nothing can be typed")
			}
			h.Canvas().Focus(nil)
			if tg.gifts != nil {
				h.Press(fyne.KeyG)
				if folded() || tg.panel.Current != tg.pageGifts {
					t.Error("G does not bring the gifts")
				}
			}
			tg.stage.MouseMoved(&desktop.MouseEvent{})
			if !clock() {
				t.Error("clock and viewers do not come with the mouse")
			}
			h.Press(fyne.KeyL)
			if !folded() {
				t.Error("L does not take the panel away")
			}
			h.Press(fyne.KeyF11)
			if folded() {
				t.Error("the window lost its panel")
			}
		})
	}
}
