package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestMarksAreAsWideAsTheLanguageWants: quotation marks, the raised dot and the
// ellipsis are narrow among Latin letters and whole characters among Chinese ones.
func TestMarksAreAsWideAsTheLanguageWants(t *testing.T) {
	t.Cleanup(func() { _ = SetLanguage("en") })
	const size = 100
	for _, c := range []struct {
		language string
		narrow   bool
	}{{"en", true}, {"zh", false}} {
		if err := SetLanguage(c.language); err != nil {
			t.Fatal(err)
		}
		test.NewTempApp(t).Settings().SetTheme(newTheme(LookDark))
		for _, bold := range []bool{false, true} {
			width := func(s string) float32 { return fyne.MeasureText(s, size, fyne.TextStyle{Bold: bold}).Width }
			for _, mark := range []string{"“", "”", "‘", "’", "·", "…"} {
				got := width(mark)
				if mark == "…" && c.narrow {
					if got > 0.9*size {
						t.Errorf("%s, bold %v: %q is %.0f wide", c.language, bold, mark, got)
					}
					continue
				}
				if narrow := got < 0.6*size; narrow != c.narrow {
					t.Errorf("%s, bold %v: %q is %.0f wide of %d", c.language, bold, mark, got, size)
				}
			}
			if got := width("一"); got < 0.99*size || got > 1.01*size {
				t.Errorf("%s: a Chinese character is %.0f wide", c.language, got)
			}
		}
	}
}
