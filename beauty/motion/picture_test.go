package motion

import (
	"image"
	"testing"
)

func TestPictureLevels(t *testing.T) {
	p := newPicture(image.NewNRGBA(image.Rect(0, 0, 5, 3)))
	if p.W != 5 || p.H != 3 || len(p.Levels) != 4 || p.Levels[3].W != 1 || p.Levels[3].H != 1 {
		t.Errorf("levels %v", p.Levels)
	}
	white := image.NewNRGBA(image.Rect(0, 0, 3, 3))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	for _, l := range newPicture(white).Levels {
		if len(l.P) != 4*(l.W+2)*(l.H+2) {
			t.Fatalf("%d bytes for %d x %d", len(l.P), l.W, l.H)
		}
		for i := 0; i < len(l.P); i += 4 {
			x, y := i/4%(l.W+2), i/4/(l.W+2)
			want := [4]uint8{235, 128, 128, 255}
			if x == 0 || y == 0 || x > l.W || y > l.H {
				want = [4]uint8{}
			}
			if got := [4]uint8(l.P[i:]); got != want {
				t.Fatalf("texel %d,%d is %v, want %v", x, y, got, want)
			}
		}
	}
}
