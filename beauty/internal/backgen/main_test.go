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
		if d := difference(read(t, path, full), read(t, filepath.Join(shipped, name+".jpg"), full)); d > 1 {
			t.Errorf("%s is off by %.2f levels in the mean; run go generate ./assets/backgrounds", name, d)
		}
	}
}

func TestThumbsAreOfTheirPictures(t *testing.T) {
	for name := range scenes() {
		path := filepath.Join(t.TempDir(), name+".jpg")
		if err := write(path, thumb(read(t, filepath.Join(shipped, name+".jpg"), full))); err != nil {
			t.Fatal(err)
		}
		if d := difference(read(t, path, small), read(t, filepath.Join(shipped, "thumbs", name+".jpg"), small)); d > 2 {
			t.Errorf("thumbs/%s is off by %.2f levels in the mean; run go generate ./assets/backgrounds", name, d)
		}
	}
}

var full, small = image.Rect(0, 0, width, height), image.Rect(0, 0, thumbWidth, thumbHeight)

func read(t *testing.T, path string, size image.Rectangle) image.Image {
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
	if img.Bounds() != size {
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
