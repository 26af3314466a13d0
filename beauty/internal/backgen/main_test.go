package main

import (
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const shipped = "../../../assets/backgrounds"

func TestShippedPicturesAreTheScenes(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(shipped, "*.jpg"))
	if err != nil || len(paths) != len(scenes()) {
		t.Fatalf("%d pictures shipped, %d drawn (%v)", len(paths), len(scenes()), err)
	}
	total := int64(0)
	for _, p := range paths {
		if scenes()[strings.TrimSuffix(filepath.Base(p), ".jpg")] == nil {
			t.Errorf("nothing draws %s", p)
		}
		info, err := os.Stat(p)
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	if total > 800<<10 {
		t.Errorf("%d KiB together", total>>10)
	}
}

// TestScenesDrawTheSame redraws the quicker scenes. JPEG and the rounding of
// other processors are forgiven.
func TestScenesDrawTheSame(t *testing.T) {
	for _, name := range []string{"studio", "dawn"} {
		path := filepath.Join(t.TempDir(), name+".jpg")
		if err := write(path, scenes()[name]().image()); err != nil {
			t.Fatal(err)
		}
		if d := difference(read(t, path), read(t, filepath.Join(shipped, name+".jpg"))); d > 1 {
			t.Errorf("%s is off by %.2f levels in the mean; run go generate ./assets/backgrounds", name, d)
		}
	}
}

func read(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := jpeg.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if img.Bounds() != image.Rect(0, 0, width, height) {
		t.Fatalf("%s is %v", path, img.Bounds())
	}
	return img
}

// difference is the mean difference of luma.
func difference(a, b image.Image) float64 {
	x, y := a.(*image.YCbCr), b.(*image.YCbCr)
	sum := 0
	for i := range x.Y {
		sum += max(int(x.Y[i])-int(y.Y[i]), int(y.Y[i])-int(x.Y[i]))
	}
	return float64(sum) / float64(len(x.Y))
}
