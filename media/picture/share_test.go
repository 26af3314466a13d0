package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"math/rand/v2"
	"testing"
)

func TestShareableIsUprightSmallAndSilent(t *testing.T) {
	plain := encoded(t, corner(64, 32), "png")
	if got, err := Shareable(plain, len(plain)); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("a plain PNG is changed: %v", err)
	}
	lying := withExifJPEG(encoded(t, corner(64, 32), "jpeg"), exif(binary.BigEndian, 6))
	got, err := Shareable(lying, 1<<18)
	if err != nil || bytes.Contains(got, []byte("Exif")) {
		t.Fatal(err)
	}
	if info, err := Inspect(got); err != nil || info.Size != image.Pt(32, 64) {
		t.Errorf("%+v, %v", info, err)
	}
	noise := image.NewNRGBA(image.Rect(0, 0, 800, 600))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(rand.N(256))
	}
	if got, err := Shareable(encoded(t, noise, "png"), 100<<10); err != nil || len(got) > 100<<10 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if _, err := Shareable([]byte("text"), 100); !errors.Is(err, ErrPicture) {
		t.Error(err)
	}
}
