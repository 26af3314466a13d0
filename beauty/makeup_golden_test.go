package beauty

import (
	"image"
	"image/draw"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/makeup"
	"onair/beauty/motion/motiontest"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// madeUp runs a chain with the faces given over a copy of f.
func madeUp(f *media.Frame, faces []face.Face, set func(c *Chain)) *media.Frame {
	c := NewChain()
	c.SetFinder(&facetest.Finder{FaceList: faces})
	set(c)
	out := pixeltest.Clone(f)
	c.Process(out)
	return out
}

// TestGoldenMakeupAndStickers compares faces with pictures that were looked at and
// found good; -update writes them anew.
func TestGoldenMakeupAndStickers(t *testing.T) {
	all := func(preset int, strength float32) func(c *Chain) {
		return func(c *Chain) {
			for _, k := range makeup.Kinds() {
				l := makeup.Looks(k)
				c.SetMakeup(k, l[preset%len(l)], strength)
			}
		}
	}
	sticker := func(name string) func(c *Chain) {
		return func(c *Chain) { c.SetMotion(motiontest.Shipped(t, name)) }
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
			f := pixeltest.Load(t, ""+tc.picture)
			fc := facetest.Load(t, "testdata/"+tc.points+".landmarks.json").FaceIn(f.Width(), f.Height())
			out := madeUp(f, []face.Face{fc}, tc.set)
			got := image.NewNRGBA(image.Rectangle{Max: tc.part.Size()})
			draw.Draw(got, got.Rect, pixeltest.ToImage(out), tc.part.Min, draw.Src)
			compareGolden(t, "testdata/golden-"+tc.name+".png", got)
		})
	}
}
