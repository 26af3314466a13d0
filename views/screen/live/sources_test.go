package live

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// TestTheBarChoosesACameraWhereThereIsNone: the button that would mute it, and its
// key, open the card instead.
func TestTheBarChoosesACameraWhereThereIsNone(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckCamera, State: model.CheckWarn, Failure: &model.Failure{Code: model.FailurePictureOff}}}
	}))
	h.Acts.Calls = nil
	h.Press(fyne.KeyV)
	if h.Dialog() == nil {
		t.Fatal("no card to choose from")
	}
	h.Want()
	h.CloseDialog()
	h.Set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckCamera, State: model.CheckGood}}
	})
	h.Press(fyne.KeyV)
	h.Want("MuteCamera[true]")
}

// TestAFailureCardCanBeClosed and comes back with another failure only.
func TestAFailureCardCanBeClosed(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.OnAir.Failure = &model.Failure{Code: model.FailureCameraGone, Subject: "BRIO"}
	}))
	what := kit.T("failure.cameraGone.what")
	h.Sees(what)
	h.Acts.Calls = nil
	var shut *kit.Button
	viewtest.Walk(h.Canvas().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.TipText() == kit.T("failure.close") {
			shut = b
		}
	})
	shut.Tapped(nil)
	h.Want("DismissFailure[cameraGone]")
	h.SeesNot(what)
	h.Set(func(s *model.State) { s.OnAir.Failure = nil })
	h.Set(func(s *model.State) { s.OnAir.Failure = &model.Failure{Code: model.FailureCameraGone, Subject: "BRIO"} })
	h.Sees(what)
}
