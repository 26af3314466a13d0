package desk

import (
	"strings"
	"testing"

	"onair/app/model"
	"onair/views/kit"
)

func TestTooLongHasWords(t *testing.T) {
	english(t)
	l := model.TextLimit{Chars: 10, Bytes: 60}
	for text, want := range map[string][2]string{
		"":                                 {"", ""},
		"abc":                              {"3 / 10", ""},
		strings.Repeat("x", 11):            {"11 / 10", kit.T("count.tooLong", kit.Values{"Most": 10})},
		"a" + strings.Repeat("\u0301", 30): {"61 / 60 bytes", kit.T("count.tooLong.bytes", kit.Values{"Most": 60})},
	} {
		if use := l.Use(text); useText(use) != want[0] || TooLong(use) != want[1] {
			t.Errorf("%.20q: %q %q, want %q", text, useText(use), TooLong(use), want)
		}
	}
	_, _, do := FailureTexts(&model.Failure{Code: model.FailureRemoved, Subject: "7", Wait: 75})
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
