package main

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// TestThePicturesAreTheProgramsOwn draws two of the templates and compares them with
// the committed files; other processors may round a little differently.
func TestThePicturesAreTheProgramsOwn(t *testing.T) {
	for name, draw := range map[string]func() []file{"petals": petals, "hearts": hearts} {
		for _, f := range draw() {
			file, err := os.Open(filepath.Join("../../assets/stickers", name, f.name))
			if err != nil {
				t.Fatal(err)
			}
			want, err := png.Decode(file)
			file.Close()
			if err != nil {
				t.Fatal(err)
			}
			if d := farthest(want, f.img); d > 3 {
				t.Errorf("%s/%s differs by %d levels: run go generate ./assets/stickers", name, f.name, d)
			}
		}
	}
}

// farthest compares what is seen: colours count as far as they are opaque.
func farthest(a, b image.Image) int {
	if a.Bounds() != b.Bounds() {
		return 255
	}
	worst := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, a1 := a.At(x, y).RGBA()
			r2, g2, b2, a2 := b.At(x, y).RGBA()
			for _, v := range [4][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}, {a1, a2}} {
				d := int(v[0]>>8) - int(v[1]>>8)
				worst = max(worst, d, -d)
			}
		}
	}
	return worst
}

func TestChimeIsAWAV(t *testing.T) {
	b := chime()
	if string(b[:4]) != "RIFF" || string(b[8:16]) != "WAVEfmt " || len(b) > 64<<10 {
		t.Errorf("%d bytes, begins with %q", len(b), b[:16])
	}
	loud := 0
	for i := 44; i+1 < len(b); i += 2 {
		v := int(int16(uint16(b[i]) | uint16(b[i+1])<<8))
		loud = max(loud, v, -v)
	}
	if loud < 5000 || loud > 32000 {
		t.Errorf("the loudest sample is %d", loud)
	}
}
