package model

import (
	"strings"
	"testing"
)

func TestTextIsCountedAsPeopleCount(t *testing.T) {
	family := "👩\u200d👩\u200d👧"
	l := TextLimit{Chars: 10, Bytes: 60}
	for text, want := range map[string]TextUse{
		"":                                    {0, 10, false, true},
		"  abc ":                              {3, 10, false, true},
		"你好":                                  {2, 10, false, true},
		strings.Repeat("你", 10):               {10, 10, false, true},
		strings.Repeat("你", 11):               {11, 10, false, false},
		strings.Repeat(family, 3):             {3, 10, false, true},
		strings.Repeat(family, 4):             {72, 60, true, false},
		"e" + strings.Repeat("\u0301", 30):    {61, 60, true, false},
		strings.Repeat("a", 11):               {11, 10, false, false},
		strings.Repeat(" ", 99) + "a\n\n\n\n": {1, 10, false, true},
	} {
		if got := l.Use(text); got != want {
			t.Errorf("%.40q: %+v, want %+v", text, got, want)
		}
	}
	if got := (TextLimit{Bytes: 3}).Use("abcd"); got != (TextUse{4, 3, true, false}) {
		t.Errorf("bytes alone: %+v", got)
	}
	if got := (TextLimit{}).Use("abcd"); !got.Fits || got.Most != 0 {
		t.Errorf("no limit: %+v", got)
	}
}
