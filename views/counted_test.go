package views

import (
	"slices"
	"strings"
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

// TestFieldsOthersReadAreCounted: the counter stands beside the label, beyond the
// limit it says why the button is disabled.
func TestFieldsOthersReadAreCounted(t *testing.T) {
	limits := model.TextLimits{Title: model.TextLimit{Chars: 50, Bytes: 200}, Name: model.TextLimit{Chars: 5, Bytes: 60}, Message: model.TextLimit{Chars: 20, Bytes: 60}}
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) { s.Limits, s.Setup.Blocked = limits, "" }))
	s := h.Screen().(*setup)
	s.title.SetText(strings.Repeat("你", 44))
	h.Set(func(*model.State) {})
	if got := "44 / 50"; !slices.Contains(h.Texts(), got) || !s.live.Enabled() {
		t.Errorf("44 Chinese characters: not %q, can go live: %v", got, s.live.Enabled())
	}
	s.title.SetText(strings.Repeat("你", 51))
	h.Set(func(*model.State) {})
	if got := "51 / 50"; !slices.Contains(h.Texts(), got) || s.live.Enabled() {
		t.Errorf("51: not %q, can go live: %v", got, s.live.Enabled())
	}
	h.Set(func(s *model.State) { s.Screen = model.ScreenWelcome })
	w := h.Screen().(*welcome)
	w.nickname.SetText("Annabel")
	if got := "7 / 5"; !slices.Contains(h.Texts(), got) || w.here.Enabled() {
		t.Errorf("a long name: not %q, can sign in: %v", got, w.here.Enabled())
	}
	w.nickname.SetText("Änna")
	if got := "4 / 5"; !slices.Contains(h.Texts(), got) || !w.here.Enabled() {
		t.Errorf("a short one: not %q, can sign in: %v", got, w.here.Enabled())
	}
}
