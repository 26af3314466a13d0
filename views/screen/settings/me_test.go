package settings

import (
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// TestNameAndPictureChangeInTheSettings while watching, counted and judged.
func TestNameAndPictureChangeInTheSettings(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Limits.Name = model.TextLimit{Chars: 6, Bytes: 60} }))
	h.OpenSettings(kit.T("me.title"))
	h.Want("OpenSettings")
	h.Set(func(s *model.State) { s.Settings.Open = true })
	if got := h.Settings().(*settings).pages[h.Settings().(*settings).current].name; got != kit.T("me.title") {
		t.Fatalf("the settings open at %q", got)
	}
	f := newProfileForm(h.Desk)
	f.update(h.State)
	if f.name.Text != "Nora" || f.save.Enabled() {
		t.Errorf("at first: %q, can be saved: %v", f.name.Text, f.save.Enabled())
	}
	f.name.SetText("Nora Ann")
	if f.save.Enabled() {
		t.Error("eight letters of six can be saved")
	}
	f.name.SetText("Nora")
	f.choose("avatar:5")
	h.Acts.Calls = nil
	h.Tap(f.save)
	h.Want("SetProfile[Nora avatar:5]")
	h.Set(func(s *model.State) { s.Me.Avatar = "avatar:5" })
	f.update(h.State)
	if f.save.Enabled() {
		t.Error("what is saved can be saved again")
	}
}
