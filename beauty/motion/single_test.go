package motion

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

func texture(t testing.TB, w, h int, alpha func(x, y int) uint8) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{200, 40, 60, alpha(x, y)})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTexturesThatAreRefused(t *testing.T) {
	half := func(x, _ int) uint8 { return uint8(x % 2 * 255) }
	whole := func(_, _ int) uint8 { return 255 }
	good := texture(t, 128, 128, half)
	for _, tc := range []struct {
		name string
		data []byte
		ok   bool
	}{
		{"as it should be", good, true}, {"nearly square", texture(t, 128, 120, half), true}, {"the largest", texture(t, MaxTextureSide, MaxTextureSide, half), true},
		{"nothing", nil, false}, {"a text", []byte("tiger"), false}, {"half of a file", good[:len(good)/2], false},
		{"too small", texture(t, 63, 63, half), false}, {"too wide", texture(t, 200, 128, half), false}, {"too large", texture(t, MaxTextureSide+1, MaxTextureSide, half), false},
		{"opaque", texture(t, 128, 128, whole), false}, {"a file too large", append(bytes.Clone(good), make([]byte, MaxTextureBytes)...), false},
	} {
		p, err := ReadTexture(tc.data)
		if (err == nil) != tc.ok || tc.ok && (p.W < MinTextureSide || len(p.Levels) < 7) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

func FuzzReadTexture(f *testing.F) {
	f.Add(texture(f, 64, 64, func(x, y int) uint8 { return uint8(x * y) }))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ReadTexture(data)
		if err == nil && (min(p.W, p.H) < MinTextureSide || max(p.W, p.H) > MaxTextureSide) {
			t.Fatalf("%dx%d is accepted", p.W, p.H)
		}
	})
}
