package model

import "testing"

func TestOddWindowsArePutRight(t *testing.T) {
	good := WindowPlace{Width: 1400, Height: 900, X: -1920, Y: 40, Placed: true, Maximized: true}
	for _, c := range []struct{ in, want WindowPlace }{
		{WindowPlace{}, WindowPlace{}},
		{good, good},
		{WindowPlace{Width: 10, Height: 10}, WindowPlace{Width: 960, Height: 440}},
		{WindowPlace{Width: 100000, Height: 800}, WindowPlace{}},
		{WindowPlace{Width: 1280, Height: 1 << 40, X: 5, Y: 5, Placed: true}, WindowPlace{X: 5, Y: 5, Placed: true}},
		{WindowPlace{Width: -1280, Height: -800}, WindowPlace{}},
		{WindowPlace{Width: 1280, Height: 800, X: 1 << 30, Y: 0, Placed: true}, WindowPlace{Width: 1280, Height: 800}},
		{WindowPlace{Width: 1280, Height: 800, X: 0, Y: -99999, Placed: true}, WindowPlace{Width: 1280, Height: 800}},
		{WindowPlace{Width: 1280, Height: 800, X: 70, Y: 70}, WindowPlace{Width: 1280, Height: 800}},
	} {
		if got := c.in.Sane(); got != c.want {
			t.Errorf("%+v: %+v, want %+v", c.in, got, c.want)
		}
	}
}
