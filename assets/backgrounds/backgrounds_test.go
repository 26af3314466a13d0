package backgrounds_test

import (
	"errors"
	"io/fs"
	"testing"
	"time"

	"onair/assets/backgrounds"
	"onair/beauty/backdrop"
)

func TestEveryPictureLoads(t *testing.T) {
	for _, name := range backgrounds.Names() {
		f, err := backgrounds.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		still, err := backdrop.LoadStill(f)
		f.Close()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		picture := still.Frame(time.Time{})
		if picture.Width() != 1280 || picture.Height() != 720 {
			t.Errorf("%s is %v", name, picture.Rect)
		}
		picture.Release()
		if small, err := backgrounds.Thumb(name); err != nil || len(small) < 500 {
			t.Errorf("%s in small: %d bytes, %v", name, len(small), err)
		}
	}
}

func TestUnknownPicture(t *testing.T) {
	for _, name := range []string{"", "nope", "../luts/warm", "backgrounds.go"} {
		if _, err := backgrounds.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", name, err)
		}
		if _, err := backgrounds.Thumb(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q in small: %v", name, err)
		}
	}
}
