package tile

import (
	"image"
	"testing"

	"onair/media"
)

// TestAPictureInTheScreensOrderLooksTheSame: whoever draws it pixel by pixel sees the
// colours of the frame.
func TestAPictureInTheScreensOrderLooksTheSame(t *testing.T) {
	f := media.NewFrame(8, 6)
	defer f.Release()
	for i := range f.Y {
		f.Y[i] = uint8(60 + 20*i)
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = uint8(90+9*i), uint8(170-7*i)
	}
	usual, other := picture{img: image.NewRGBA(image.Rect(0, 0, 8, 6))}, picture{img: image.NewRGBA(image.Rect(0, 0, 8, 6)), swapped: true}
	if err := (Plain{}).RGBA(usual.img, f); err != nil {
		t.Fatal(err)
	}
	if err := (Plain{}).BGRA(other.img, f); err != nil {
		t.Fatal(err)
	}
	a, b := usual.shown(), other.shown()
	for y := range 6 {
		for x := range 8 {
			if a.At(x, y) != b.At(x, y) {
				t.Fatalf("%d,%d: %v, not %v", x, y, b.At(x, y), a.At(x, y))
			}
		}
	}
	pix, w, h := b.(interface {
		BGRA() (pix []uint8, width, height int)
	}).BGRA()
	if w != 8 || h != 6 || pix[0] != usual.img.Pix[2] || pix[2] != usual.img.Pix[0] || pix[0] == pix[2] {
		t.Errorf("%dx%d, first pixel %v of %v", w, h, pix[:4], usual.img.Pix[:4])
	}
	if o, ok := b.(interface{ Opaque() bool }); !ok || !o.Opaque() {
		t.Error("something may be seen through it")
	}
}
