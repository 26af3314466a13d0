package desk

import (
	"testing"
	"time"

	"onair/app/model"
	"onair/views/kit"
)

func TestNumbersInWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Clock(0), "0:00"}, {Clock(65 * time.Second), "1:05"}, {Clock(3661 * time.Second), "1:01:01"}, {Clock(-time.Second), "0:00"},
		{Count(0), "0"}, {Count(999), "999"}, {Count(1000), "1k"}, {Count(1284), "1.3k"}, {Count(124_000), "124k"}, {Count(3_400_000), "3.4M"},
		{BitRate(850_000), "850 kbit/s"}, {BitRate(1_500_000), "1.5 Mbit/s"}, {BitRate(2_000_000), "2 Mbit/s"},
		{Millis(300 * time.Microsecond), "< 1 ms"}, {Millis(23400 * time.Microsecond), "23 ms"},
		{OrDash(false, "x"), "–"}, {Shorten("abcdef", 4), "abc…"}, {Shorten("川菜小课堂", 4), "川菜小…"}, {Shorten("abc", 4), "abc"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestNamesForPeople(t *testing.T) {
	english(t)
	if got := SizeName(model.Size{Width: 720, Height: 1280}); got != "720p HD, upright" {
		t.Errorf("portrait: %q", got)
	}
	if got := SizeName(model.Size{Width: 333, Height: 222}); got != "333 × 222" {
		t.Errorf("odd size: %q", got)
	}
	names := Distinct(DeviceNames([]model.Device{{Label: "BRIO"}, {Label: "BRIO"}, {Kind: model.DevicePattern}, {Kind: model.DeviceNone, Label: "x"}, {}}))
	want := []string{"BRIO", "BRIO (2)", kit.T("device.pattern"), kit.T("device.none"), kit.T("device.unnamed")}
	for i := range want {
		if names[i] != want[i] {
			t.Errorf("device %d is called %q, want %q", i, names[i], want[i])
		}
	}
}

// english has texts in English.
func english(t *testing.T) {
	t.Helper()
	if err := kit.SetLanguage("en"); err != nil {
		t.Fatal(err)
	}
}
