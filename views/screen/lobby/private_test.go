package lobby

import (
	"image"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

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
