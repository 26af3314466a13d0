package shell_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/shell"
)

func TestWindowFollowsTheStore(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWelcome))
	h.Start()
	h.Store.Update(func(s *model.State) { s.Screen = model.ScreenLobby })
	h.Until("the lobby", func() bool { return slices.Contains(h.Texts(), "Live now") })
	h.Store.Update(func(s *model.State) { s.Screen = model.ScreenWatching })
	h.Until("the room", func() bool { return slices.Contains(h.Texts(), "Rain") })
}

func TestLanguageAndThemeChangeWhileOpen(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby))
	h.Sees("Live now")
	h.Set(func(s *model.State) { s.Settings.Language = "zh" })
	h.Sees("正在直播")
	before := kit.Color(kit.ColorSurface)
	h.Set(func(s *model.State) { s.Settings.Theme = model.ThemeLight })
	if kit.Color(kit.ColorSurface) == before {
		t.Error("the light theme has the dark one's colours")
	}
	h.Set(func(s *model.State) { s.Settings.Language = "en" })
	h.Sees("Live now")
}

func TestNoticesComeAndGo(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby))
	h.Set(func(s *model.State) {
		s.Notices = []model.Notice{{ID: 5, Code: model.NoticeDeviceAdded, Subject: "BRIO"}, {ID: 6, Failure: &model.Failure{Code: model.FailureSpeaker}}}
	})
	h.Sees("New device: BRIO")
	h.Sees(kit.T("failure.speaker.what"))
	h.Set(func(s *model.State) { s.Notices = s.Notices[1:] })
	h.SeesNot("New device: BRIO")
}

func TestToastsLeaveTheButtonsFree(t *testing.T) {
	h := viewtest.NewSized(t, shell.MinWidth, shell.MinHeight, viewtest.On(model.ScreenSetup, func(s *model.State) {
		s.Notices = []model.Notice{{ID: 1, Code: model.NoticeCoverTaken}, {ID: 2, Code: model.NoticeLinkCopied}}
	}))
	live := viewtest.Button(t, h.Screen().Object(), kit.T("setup.goLive"))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(live)
	for _, o := range h.Toasts() {
		if p, size := o.Position(), o.Size(); p.Y < 50 || p.Y+size.Height > at.Y && p.X+size.Width > at.X {
			t.Errorf("a toast of %v at %v; the button is at %v", size, p, at)
		}
	}
}

func TestTheWindowIsRaisedOnceEachTimeItIsAskedFor(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	for range 2 {
		h.Set(func(s *model.State) { s.Raised++ })
	}
	if h.Raised() != 2 {
		t.Errorf("raised %d times", h.Raised())
	}
}

func TestPackagingAgreesWithTheProgram(t *testing.T) {
	data, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\s*(\w+)\s*=\s*"(.*)"`).FindAllStringSubmatch(string(data), -1) {
		values[m[1]] = m[2]
	}
	if values["ID"] != shell.AppID || values["Name"] != "OnAir" || values["Version"] == "" {
		t.Errorf("FyneApp.toml says %v", values)
	}
	if _, err := os.Stat("../../" + values["Icon"]); err != nil {
		t.Error(err)
	}
}
