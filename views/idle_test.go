package views

import (
	"fmt"
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

// TestNothingIsDrawnWhereNothingChanges: no screen asks to be drawn when the state comes
// again; those of a room have a test of their own, with their clocks.
func TestNothingIsDrawnWhereNothingChanges(t *testing.T) {
	viewtest.ScenesOf(t, []model.Screen{model.ScreenWelcome, model.ScreenLobby, model.ScreenSetup}, func(t *testing.T, h *viewtest.Harness) {
		h.Show(h.Store.State())
		d := viewtest.WatchDrawing(t)
		h.Show(h.Store.State())
		d.Nothing(t)
	})
}

// TestAnimationsEndWithTheirScreen: what turns is seen; when it is not, nothing
// goes on, and it goes on again when it comes back.
func TestAnimationsEndWithTheirScreen(t *testing.T) {
	waits := map[string]func(*model.State){
		"signing in":       viewtest.On(model.ScreenWelcome, func(s *model.State) { s.Welcome.Busy = true; s.Welcome.Form.Server = model.ThisComputer }),
		"joining a server": viewtest.On(model.ScreenWelcome, func(s *model.State) { s.Welcome.Busy = true; s.Welcome.Form.Server = "a.b" }),
		"opening a room":   viewtest.On(model.ScreenLobby, func(s *model.State) { s.Lobby.Opening = 7 }),
		"reading the list": viewtest.On(model.ScreenLobby, func(s *model.State) { s.Lobby.Loaded = false }),
		"going live":       viewtest.On(model.ScreenSetup, func(s *model.State) { s.Setup.Going = true }),
		"ending":           viewtest.On(model.ScreenOnAir, func(s *model.State) { s.OnAir.Ending = true }),
		"buffering":        viewtest.On(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchBuffering }),
		"joining":          viewtest.On(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchJoining }),
	}
	for name, wait := range waits {
		for _, next := range []model.Screen{model.ScreenLobby, model.ScreenWatching} {
			t.Run(fmt.Sprintf("%s, then screen %d", name, next), func(t *testing.T) {
				h := viewtest.New(t, viewtest.On(next))
				quiet := h.Store.State()
				d := viewtest.WatchDrawing(t)
				h.Set(wait)
				if d.Animate(); len(d.Running) != 1 {
					t.Errorf("%d animations run while waiting", len(d.Running))
				}
				h.Set(func(s *model.State) { *s = quiet })
				if d.Animate(); len(d.Running) != 0 {
					t.Errorf("%d animations run when the wait is over", len(d.Running))
				}
			})
		}
		t.Run(name+" under the settings", func(t *testing.T) {
			h := viewtest.New(t, viewtest.On(model.ScreenLobby))
			d := viewtest.WatchDrawing(t)
			h.Set(wait)
			h.Set(func(s *model.State) { s.Settings.Open = true })
			if d.Animate(); len(d.Running) != 0 {
				t.Errorf("%d animations run unseen", len(d.Running))
			}
			h.Set(func(s *model.State) { s.Settings.Open = false })
			if d.Animate(); len(d.Running) != 1 {
				t.Errorf("%d animations run when it is seen again", len(d.Running))
			}
		})
	}
}
