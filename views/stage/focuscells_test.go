package stage

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
)

// TestFocusCells: no guest is smaller than the share of the stage that he has
// in the table, nobody overlaps or sticks out, and the picture stays the largest.
func TestFocusCells(t *testing.T) {
	wide, tall, unknown := image.Pt(1280, 720), image.Pt(720, 1280), image.Point{}
	for _, c := range []struct {
		name   string
		guests int
		shape  image.Point
		size   fyne.Size
		guest  float32 // least width
	}{
		{"one guest, wide stage", 1, wide, fyne.NewSize(1280, 720), 400},
		{"one guest, panel open", 1, wide, fyne.NewSize(616, 470), 250},
		{"one guest, nothing known", 1, unknown, fyne.NewSize(960, 600), 300},
		{"one guest, upright picture", 1, tall, fyne.NewSize(960, 600), 470},
		{"one guest, upright stage", 1, wide, fyne.NewSize(500, 900), 490},
		{"two guests", 2, wide, fyne.NewSize(960, 600), 230},
		{"five guests, upright picture", 5, tall, fyne.NewSize(1280, 720), 310},
		{"eight guests", 8, wide, fyne.NewSize(1280, 720), 150},
		{"eight guests, upright stage", 8, wide, fyne.NewSize(500, 900), 190},
		{"a very small stage", 3, wide, fyne.NewSize(320, 180), 70},
	} {
		t.Run(c.name, func(t *testing.T) {
			cells := focusCells(c.guests, c.shape, c.size)
			if len(cells) != c.guests+1 {
				t.Fatalf("%d places", len(cells))
			}
			for i, b := range cells {
				if b.x < -0.01 || b.y < -0.01 || b.x+b.w > c.size.Width+0.01 || b.y+b.h > c.size.Height+0.01 {
					t.Errorf("%d sticks out: %v", i, b)
				}
				for j, o := range cells[:i] {
					if b.x < o.x+o.w-0.01 && o.x < b.x+b.w-0.01 && b.y < o.y+o.h-0.01 && o.y < b.y+b.h-0.01 {
						t.Errorf("%d and %d overlap: %v %v", i, j, b, o)
					}
				}
				if i > 0 && (b.w < c.guest || b.w*b.h > cells[0].w*cells[0].h) {
					t.Errorf("guest %d is %.0f x %.0f, the picture %v", i, b.w, b.h, cells[0])
				}
			}
		})
	}
}

func TestFocusCellsWithoutGuests(t *testing.T) {
	if got := focusCells(0, image.Point{}, fyne.NewSize(960, 600)); len(got) != 1 || got[0] != (box{0, 0, 960, 600}) {
		t.Errorf("%v", got)
	}
}
