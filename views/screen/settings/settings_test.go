package settings

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

func TestF1OpensTheHotKeys(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	h.Acts.Calls = nil
	h.Press(fyne.KeyF1)
	h.Want("OpenSettings")
	h.Set(func(s *model.State) { s.Settings.Open = true })
	if got := h.Settings().(*settings).pages[h.Settings().(*settings).current].name; got != kit.T("settings.keys") {
		t.Errorf("F1 opens %q", got)
	}
	h.Settings().(*settings).choose(0)
	h.Press(fyne.KeyF1)
	if got := h.Settings().(*settings).pages[h.Settings().(*settings).current].name; got != kit.T("settings.keys") {
		t.Errorf("F1 in the settings opens %q", got)
	}
}

func TestSettingsPages(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby))
	h.Env.OnShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyComma, Modifier: fyne.KeyModifierShortcutDefault})
	h.Want("OpenSettings")
	h.Set(func(s *model.State) { s.Settings.Open = true })
	if h.Settings() == nil {
		t.Fatal("no settings")
	}
	h.Set(func(s *model.State) {
		s.Settings.Test = model.DeviceTest{Camera: true, CameraTile: model.Tile{Live: true}, Microphone: true, MicLevel: 50}
	})
	if len(h.Cable.Sinks[model.CameraTestTile]) != 1 {
		t.Error("the camera test shows no picture")
	}
	h.Settings().(*settings).choose(1)
	h.Want("TestCamera[false]", "TestMicrophone[false]")
	if len(h.Cable.Sinks[model.CameraTestTile]) != 0 {
		t.Error("the test goes on after its page was left")
	}
	h.Set(func(s *model.State) { s.Settings.Test = model.DeviceTest{} })
	for i := range h.Settings().(*settings).pages {
		h.Settings().(*settings).choose(i)
	}
	h.Sees(kit.T("about.text"))
	h.Want("LookUpFollows")
	h.Press(fyne.KeyEscape)
	h.Want("CloseSettings")
	h.Set(func(s *model.State) { s.Settings.Open = false })
	if h.Settings() != nil {
		t.Error("the settings stay")
	}
	h.SeesNot(kit.T("about.text"))
}
