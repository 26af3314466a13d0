package views

import (
	"testing"

	"onair/app/model"
	"onair/views/kit"
)

// TestNameAndPictureChangeInTheSettings while watching, counted and judged.
func TestNameAndPictureChangeInTheSettings(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Limits.Name = model.TextLimit{Chars: 6, Bytes: 60} }))
	openMe(h.Desk)
	h.want("OpenSettings")
	h.set(func(s *model.State) { s.Settings.Open = true })
	if got := h.settings.pages[h.settings.current].name; got != kit.T("me.title") {
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
	h.acts.calls = nil
	h.tap(f.save)
	h.want("SetProfile[Nora avatar:5]")
	h.set(func(s *model.State) { s.Me.Avatar = "avatar:5" })
	f.update(h.State)
	if f.save.Enabled() {
		t.Error("what is saved can be saved again")
	}
}
