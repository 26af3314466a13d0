package settings

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// TestTheSwitchForOneEncoding says what is wanted, and shows what is.
func TestTheSwitchForOneEncoding(t *testing.T) {
	h := viewtest.NewSized(t, 960, 760, viewtest.On(model.ScreenLobby, func(s *model.State) { s.Settings.Open, s.Settings.OneEncoding = true, true }))
	h.PressButton(kit.T("settings.video"))
	h.Sees(kit.T("settings.one.explain"))
	test.AssertImageMatches(t, "video.png", h.Canvas().Capture())
	h.Acts.Calls = nil
	var switches []*kit.Switch
	viewtest.Walk(h.Root(), func(o fyne.CanvasObject) {
		if s, ok := o.(*kit.Switch); ok {
			switches = append(switches, s)
		}
	})
	h.Tap(switches[len(switches)-1])
	h.Want("SetOneEncoding[false]")
}
