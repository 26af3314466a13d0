package beauty

import (
	"testing"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// TestTwoHalvesAreOnePiece has what is worked on in two halves come out as in one piece,
// whatever the machine has.
func TestTwoHalvesAreOnePiece(t *testing.T) {
	for _, size := range append([][2]int{{640, 480}, {322, 181}}, pixeltest.Sizes...) {
		src := pixeltest.Noisy(size[0], size[1], 3)
		one, two := NewChain(), NewChain()
		one.work.halves, two.work.halves = nil, pixel.NewHalves()
		for n := range 3 {
			a, b := pixeltest.Clone(src), pixeltest.Clone(src)
			for c, f := range map[*Chain]*media.Frame{one: a, two: b} {
				everything(c)
				c.Process(f)
			}
			if !pixeltest.Same(a, b) {
				t.Fatalf("frame %d of %v differs", n, size)
			}
		}
	}
}
