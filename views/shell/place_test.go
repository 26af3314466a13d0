package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
)

func TestAWindowComesBackWhereItCanBeSeen(t *testing.T) {
	one := []screenArea{{0, 27, 1920, 1053}}
	two := append([]screenArea{{1920, 0, 2560, 1440}}, one...)
	for name, c := range map[string]struct {
		x, y, width, height int
		screens             []screenArea
		atX, atY            int
		ok                  bool
	}{
		"as it was":                    {100, 100, 1280, 800, one, 100, 100, true},
		"beyond the right edge":        {1700, 100, 1280, 800, one, 640, 100, true},
		"above the upper edge":         {100, -300, 1280, 800, one, 100, 63, true},
		"on the second display":        {2000, 100, 1280, 800, two, 2000, 100, true},
		"whose display is gone":        {2000, 100, 1280, 800, one, 0, 0, false},
		"a strip too small to be seen": {1900, 100, 1280, 800, one, 0, 0, false},
		"far off":                      {-30000, 9000, 1280, 800, two, 0, 0, false},
		"larger than the display":      {-50, -50, 4000, 3000, one, 0, 27, true},
		"no display is known":          {100, 100, 1280, 800, nil, 0, 0, false},
	} {
		x, y, ok := placed(c.x, c.y, c.width, c.height, c.screens)
		if x != c.atX || y != c.atY || ok != c.ok {
			t.Errorf("%s: %d %d %v, want %d %d %v", name, x, y, ok, c.atX, c.atY, c.ok)
		}
	}
	for _, c := range []struct {
		in   model.WindowPlace
		want fyne.Size
	}{
		{model.WindowPlace{}, fyne.NewSize(1280, 800)},
		{model.WindowPlace{Width: 10, Height: 10}, fyne.NewSize(960, 440)},
		{model.WindowPlace{Width: 100000, Height: 10}, fyne.NewSize(1280, 800)},
		{model.WindowPlace{Width: 1500, Height: 900}, fyne.NewSize(1500, 900)},
	} {
		if got := firstSize(c.in, 1280, 800); got != c.want {
			t.Errorf("%+v: %v, want %v", c.in, got, c.want)
		}
	}
}
