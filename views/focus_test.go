package views

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel"
)

func TestTabReachesOnlyWhatIsSeen(t *testing.T) {
	check := func(t *testing.T, h *viewtest.Harness) {
		c := h.Canvas()
		c.Focus(nil)
		reached := map[fyne.Focusable]bool{}
		for {
			c.FocusNext()
			f := c.Focused()
			if f == nil || reached[f] {
				break
			}
			reached[f] = true
			part, whole, found := viewtest.Seen(h.Root(), f.(fyne.CanvasObject))
			switch {
			case !found:
				t.Errorf("%s has the focus and is not shown", viewtest.Describe(f))
			case part.Width < whole.Width-1 || part.Height < min(whole.Height-1, 200):
				t.Errorf("%s has the focus, of %v only %v can be seen", viewtest.Describe(f), whole, part)
			}
		}
		if len(reached) == 0 {
			t.Error("Tab reaches nothing")
		}
		viewtest.Walk(h.Root(), func(o fyne.CanvasObject) {
			if f, ok := o.(fyne.Focusable); ok && !reached[f] {
				if d, ok := o.(fyne.Disableable); !ok || !d.Disabled() {
					t.Errorf("Tab does not reach %s", viewtest.Describe(o))
				}
			}
		})
	}
	viewtest.EveryScene(t, check)
	viewtest.EachScreen(t, check)
}

// keys are typed at a window by somebody who does not look.
var blindKeys = []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeySpace, fyne.KeyRight, fyne.KeyUp, fyne.KeyDelete}

// TestSettingsGiveTheFocusBack: what is behind the settings gets no key while
// they are open, and nothing of theirs once they are closed.
func TestSettingsGiveTheFocusBack(t *testing.T) {
	viewtest.EachScreen(t, func(t *testing.T, h *viewtest.Harness) {
		c := h.Canvas()
		c.FocusNext()
		first := c.Focused()
		h.Set(func(s *model.State) { s.Settings.Open = true })
		if c.Focused() != nil {
			t.Errorf("%s has the focus behind the settings", viewtest.Describe(c.Focused()))
		}
		seenSelect := false
		for range 12 { // any of the first controls
			c.FocusNext()
			if _, ok := c.Focused().(*kit.Select); ok {
				seenSelect = true
				break
			}
		}
		if !seenSelect {
			t.Fatal("no chooser in the settings")
		}
		h.Set(func(s *model.State) { s.Settings.Open = false })
		if c.Focused() != first {
			t.Errorf("the focus is with %s, it was with %s", viewtest.Describe(c.Focused()), viewtest.Describe(first))
		}
	})
}

// TestNothingHiddenTakesAKey hides what has the focus in every way there is.
func TestNothingHiddenTakesAKey(t *testing.T) {
	ways := map[string]func(*viewtest.Harness, fyne.Focusable){
		"the settings are closed": func(h *viewtest.Harness, _ fyne.Focusable) {
			h.Canvas().Focus(nil)
			h.Set(func(s *model.State) { s.Settings.Open = true })
			for range 20 {
				h.Canvas().FocusNext()
				if _, ok := h.Canvas().Focused().(*kit.Select); ok {
					break
				}
			}
			h.Set(func(s *model.State) { s.Settings.Open = false })
		},
		"another screen comes": func(h *viewtest.Harness, _ fyne.Focusable) {
			h.Set(func(s *model.State) { s.Screen = model.ScreenWelcome })
		},
		"it is hidden without a word": func(_ *viewtest.Harness, f fyne.Focusable) { f.(fyne.CanvasObject).Hide() },
	}
	for name, hide := range ways {
		t.Run(name, func(t *testing.T) {
			h := viewtest.New(t, viewtest.On(model.ScreenSetup))
			s := h.Screen().(*setup)
			s.panel.Choose(1)
			c := h.Canvas()
			c.Focus(s.devices.camera)
			hide(h, s.devices.camera)
			had := s.devices.camera.Selected
			h.Acts.Calls = nil
			for _, k := range blindKeys {
				if f := c.Focused(); f != nil && f != fyne.Focusable(s.devices.camera) && k != fyne.KeyDown {
					continue // what the focus went to may be used
				}
				h.Hit(k)
			}
			if c.Overlays().Top() != nil {
				t.Error("an unseen chooser opened its menu")
			}
			if s.devices.camera.Selected != had || slices.ContainsFunc(h.Acts.Calls, func(c string) bool { return strings.HasPrefix(c, "SetCamera") }) {
				t.Errorf("an unseen chooser chose %q: %q", s.devices.camera.Selected, h.Acts.Calls)
			}
		})
	}
}

func TestPanelsAndPagesGiveTheFocusBack(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	c := h.Canvas()
	c.Focus(s.beautyButton)
	h.Hit(fyne.KeySpace)
	c.Focus(s.beauty.Reset)
	s.panel.Back()
	if c.Focused() != fyne.Focusable(s.beautyButton) {
		t.Errorf("the page is closed, the focus is with %s", viewtest.Describe(c.Focused()))
	}
	c.Focus(s.panel.Heads.First())
	s.fold(true)
	if c.Focused() != fyne.Focusable(s.panelButton) {
		t.Errorf("the panel is folded, the focus is with %s", viewtest.Describe(c.Focused()))
	}
}

// TestEnterAnswersEveryQuestion: each card over the window has an answer for
// Enter, and shows which.
func TestEnterAnswersEveryQuestion(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage }))
	s := h.Screen().(*watching)
	s.askLeave()
	if f := h.Canvas().Focused(); f != fyne.Focusable(h.Dialog().Yes) {
		t.Errorf("the focus is with %s", viewtest.Describe(f))
	}
	h.Acts.Calls = nil
	h.Hit(fyne.KeyReturn)
	h.Want("LeaveRoom")
	for name, ask := range map[string]func(){
		"join": s.askJoin, "leave the stage": s.askLeaveStage, "mute": func() { panel.AskMute(h.Desk, viewtest.Ben) }, "remove": func() { panel.AskRemove(h.Desk, viewtest.Ben, true) },
	} {
		ask()
		h.Canvas().Focus(nil)
		h.Hit(fyne.KeyEnter)
		if h.Dialog() != nil {
			t.Errorf("%s: Enter does nothing", name)
		}
	}
}

// TestTileToolsByKeyboard takes a guest off the stage without a mouse.
func TestTileToolsByKeyboard(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Standings = map[string]model.Standing{"nora": {Role: model.RoleAnchor}, "ben": {Role: model.RoleCoAnchor}, "lin": {Role: model.RoleCoAnchor}}
		s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "lin", User: viewtest.Lin}, model.Tile{ID: "ben", User: viewtest.Ben})
	}))
	s := h.Screen().(*onAir)
	c := h.Canvas()
	for range 60 {
		if c.FocusNext(); c.Focused() == fyne.Focusable(s.stage) {
			break
		}
	}
	if c.Focused() != fyne.Focusable(s.stage) {
		t.Fatal("Tab does not reach the stage")
	}
	h.Hit(fyne.KeyRight)
	h.Hit(fyne.KeyReturn)
	ben := s.stage.Tiles[2].Tools
	if c.Focused() != fyne.Focusable(ben.Down) {
		t.Fatalf("the focus is with %s", viewtest.Describe(c.Focused()))
	}
	s.stage.Pointer.Check()
	h.Hit(fyne.KeySpace)
	if h.Dialog() == nil {
		t.Fatal("nothing is asked")
	}
	h.Acts.Calls = nil
	h.Hit(fyne.KeyReturn)
	h.Want("KickFromStage[ben]")
}
