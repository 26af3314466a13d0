package main

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// TestShippedTablesAreTheseOnes redraws every table and compares with the files
// in assets/luts. One step of rounding is forgiven: processors differ there.
func TestShippedTablesAreTheseOnes(t *testing.T) {
	dir := t.TempDir()
	if err := run(dir); err != nil {
		t.Fatal(err)
	}
	shipped, err := filepath.Glob("../../../assets/luts/*.png")
	if err != nil || len(shipped) != len(grades()) {
		t.Fatalf("%d tables shipped, %d drawn (%v)", len(shipped), len(grades()), err)
	}
	for _, path := range shipped {
		want, got := read(t, path), read(t, filepath.Join(dir, filepath.Base(path)))
		if got.Bounds() != want.Bounds() || farthest(got, want) > 0x101 {
			t.Errorf("%s is not what lutgen draws; run go generate ./assets/luts", filepath.Base(path))
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
	img, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return img
}

// farthest is the largest difference of a channel, of 65535.
func farthest(a, b image.Image) int {
	d := 0
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, e := range []int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2)} {
				d = max(d, e, -e)
			}
		}
	}
	return d
}
