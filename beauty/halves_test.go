package beauty

import (
	"testing"
	"time"

	"onair/beauty/backdrop"
	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// TestTwoHalvesAreOnePiece has what is worked on in two halves come out as in one piece,
// whatever the machine has.
func TestTwoHalvesAreOnePiece(t *testing.T) {
	for _, size := range append([][2]int{{640, 480}, {322, 181}}, pixeltest.Sizes...) {
		src := pixeltest.Noisy(size[0], size[1], 3)
		one, two := newChain(nil), newChain(pixel.NewHalves())
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

// TestAFaceInTwoHalvesIsAFaceInOnePiece has the same said of what needs a face and a
// person: retouch, shape, makeup, what lies behind.
func TestAFaceInTwoHalvesIsAFaceInOnePiece(t *testing.T) {
	for _, size := range [][2]int{{640, 480}, {418, 311}} {
		s := pixeltest.Sitters(t, size[0], size[1])["astronaut"]
		mask := loadMask(t, "testdata/astronaut.person.png")
		one, two := newChain(nil), newChain(pixel.NewHalves())
		start := time.Now()
		for n := range 4 {
			a, b := pixeltest.Clone(s.Frame), pixeltest.Clone(s.Frame)
			for c, f := range map[*Chain]*media.Frame{one: a, two: b} {
				everything(c)
				benchSet(c, "everything+makeup")
				c.SetMirror(n%2 == 1)
				c.SetEvenRedness(7)
				c.SetBackground(backdrop.Blur, nil)
				if n > 1 {
					c.SetBackground(backdrop.Picture, backdrop.NewStill(pixeltest.Checks(200, 150)))
				}
				f.Time = start.Add(time.Duration(n) * 33 * time.Millisecond)
				mask.At = f.Time
				c.SetFinder(&facetest.Finder{FaceList: []face.Face{s.Face}, Mask: mask})
				c.Process(f)
			}
			if pixeltest.Same(a, s.Frame) {
				t.Fatal("nothing was done")
			}
			if !pixeltest.Same(a, b) {
				t.Fatalf("frame %d of %v differs", n, size)
			}
		}
	}
}
