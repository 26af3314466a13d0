package views

import (
	"image"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/kit"
)

func TestThePrivateSwitchBeforeTheLive(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenSetup, func(*model.State) {}))
	s := h.screen.(*setup)
	if s.private.Ask.Visible() {
		t.Error("a passcode is asked for though the live is public")
	}
	h.tap(s.private.On)
	h.want("SetPrivate[true]")
	h.set(func(st *model.State) { st.Setup.Private = true })
	s.private.Code.SetText("123")
	h.want("SetPasscode[123]")
	for code, ok := range map[string]bool{"": true, "123": false, "1234": true, "123456789012345678901234567890123": false} {
		h.set(func(st *model.State) { st.Setup.Passcode = code })
		if s.live.Enabled() != ok {
			t.Errorf("with %q one can go live: %v", code, !ok)
		}
	}
}

func TestTheInvitationIsCopied(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Private = model.Private{On: true, Passcode: "481516", Invitation: "onair://x/7?invite=ABC"}
	}))
	air := h.screen.(*onAir)
	air.panel.Choose(2)
	h.sees(kit.T("private.is", kit.Values{"Passcode": "481516"}))
	h.acts.calls = nil
	copied := kit.T("private.copy")
	walk(air.members.Private.Key, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == copied {
			b.Tapped(nil)
		}
	})
	h.want("CopyLink")
	if h.app.Clipboard().Content() != "onair://x/7?invite=ABC" {
		t.Errorf("copied: %q", h.app.Clipboard().Content())
	}
	h.set(func(s *model.State) { s.Live.Private = model.Private{} })
	h.seesNot(kit.T("private.copy"))
}

func TestAPasscodeIsAskedForOnce(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby, func(s *model.State) {
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
	h.tap(h.Dialog().Yes)
	h.want("OpenWithPasscode[61 481516]")
	h.set(func(s *model.State) { s.Lobby.Opening = 61 })
	if h.Dialog() != nil {
		t.Error("the same failure asks again")
	}
	h.set(func(s *model.State) { s.Lobby.OpenFailure = &model.Failure{Code: model.FailurePasscode, Subject: "61"} })
	if h.Dialog() == nil {
		t.Error("a wrong passcode is not asked for again")
	}
	h.CloseDialog()
	h.set(func(s *model.State) {
		s.Lobby.OpenFailure = &model.Failure{Code: model.FailurePasscodes, Subject: "61"}
	})
	if h.Dialog() != nil {
		t.Error("too many wrong ones, and yet it asks")
	}
}
