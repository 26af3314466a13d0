package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestHintFitsTheField: a hint is cut to its field, in every width, and is whole
// again where it has room; the field never gets a scroll bar for it.
func TestHintFitsTheField(t *testing.T) {
	env := newEnv(t)
	for _, hint := range []string{"Server address or room link, such as https://live.example.org", "输入服务器地址或房间链接，例如", "x", ""} {
		e := NewEntry(env, hint, nil)
		test.NewTempWindow(t, e)
		for _, width := range []float32{900, 300, 90, 40, 900} {
			e.Resize(fyne.NewSize(width, e.MinSize().Height))
			if room, have := width-2*Size("innerPadding"), Body.measure(e.PlaceHolder).Width; have > room && e.PlaceHolder != "…" {
				t.Errorf("%q is %.0f wide in a field with room for %.0f", e.PlaceHolder, have, room)
			}
			if width == 900 && e.PlaceHolder != hint {
				t.Errorf("%q is not whole again: %q", hint, e.PlaceHolder)
			}
		}
	}
}
