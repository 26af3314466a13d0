package beauty

import (
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"testing"

	"onair/beauty/pixel/pixeltest"
	"onair/beauty/skin"
)

var update = flag.Bool("update", false, "write the golden pictures anew")

// TestGoldenFaces compares faces after a filter with pictures that were looked at
// and found good.
func TestGoldenFaces(t *testing.T) {
	faces := []struct {
		name, file string
		part       image.Rectangle
	}{
		{"astronaut", "astronaut.png", image.Rect(166, 20, 282, 180)},
		{"gocv", "gocv-face.jpg", image.Rect(250, 100, 450, 360)},
	}
	cases := []struct {
		name string
		set  func(*Chain)
	}{
		{"smooth6", func(c *Chain) { c.SetSmooth(6) }},
		{"nature6", func(c *Chain) { c.SetSmooth(6); c.SetStyle(skin.StyleNature) }},
		{"whiteness6", func(c *Chain) { c.SetWhiteness(6) }},
		{"ruddy6", func(c *Chain) { c.SetRuddy(6) }},
		{"together", func(c *Chain) { c.SetSmooth(6); c.SetWhiteness(4); c.SetRuddy(3); c.SetMirror(true) }},
	}
	for _, face := range faces {
		for _, tc := range cases {
			t.Run(face.name+"/"+tc.name, func(t *testing.T) {
				f := pixeltest.Load(t, face.file)
				c := NewChain()
				tc.set(c)
				c.Process(f)
				part := face.part
				if v, _ := c.Value("mirror"); v == 1 {
					part.Min.X, part.Max.X = f.Width()-part.Max.X, f.Width()-part.Min.X
				}
				got := image.NewNRGBA(image.Rectangle{Max: part.Size()})
				draw.Draw(got, got.Rect, pixeltest.ToImage(f), part.Min, draw.Src)
				compareGolden(t, fmt.Sprintf("testdata/golden-%s-%s.png", face.name, tc.name), got)
			})
		}
	}
}

// compareGolden allows the rounding of other processors, and no more.
func compareGolden(t *testing.T, path string, got *image.NRGBA) {
	t.Helper()
	if *update {
		WritePNG(t, path, got)
		return
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatalf("%v (write it with -update)", err)
	}
	defer file.Close()
	want, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Rect {
		t.Fatalf("%s is %v, the picture %v", path, want.Bounds(), got.Rect)
	}
	sum, worst := 0, 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			r1, g1, b1, _ := want.At(x, y).RGBA()
			r2, g2, b2, _ := got.At(x, y).RGBA()
			for _, d := range []int{int(r1>>8) - int(r2>>8), int(g1>>8) - int(g2>>8), int(b1>>8) - int(b2>>8)} {
				sum, worst = sum+max(d, -d), max(worst, d, -d)
			}
		}
	}
	if mean := float64(sum) / float64(3*got.Rect.Dx()*got.Rect.Dy()); mean > 0.5 || worst > 6 {
		t.Errorf("%s: off by %.2f in the mean, %d at most", path, mean, worst)
	}
}

func WritePNG(t testing.TB, path string, img image.Image) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		t.Fatal(err)
	}
}
