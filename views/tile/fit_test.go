package tile

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
)

func TestPictureKeepsItsShape(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h int
		want fyne.Size
	}{
		{"landscape fills", 1280, 720, fyne.NewSize(320, 180)},
		{"portrait has bars", 720, 1280, fyne.NewSize(101.25, 180)},
		{"square", 400, 400, fyne.NewSize(180, 180)},
		{"small is enlarged", 32, 18, fyne.NewSize(320, 180)},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFixture(t, Config{})
			f.Render(grey(c.w, c.h, 128))
			f.q.run(t)
			got := f.image.Size()
			if d := got.Subtract(c.want); d.Width*d.Width+d.Height*d.Height > 2 {
				t.Errorf("size %v, want %v", got, c.want)
			}
			centre := f.image.Position().Add(fyne.NewPos(got.Width/2, got.Height/2))
			if d := centre.Subtract(fyne.NewPos(160, 90)); d.X*d.X+d.Y*d.Y > 1 {
				t.Errorf("centre at %v", centre)
			}
		})
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct{ src, room, want image.Point }{
		{image.Pt(1280, 720), image.Pt(640, 640), image.Pt(640, 360)},
		{image.Pt(720, 1280), image.Pt(640, 640), image.Pt(360, 640)},
		{image.Pt(320, 180), image.Pt(1920, 1080), image.Pt(320, 180)},
		{image.Pt(1280, 720), image.Pt(1, 1000), image.Pt(1, 1)},
		{image.Pt(0, 720), image.Pt(10, 10), image.Point{}},
		{image.Pt(1280, 720), image.Pt(0, 10), image.Point{}},
	} {
		if got := fit(c.src, c.room); got != c.want {
			t.Errorf("Fit(%v, %v) = %v, want %v", c.src, c.room, got, c.want)
		}
	}
}
