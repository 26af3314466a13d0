package beauty

import (
	"image"
	"image/draw"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
)

// TestGoldenMakeupAndStickers compares faces with pictures that were looked at and
// found good; -update writes them anew.
func TestGoldenMakeupAndStickers(t *testing.T) {
	all := func(preset int, strength float32) func(c *Chain) {
		return func(c *Chain) {
			for _, k := range MakeupKinds() {
				l := MakeupLooks(k)
				c.SetMakeup(k, l[preset%len(l)], strength)
			}
		}
	}
	sticker := func(name string) func(c *Chain) {
		return func(c *Chain) { c.SetMotion(shipped(t, name)) }
	}
	for _, tc := range []struct {
		name, picture, points string
		part                  image.Rectangle
		set                   func(c *Chain)
	}{
		{"astronaut-makeup", "astronaut.png", "astronaut", image.Rect(166, 20, 282, 180), all(0, 0.7)},
		{"astronaut-makeup-bold", "astronaut.png", "astronaut", image.Rect(166, 20, 282, 180), all(3, 1)},
		{"gocv-makeup", "gocv-face.jpg", "gocv-face", image.Rect(250, 100, 450, 360), all(1, 0.7)},
		{"astronaut-sticker-cat", "astronaut.png", "astronaut", image.Rect(146, 0, 302, 180), sticker("cat")},
		{"astronaut-sticker-glasses", "astronaut.png", "astronaut", image.Rect(166, 20, 282, 180), sticker("glasses")},
		{"gocv-sticker-crown", "gocv-face.jpg", "gocv-face", image.Rect(220, 10, 470, 360), sticker("crown")},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := loadFrame(t, "testdata/"+tc.picture)
			fc := facetest.Load(t, "testdata/"+tc.points+".landmarks.json").FaceIn(f.Width(), f.Height())
			out := madeUp(f, []face.Face{fc}, tc.set)
			got := image.NewNRGBA(image.Rectangle{Max: tc.part.Size()})
			draw.Draw(got, got.Rect, toImage(out), tc.part.Min, draw.Src)
			compareGolden(t, "testdata/golden-"+tc.name+".png", got)
		})
	}
}
