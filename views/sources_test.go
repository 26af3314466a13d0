package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// TestWhatIsMissingIsSaidAndReplacedWithOnePress: without devices the list names
// what is missing and offers what can stand in.
func TestWhatIsMissingIsSaidAndReplacedWithOnePress(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) {
		s.Devices.Cameras = []model.Device{{Spec: "screen:0", Kind: model.DeviceScreen}, {Spec: "test:", Kind: model.DevicePattern}}
		s.Setup.Checks = []model.Check{
			{Kind: model.CheckCamera, State: model.CheckWarn, Failure: &model.Failure{Code: model.FailureNoCamera}},
			{Kind: model.CheckSound, State: model.CheckWarn, Failure: &model.Failure{Code: model.FailureNoMicrophone}},
		}
	}))
	h.Sees(kit.T("failure.noCamera.what"))
	h.Sees(kit.T("failure.noMicrophone.what"))
	h.Acts.Calls = nil
	h.PressButton(kit.T("offer.pattern"))
	h.PressButton(kit.T("offer.screen"))
	h.PressButton(kit.T("offer.silence"))
	h.Want(`SetCamera[test:]`, `SetCamera[screen:0]`, `SetMicrophone[silence:]`)
	h.Set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckCamera, State: model.CheckGood}, {Kind: model.CheckSound, State: model.CheckGood}}
	})
	h.SeesNot(kit.T("offer.pattern"))
}

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
