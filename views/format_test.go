package views

import (
	"testing"
	"time"

	"onair/app/model"
	"onair/views/kit"
)

func TestNumbersInWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{clock(0), "0:00"}, {clock(65 * time.Second), "1:05"}, {clock(3661 * time.Second), "1:01:01"}, {clock(-time.Second), "0:00"},
		{count(0), "0"}, {count(999), "999"}, {count(1000), "1k"}, {count(1284), "1.3k"}, {count(124_000), "124k"}, {count(3_400_000), "3.4M"},
		{bitRate(850_000), "850 kbit/s"}, {bitRate(1_500_000), "1.5 Mbit/s"}, {bitRate(2_000_000), "2 Mbit/s"},
		{millis(300 * time.Microsecond), "< 1 ms"}, {millis(23400 * time.Microsecond), "23 ms"},
		{orDash(false, "x"), "–"}, {shorten("abcdef", 4), "abc…"}, {shorten("川菜小课堂", 4), "川菜小…"}, {shorten("abc", 4), "abc"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestNamesForPeople(t *testing.T) {
	newHarness(t, func(*model.State) {})
	if got := sizeName(model.Size{Width: 720, Height: 1280}); got != "720p HD, upright" {
		t.Errorf("portrait: %q", got)
	}
	if got := sizeName(model.Size{Width: 333, Height: 222}); got != "333 × 222" {
		t.Errorf("odd size: %q", got)
	}
	names := distinct(deviceNames([]model.Device{{Label: "BRIO"}, {Label: "BRIO"}, {Kind: model.DevicePattern}, {Kind: model.DeviceNone, Label: "x"}, {}}))
	want := []string{"BRIO", "BRIO (2)", kit.T("device.pattern"), kit.T("device.none"), kit.T("device.unnamed")}
	for i := range want {
		if names[i] != want[i] {
			t.Errorf("device %d is called %q, want %q", i, names[i], want[i])
		}
	}
}

func TestRoomNumber(t *testing.T) {
	newHarness(t, func(*model.State) {})
	for text, ok := range map[string]bool{"": true, " 7 ": true, "4294967294": true, "0": false, "4294967295": false, "-1": false, "x": false, "99999999999": false} {
		if err := checkNumber(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}
