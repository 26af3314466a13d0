package stage

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestFloorIsSeenWhereNoPictureIs counts how often each point of a stage is drawn: once
// where nothing covers the floor, and hardly under a picture.
func TestFloorIsSeenWhereNoPictureIs(t *testing.T) {
	for _, c := range []struct {
		name     string
		size     fyne.Size
		radius   float32
		pictures []hole
		bands    int
		under    float64 // how much of the pictures has floor below, at most
		round    int     // corners that are round
	}{
		{"no picture", fyne.NewSize(920, 632), 12, nil, 1, 0, 4},
		{"bars above and below", fyne.NewSize(920, 632), 12, []hole{{box: box{0, 57.5, 920, 517}}}, 2, 0.01, 4},
		{"bars at the sides", fyne.NewSize(920, 632), 12, []hole{{box: box{282, 0, 356, 632}}}, 2, 0.01, 4},
		{"picture everywhere", fyne.NewSize(920, 632), 12, []hole{{box: box{0, 0, 920, 632}, radius: 12}}, 0, 0, 0},
		{"bars too thin to be round", fyne.NewSize(920, 532), 12, []hole{{box: box{0, 7, 920, 518}}}, 1, 1, 4},
		{"square corners, picture everywhere", fyne.NewSize(920, 632), 0, []hole{{box: box{0, 0, 920, 632}}}, 0, 0, 0},
		{"two side by side", fyne.NewSize(900, 600), 12, []hole{{box: box{0, 150, 448, 252}}, {box: box{452, 100, 448, 400}}}, 5, 0.02, 4},
		{"a round one in the middle", fyne.NewSize(900, 600), 12, []hole{{box: box{100, 100, 400, 300}, radius: 8}}, 4, 0.1, 4},
		{"nothing yet", fyne.Size{}, 12, []hole{{box: box{0, 0, 10, 10}}}, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			bands := floorAround(c.size, c.pictures, c.radius)
			if len(bands) != c.bands {
				t.Errorf("%d parts, want %d: %v", len(bands), c.bands, bands)
			}
			round := 0
			for _, b := range bands {
				for _, r := range b.round {
					if r {
						round++
					}
				}
			}
			if round != c.round {
				t.Errorf("%d round corners, want %d", round, c.round)
			}
			hidden, both := 0, 0
			for y := float32(0.5); y < c.size.Height; y++ {
				for x := float32(0.5); x < c.size.Width; x++ {
					drawn, over := 0, false
					for _, b := range bands {
						if b.has(x, y) {
							drawn++
						}
					}
					for _, p := range c.pictures {
						over = over || p.has(x, y)
					}
					if drawn > 1 || drawn == 0 && !over {
						t.Fatalf("%v, %v is drawn %d times", x, y, drawn)
					}
					if over {
						hidden++
						both += drawn
					}
				}
			}
			if hidden > 0 && float64(both) > c.under*float64(hidden) {
				t.Errorf("floor below %d of %d points of pictures", both, hidden)
			}
		})
	}
}

func (b box) has(x, y float32) bool { return x >= b.x && x < b.x+b.w && y >= b.y && y < b.y+b.h }
