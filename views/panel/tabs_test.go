package panel

import "testing"

func TestWhereAPageGoes(t *testing.T) {
	for _, c := range []struct {
		width  float32
		beside bool
	}{{960, false}, {1099, false}, {1100, false}, {1279.5, false}, {1280, true}, {1366, true}, {1600, true}, {3840, true}} {
		if got := PageBeside(c.width); got != c.beside {
			t.Errorf("at %v: beside the tabs %v, want %v", c.width, got, c.beside)
		}
	}
}
