package tile

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestFillCoversWithoutEnlarging(t *testing.T) {
	for _, c := range []struct{ src, room, want image.Point }{
		{image.Pt(1280, 720), image.Pt(480, 540), image.Pt(960, 540)},
		{image.Pt(1280, 720), image.Pt(640, 200), image.Pt(640, 360)},
		{image.Pt(720, 1280), image.Pt(480, 540), image.Pt(480, 854)},
		{image.Pt(320, 180), image.Pt(480, 540), image.Pt(320, 180)},
		{image.Pt(0, 180), image.Pt(480, 540), image.Point{}},
		{image.Pt(320, 180), image.Point{}, image.Point{}},
	} {
		if got := fill(c.src, c.room); got != c.want {
			t.Errorf("%v into %v: %v, want %v", c.src, c.room, got, c.want)
		}
	}
}

// TestAPictureFillsItsPlaceUnlessTooLittleIsLeft: a wide picture may lose its
// sides, a tall one not the part with the face.
func TestAPictureFillsItsPlaceUnlessTooLittleIsLeft(t *testing.T) {
	test.NewTempApp(t)
	for _, c := range []struct {
		name  string
		shape image.Point
		place fyne.Size
		fills bool
	}{
		{"a wide picture in half of a stage", image.Pt(1280, 720), fyne.NewSize(480, 540), true},
		{"in half of a narrow one", image.Pt(1280, 720), fyne.NewSize(310, 450), true},
		{"in a slit", image.Pt(1280, 720), fyne.NewSize(100, 450), false},
		{"a tall picture in half of a stage", image.Pt(720, 1280), fyne.NewSize(480, 540), true},
		{"a tall picture in a wide place", image.Pt(720, 1280), fyne.NewSize(480, 270), false},
	} {
		tile := New(Config{Board: NewBoard(func(f func()) { f() })})
		tile.Resize(c.place)
		tile.shape = c.shape
		tile.place(c.place)
		if tile.image.FillMode != canvas.ImageFillStretch {
			t.Errorf("%s: cut without being told to", c.name)
		}
		tile.SetCover(true)
		if got := tile.image.FillMode == canvas.ImageFillCover && tile.image.Size() == c.place; got != c.fills {
			t.Errorf("%s: fills %v, size %v", c.name, got, tile.image.Size())
		}
		tile.Close()
	}
}
