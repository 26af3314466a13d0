package shell

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestTheWindowIsNotLargerThanTheDisplay(t *testing.T) {
	for _, c := range []struct {
		room  fyne.Size
		scale float32
		want  fyne.Size
	}{
		{fyne.NewSize(1920, 1080), 1, fyne.NewSize(1280, 800)},
		{fyne.NewSize(1920, 1080), 2, fyne.NewSize(960, (1080-frameHeight)/2)},
		{fyne.NewSize(1366, 768), 1.5, fyne.NewSize(1366/float32(1.5), (768-frameHeight)/float32(1.5))},
	} {
		if got := fitted(fyne.NewSize(1280, 800), c.room, c.scale); got != c.want {
			t.Errorf("%v at %v: %v, want %v", c.room, c.scale, got, c.want)
		}
	}
}
