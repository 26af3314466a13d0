package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// TestTheWindowRemembers what was folded, typed and reset.
func TestTheWindowRemembers(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Memory.Folded, s.Lobby.Typed = true, "4711x" }))
	s := h.screen.(*watching)
	if !s.folded {
		t.Fatal("the panel is not folded as it was")
	}
	h.press("L")
	h.want("RememberFolded[false]")
	s.fold(true) // not by hand
	h.want()

	h.set(func(s *model.State) { s.Screen = model.ScreenLobby })
	h.screen.(*lobby).askLink()
	if e, ok := h.Canvas().Focused().(*kit.Entry); !ok || e.Text != "4711x" {
		t.Errorf("the field has %+v", e)
	}
	if !h.Dialog().Yes.Enabled() {
		t.Error("what was typed cannot be tried again")
	}
	h.CloseDialog()

	h.set(func(s *model.State) {
		s.Screen, s.Beauty = model.ScreenSetup, s.Beauty.Reset()
		s.Beauty.CanUndo = true
	})
	p := h.screen.(*setup).beauty
	h.acts.calls = nil
	h.tap(p.Reset)
	h.want("UndoResetBeauty")
	h.set(func(s *model.State) { s.Beauty = s.Beauty.With("chin", 3) })
	if got := p.Reset.Text; got != kit.T("beauty.resetAll") {
		t.Errorf("after a change the button says %q", got)
	}
	h.tap(p.Reset)
	h.want("ResetAllBeauty")
}

// TestTheLastServerIsOnePressAway: Enter signs in as last time.
func TestTheLastServerIsOnePressAway(t *testing.T) {
	for name, c := range map[string]struct {
		form model.SignInForm
		want string
	}{
		"another server": {model.SignInForm{Server: "studio.local", UserID: "nora", Method: model.SignInGuest}, "SignIn"},
		"this computer":  {model.SignInForm{UserID: "nora", Method: model.SignInGuest}, "SignIn"},
		"a UserSig":      {model.SignInForm{Server: "studio.local", UserID: "nora", Method: model.SignInUserSig}, ""},
		"the first time": {model.SignInForm{Method: model.SignInGuest}, ""},
	} {
		h := newHarness(t, onScreen(model.ScreenWelcome, func(s *model.State) { s.Welcome.Form, s.Welcome.FormVersion = c.form, 1 }))
		s := h.screen.(*welcome)
		h.acts.calls = nil
		if f := h.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
		if c.want == "" {
			h.want()
		} else {
			h.want(call("SignIn", c.form))
		}
		if got := h.Canvas().Focused() == s.userSig; got != (c.form.Method == model.SignInUserSig) {
			t.Errorf("%s: the UserSig's field has the focus: %v", name, got)
		}
		if c.form.Server != "" && s.join.Text != kit.T("welcome.joinAt", kit.Values{"Server": "studio.local"}) {
			t.Errorf("%s: the button says %q", name, s.join.Text)
		}
	}
}
