package views

import (
	"strings"
	"testing"

	"onair/app/model"
	"onair/views/kit"
)

// TestFieldsOthersReadAreCounted: the counter stands beside the label, beyond the
// limit it says why the button is disabled.
func TestFieldsOthersReadAreCounted(t *testing.T) {
	limits := model.TextLimits{Title: model.TextLimit{Chars: 50, Bytes: 200}, Name: model.TextLimit{Chars: 5, Bytes: 60}, Message: model.TextLimit{Chars: 20, Bytes: 60}}
	h := newHarness(t, onScreen(model.ScreenSetup, func(s *model.State) { s.Limits, s.Setup.Blocked = limits, "" }))
	s := h.screen.(*setup)
	s.title.SetText(strings.Repeat("你", 44))
	h.set(func(*model.State) {})
	if got := s.named.count.Text(); got != "44 / 50" || !s.live.Enabled() {
		t.Errorf("44 Chinese characters: %q, can go live: %v", got, s.live.Enabled())
	}
	s.title.SetText(strings.Repeat("你", 51))
	h.set(func(*model.State) {})
	if got := s.named.count.Text(); got != "51 / 50" || s.live.Enabled() {
		t.Errorf("51: %q, can go live: %v", got, s.live.Enabled())
	}
	h.set(func(s *model.State) { s.Screen = model.ScreenWelcome })
	w := h.screen.(*welcome)
	w.nickname.SetText("Annabel")
	if got := w.named.count.Text(); got != "7 / 5" || w.here.Enabled() {
		t.Errorf("a long name: %q, can sign in: %v", got, w.here.Enabled())
	}
	w.nickname.SetText("Änna")
	if got := w.named.count.Text(); got != "4 / 5" || !w.here.Enabled() {
		t.Errorf("a short one: %q, can sign in: %v", got, w.here.Enabled())
	}
}

func TestTooLongHasWords(t *testing.T) {
	if err := kit.SetLanguage("en"); err != nil {
		t.Fatal(err)
	}
	l := model.TextLimit{Chars: 10, Bytes: 60}
	for text, want := range map[string][2]string{
		"":                                 {"", ""},
		"abc":                              {"3 / 10", ""},
		strings.Repeat("x", 11):            {"11 / 10", kit.T("count.tooLong", kit.Values{"Most": 10})},
		"a" + strings.Repeat("\u0301", 30): {"61 / 60 bytes", kit.T("count.tooLong.bytes", kit.Values{"Most": 60})},
	} {
		if use := l.Use(text); useText(use) != want[0] || tooLong(use) != want[1] {
			t.Errorf("%.20q: %q %q, want %q", text, useText(use), tooLong(use), want)
		}
	}
	_, _, do := failureTexts(&model.Failure{Code: model.FailureRemoved, Subject: "7", Wait: 75})
	if do != kit.T("failure.wait", kit.Values{"Time": "1:15"}) || !strings.Contains(do, "1:15") {
		t.Errorf("75 seconds to wait: %q", do)
	}
	f := model.Failure{Code: model.FailureRemoved, Wait: 5}
	later, other := f, f
	later.Wait, other.Subject = 4, "8"
	if !onlyLater(&f, &later) || onlyLater(&f, &other) || onlyLater(nil, &f) || onlyLater(&f, nil) {
		t.Error("a card that counts down is drawn anew")
	}
}
