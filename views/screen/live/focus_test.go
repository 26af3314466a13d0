package live

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/panel"
)

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
