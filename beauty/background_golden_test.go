package beauty

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"testing"

	"onair/beauty/backdrop"
	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/pixel/pixeltest"
)

// loadMask reads a person mask from a grey picture.
func loadMask(t testing.TB, path string) face.Mask {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	grey := image.NewGray(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(grey, grey.Rect, img, img.Bounds().Min, draw.Src)
	return face.Mask{W: grey.Rect.Dx(), H: grey.Rect.Dy(), P: grey.Pix}
}

// blueToWarm is a picture that goes from blue to warm white.
func blueToWarm() *backdrop.Still {
	img := image.NewRGBA(image.Rect(0, 0, 320, 180))
	for y := range 180 {
		for x := range 320 {
			img.Set(x, y, color.RGBA{uint8(40 + x/2), uint8(90 + x/3), uint8(200 - y/3), 255})
		}
	}
	return backdrop.NewStill(img)
}

// TestGoldenBackgrounds puts things behind a real person, with the mask the
// network found.
func TestGoldenBackgrounds(t *testing.T) {
	mask := loadMask(t, "testdata/astronaut.person.png")
	for _, tc := range []struct {
		name string
		set  func(*Chain)
	}{
		{"blur", func(c *Chain) { c.SetBackground(backdrop.Blur, nil) }},
		{"picture", func(c *Chain) { c.SetBackground(backdrop.Picture, blueToWarm()) }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := pixeltest.Load(t, "astronaut.png")
			c := NewChain()
			c.SetFinder(&facetest.Finder{Mask: mask})
			tc.set(c)
			c.Process(f)
			got := image.NewNRGBA(image.Rect(0, 0, 220, 200))
			draw.Draw(got, got.Rect, pixeltest.ToImage(f), image.Pt(130, 5), draw.Src)
			compareGolden(t, "testdata/golden-astronaut-behind-"+tc.name+".png", got)
		})
	}
}
