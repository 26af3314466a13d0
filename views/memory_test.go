package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// TestTheWindowRemembers what was folded, typed and reset.
func TestTheWindowRemembers(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Memory.Folded, s.Lobby.Typed = true, "4711x" }))
	s := h.Screen().(*watching)
	if !s.folded {
		t.Fatal("the panel is not folded as it was")
	}
	h.Press("L")
	h.Want("RememberFolded[false]")
	s.fold(true) // not by hand
	h.Want()

	h.Set(func(s *model.State) { s.Screen = model.ScreenLobby })
	h.Screen().(*lobby).askLink()
	if e, ok := h.Canvas().Focused().(*kit.Entry); !ok || e.Text != "4711x" {
		t.Errorf("the field has %+v", e)
	}
	if !h.Dialog().Yes.Enabled() {
		t.Error("what was typed cannot be tried again")
	}
	h.CloseDialog()

	h.Set(func(s *model.State) {
		s.Screen, s.Beauty = model.ScreenSetup, s.Beauty.Reset()
		s.Beauty.CanUndo = true
	})
	p := h.Screen().(*setup).beauty
	h.Acts.Calls = nil
	h.Tap(p.Reset)
	h.Want("UndoResetBeauty")
	h.Set(func(s *model.State) { s.Beauty = s.Beauty.With("chin", 3) })
	if got := p.Reset.Text; got != kit.T("beauty.resetAll") {
		t.Errorf("after a change the button says %q", got)
	}
	h.Tap(p.Reset)
	h.Want("ResetAllBeauty")
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
		h := viewtest.New(t, viewtest.On(model.ScreenWelcome, func(s *model.State) { s.Welcome.Form, s.Welcome.FormVersion = c.form, 1 }))
		s := h.Screen().(*welcome)
		h.Acts.Calls = nil
		if f := h.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
		if c.want == "" {
			h.Want()
		} else {
			h.Want(viewtest.Call("SignIn", c.form))
		}
		if got := h.Canvas().Focused() == s.userSig; got != (c.form.Method == model.SignInUserSig) {
			t.Errorf("%s: the UserSig's field has the focus: %v", name, got)
		}
		if c.form.Server != "" && s.join.Text != kit.T("welcome.joinAt", kit.Values{"Server": "studio.local"}) {
			t.Errorf("%s: the button says %q", name, s.join.Text)
		}
	}
}
