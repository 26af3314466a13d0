package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// press taps the visible button with a text.
func (h *harness) pressButton(text string) {
	h.t.Helper()
	var found *kit.Button
	walk(h.Canvas().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == text && found == nil {
			found = b
		}
	})
	if found == nil {
		h.t.Fatalf("no button %q", text)
	}
	found.Tapped(nil)
}

// TestWhatIsMissingIsSaidAndReplacedWithOnePress: without devices the list names
// what is missing and offers what can stand in.
func TestWhatIsMissingIsSaidAndReplacedWithOnePress(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenSetup, func(s *model.State) {
		s.Devices.Cameras = []model.Device{{Spec: "screen:0", Kind: model.DeviceScreen}, {Spec: "test:", Kind: model.DevicePattern}}
		s.Setup.Checks = []model.Check{
			{Kind: model.CheckCamera, State: model.CheckWarn, Failure: &model.Failure{Code: model.FailureNoCamera}},
			{Kind: model.CheckSound, State: model.CheckWarn, Failure: &model.Failure{Code: model.FailureNoMicrophone}},
		}
	}))
	h.sees(kit.T("failure.noCamera.what"))
	h.sees(kit.T("failure.noMicrophone.what"))
	h.acts.calls = nil
	h.pressButton(kit.T("offer.pattern"))
	h.pressButton(kit.T("offer.screen"))
	h.pressButton(kit.T("offer.silence"))
	h.want(`SetCamera[test:]`, `SetCamera[screen:0]`, `SetMicrophone[silence:]`)
	h.set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckCamera, State: model.CheckGood}, {Kind: model.CheckSound, State: model.CheckGood}}
	})
	h.seesNot(kit.T("offer.pattern"))
}

// TestTheBarChoosesACameraWhereThereIsNone: the button that would mute it, and its
// key, open the card instead.
func TestTheBarChoosesACameraWhereThereIsNone(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckCamera, State: model.CheckWarn, Failure: &model.Failure{Code: model.FailurePictureOff}}}
	}))
	h.acts.calls = nil
	h.press(fyne.KeyV)
	if h.Dialog() == nil {
		t.Fatal("no card to choose from")
	}
	h.want()
	h.CloseDialog()
	h.set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckCamera, State: model.CheckGood}}
	})
	h.press(fyne.KeyV)
	h.want("MuteCamera[true]")
}

// TestAFailureCardCanBeClosed and comes back with another failure only.
func TestAFailureCardCanBeClosed(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.OnAir.Failure = &model.Failure{Code: model.FailureCameraGone, Subject: "BRIO"}
	}))
	what := kit.T("failure.cameraGone.what")
	h.sees(what)
	h.acts.calls = nil
	var shut *kit.Button
	walk(h.Canvas().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.TipText() == kit.T("failure.close") {
			shut = b
		}
	})
	shut.Tapped(nil)
	h.want("DismissFailure[cameraGone]")
	h.seesNot(what)
	h.set(func(s *model.State) { s.OnAir.Failure = nil })
	h.set(func(s *model.State) { s.OnAir.Failure = &model.Failure{Code: model.FailureCameraGone, Subject: "BRIO"} })
	h.sees(what)
}
