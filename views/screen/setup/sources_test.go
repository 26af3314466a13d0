package setup

import (
	"testing"

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
