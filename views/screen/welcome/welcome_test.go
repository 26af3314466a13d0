package welcome

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

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

func TestAServerNearbyIsTakenOver(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWelcome, func(s *model.State) {
		s.Lobby.Nearby = []model.NearbyServer{{Address: "10.0.0.2:7880", Name: "studio"}}
	}))
	h.Tap(viewtest.Button(t, h.Canvas().Content(), "studio"))
	if got := h.Screen().(*welcome).server.Text; got != "10.0.0.2:7880" {
		t.Errorf("the address is %q", got)
	}
}

func TestWelcomeOneClickToTheLobby(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWelcome))
	h.Tap(h.Screen().(*welcome).here)
	h.Want("SignIn[{   avatar:1 1 }]")
}

func TestWelcomeJoinsAServerAndKeepsWhatIsTyped(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWelcome))
	s := h.Screen().(*welcome)
	if s.join.Enabled() || s.join.TipText() != kit.T("welcome.missing.server") {
		t.Errorf("without an address: enabled %v, reason %q", s.join.Enabled(), s.join.TipText())
	}
	s.server.SetText("live.example.com")
	s.methods.Tap(1)
	if s.join.Enabled() || s.join.TipText() != kit.T("welcome.missing.userID") {
		t.Errorf("without a user ID: enabled %v, reason %q", s.join.Enabled(), s.join.TipText())
	}
	s.userID.SetText("nora")
	s.userSig.SetText("eJyr")
	s.nickname.SetText("Nora")
	h.Tap(s.join)
	h.Want("SignIn[{live.example.com nora Nora avatar:1 2 eJyr}]")

	form := model.SignInForm{Server: "live.example.com", UserID: "nora", Nickname: "Nora", Method: model.SignInUserSig, UserSig: "eJyr"}
	h.Set(func(st *model.State) { st.Welcome = model.Welcome{Form: form, Busy: true} })
	if s.join.Visible() || !s.joinWait.Object().Visible() {
		t.Error("signing in shows no progress")
	}
	h.Set(func(st *model.State) {
		st.Welcome = model.Welcome{Form: form, Failure: &model.Failure{Code: model.FailureUnreachable, Subject: "live.example.com", Detail: "timeout"}}
	})
	h.Sees(kit.T("failure.unreachable.what"))
	if s.hereFail.Object().Visible() {
		t.Error("the failure stands at the wrong place")
	}
	if s.userSig.Text != "eJyr" || s.nickname.Text != "Nora" || !s.join.Visible() {
		t.Error("the failure lost what was typed")
	}
}

func TestKickedUserReturnsToWhatWasTyped(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	h.Set(func(s *model.State) {
		s.Screen = model.ScreenWelcome
		s.Welcome.Form = model.SignInForm{Server: "a.b", UserID: "nora", Nickname: "Nora", Method: model.SignInGuest}
		s.Welcome.Failure = &model.Failure{Code: model.FailureKicked}
	})
	h.Sees(kit.T("failure.kicked.what"))
	if s := h.Screen().(*welcome); s.server.Text != "a.b" || s.userID.Text != "nora" {
		t.Errorf("server %q, user %q", s.server.Text, s.userID.Text)
	}
}

// TestTheNameIsCounted: the counter stands beside the label, beyond the limit it says why
// the button is disabled.
func TestTheNameIsCounted(t *testing.T) {
	limits := model.TextLimits{Title: model.TextLimit{Chars: 50, Bytes: 200}, Name: model.TextLimit{Chars: 5, Bytes: 60}, Message: model.TextLimit{Chars: 20, Bytes: 60}}
	h := viewtest.New(t, viewtest.On(model.ScreenWelcome, func(s *model.State) { s.Limits = limits }))
	w := h.Screen().(*welcome)
	w.nickname.SetText("Annabel")
	if got := "7 / 5"; !slices.Contains(h.Texts(), got) || w.here.Enabled() {
		t.Errorf("a long name: not %q, can sign in: %v", got, w.here.Enabled())
	}
	w.nickname.SetText("Änna")
	if got := "4 / 5"; !slices.Contains(h.Texts(), got) || !w.here.Enabled() {
		t.Errorf("a short one: not %q, can sign in: %v", got, w.here.Enabled())
	}
}
