package views

import (
	"image"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

func TestThePrivateSwitchBeforeTheLive(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(*model.State) {}))
	s := h.Screen().(*setup)
	if s.private.Ask.Visible() {
		t.Error("a passcode is asked for though the live is public")
	}
	h.Tap(s.private.On)
	h.Want("SetPrivate[true]")
	h.Set(func(st *model.State) { st.Setup.Private = true })
	s.private.Code.SetText("123")
	h.Want("SetPasscode[123]")
	for code, ok := range map[string]bool{"": true, "123": false, "1234": true, "123456789012345678901234567890123": false} {
		h.Set(func(st *model.State) { st.Setup.Passcode = code })
		if s.live.Enabled() != ok {
			t.Errorf("with %q one can go live: %v", code, !ok)
		}
	}
}

func TestTheInvitationIsCopied(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Private = model.Private{On: true, Passcode: "481516", Invitation: "onair://x/7?invite=ABC"}
	}))
	air := h.Screen().(*onAir)
	air.panel.Choose(2)
	h.Sees(kit.T("private.is", kit.Values{"Passcode": "481516"}))
	h.Acts.Calls = nil
	copied := kit.T("private.copy")
	viewtest.Walk(air.members.Private.Key, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == copied {
			b.Tapped(nil)
		}
	})
	h.Want("CopyLink")
	if fyne.CurrentApp().Clipboard().Content() != "onair://x/7?invite=ABC" {
		t.Errorf("copied: %q", fyne.CurrentApp().Clipboard().Content())
	}
	h.Set(func(s *model.State) { s.Live.Private = model.Private{} })
	h.SeesNot(kit.T("private.copy"))
}

func TestAPasscodeIsAskedForOnce(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby, func(s *model.State) {
		s.Lobby.OpenFailure = &model.Failure{Code: model.FailurePrivate, Subject: "61"}
	}))
	if h.Dialog() == nil {
		t.Fatal("nothing is asked")
	}
	card := image.NewNRGBA(image.Rect(0, 0, 440, 222))
	draw.Draw(card, card.Bounds(), h.Canvas().Capture(), image.Pt(420, 290), draw.Src)
	test.AssertImageMatches(t, "passcode.png", card)
	if h.Dialog().Yes.Enabled() {
		t.Error("no passcode can be sent")
	}
	h.Canvas().Focused().(*kit.Entry).SetText(" 481516 ")
	h.Tap(h.Dialog().Yes)
	h.Want("OpenWithPasscode[61 481516]")
	h.Set(func(s *model.State) { s.Lobby.Opening = 61 })
	if h.Dialog() != nil {
		t.Error("the same failure asks again")
	}
	h.Set(func(s *model.State) { s.Lobby.OpenFailure = &model.Failure{Code: model.FailurePasscode, Subject: "61"} })
	if h.Dialog() == nil {
		t.Error("a wrong passcode is not asked for again")
	}
	h.CloseDialog()
	h.Set(func(s *model.State) {
		s.Lobby.OpenFailure = &model.Failure{Code: model.FailurePasscodes, Subject: "61"}
	})
	if h.Dialog() != nil {
		t.Error("too many wrong ones, and yet it asks")
	}
}
