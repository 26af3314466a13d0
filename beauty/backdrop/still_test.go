package backdrop

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

func encoded(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hugePNG has a head that promises w x h pixels, and nothing else.
func hugePNG(w, h uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
	b = binary.BigEndian.AppendUint32(b, w)
	b = binary.BigEndian.AppendUint32(b, h)
	b = append(b, 8, 2, 0, 0, 0)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[12:]))
}

func TestBadPicturesAreRefused(t *testing.T) {
	good := encoded(t, pixeltest.Checks(64, 64))
	for name, data := range map[string][]byte{
		"nothing": nil, "a text": []byte("not a picture at all"), "half a picture": good[:len(good)/2],
		"too many pixels": hugePNG(1<<15, 1<<15), "a size that overflows": hugePNG(1<<31-1, 1<<31-1),
	} {
		if s, err := LoadStill(bytes.NewReader(data)); !errors.Is(err, ErrStill) || s != nil {
			t.Errorf("%s: %v, %v", name, s, err)
		}
	}
	if _, err := LoadStill(iotest.ErrReader(errors.New("disc on fire"))); err == nil || !strings.Contains(err.Error(), "disc on fire") {
		t.Errorf("a reader's own error is lost: %v", err)
	}
}

func TestPicturesOfEveryKindBecomeBackdrops(t *testing.T) {
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, pixeltest.Checks(300, 200), nil); err != nil {
		t.Fatal(err)
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 8, 8)) // transparent: black
	for _, tc := range []struct {
		name string
		data []byte
		size image.Point
	}{
		{"jpeg", jpg.Bytes(), image.Pt(300, 200)},
		{"png", encoded(t, pixeltest.Checks(33, 21)), image.Pt(33, 21)},
		{"transparent", encoded(t, clear), image.Pt(8, 8)},
		{"wide", encoded(t, pixeltest.Checks(4000, 1500)), image.Pt(2880, 1080)},
		{"long", encoded(t, pixeltest.Checks(40000, 10)), image.Pt(40, 10)},
		{"thin", encoded(t, pixeltest.Checks(1, 5000)), image.Pt(1, 4)},
		{"tall", encoded(t, pixeltest.Checks(1200, 4000)), image.Pt(1080, 3600)},
	} {
		s, err := LoadStill(bytes.NewReader(tc.data))
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		f := s.Frame(time.Now())
		if f.Rect.Size() != tc.size {
			t.Errorf("%s is kept at %v, want %v", tc.name, f.Rect.Size(), tc.size)
		}
		if !f.Shared() {
			t.Errorf("%s: the frame is given away", tc.name)
		}
		if tc.name == "transparent" && f.Y[0] != 16 {
			t.Errorf("what is transparent became %d", f.Y[0])
		}
		f.Release()
	}
	if f := NewStill(image.NewRGBA(image.Rectangle{})).Frame(time.Time{}); f.Width() != 1 || f.Y[0] != 16 {
		t.Error("an empty picture is not a black pixel")
	}
}

// TestBackdropsFillTheFrame checks the crop: the middle stays in the middle and
// shapes keep their shape.
func TestBackdropsFillTheFrame(t *testing.T) {
	// Three stripes, each a third of the width.
	stripes := image.NewRGBA(image.Rect(0, 0, 900, 300))
	for y := range 300 {
		for x := range 900 {
			stripes.Set(x, y, []color.Color{color.Black, color.White, color.Gray{Y: 128}}[x/300])
		}
	}
	still := NewStill(stripes)
	for _, wh := range [][2]int{{320, 320}, {321, 323}, {640, 160}, {160, 640}, {2, 2}, {1, 1}} {
		w, h := wh[0], wh[1]
		dst, src := media.NewFrame(w, h), still.Frame(time.Time{})
		var from, to pixel.Frame
		from.Of(src)
		to.Of(dst)
		k := defaultKernels()
		fill(&k, &from, &to, make([]int16, resampleRows(w, from.Y.W)))
		src.Release()
		at := func(x, y int) byte { return dst.Y[y*dst.YStride+x] }
		if v := at(w/2, h/2); v != 235 {
			t.Errorf("%v: the middle is %d, not white", wh, v)
		}
		if w == 640 { // wider than a stripe: the ends are seen
			if at(2, 80) != 16 || at(637, 80) != 126 {
				t.Errorf("%v: the ends are %d and %d", wh, at(2, 80), at(637, 80))
			}
		}
	}
}

func TestTheSamePictureIsScaledOnce(t *testing.T) {
	var v backView
	k := defaultKernels()
	scaled := 0
	inner := k.resample
	k.resample = func(src, dst *pixel.Plane, win window, rows []int16) {
		scaled++
		inner(src, dst, win, rows)
	}
	still := NewStill(pixeltest.Even(40, 30, color.White))
	for range 5 {
		if !v.take(&k, still.Frame(time.Time{}), 64, 48) {
			t.Fatal("not taken")
		}
	}
	if scaled != 3 {
		t.Errorf("scaled %d planes, want 3", scaled)
	}
	bad := media.NewFrame(10, 10)
	bad.Cb = bad.Cb[:3]
	if v.take(&k, bad, 64, 48) {
		t.Error("took a frame with a plane that is too short")
	}
	if v.take(&k, media.NewFrame(1<<15, 1), 64, 48) {
		t.Error("took a frame that is too wide")
	}
	v.drop()
	f := still.Frame(time.Time{})
	f.Release()
	if f.Shared() {
		t.Error("a reference is kept")
	}
}

func TestABackdropOfTheFramesSizeIsCopied(t *testing.T) {
	src, dst := pixeltest.Noisy(66, 50, 7), media.NewFrame(66, 50)
	var from, to pixel.Frame
	from.Of(src)
	to.Of(dst)
	k := defaultKernels()
	fill(&k, &from, &to, nil)
	for y := range 50 {
		if !bytes.Equal(dst.Y[y*dst.YStride:][:66], src.Y[y*src.YStride:][:66]) {
			t.Fatalf("row %d differs", y)
		}
	}
}

// BenchmarkFill is what a new picture of a film costs at 720p.
func BenchmarkFill(b *testing.B) {
	dst := media.NewFrame(1280, 720)
	var to pixel.Frame
	to.Of(dst)
	rows := make([]int16, resampleRows(1280, 1920))
	k := defaultKernels()
	for _, wh := range [][2]int{{1280, 720}, {1920, 1080}, {640, 360}} {
		var from pixel.Frame
		from.Of(pixeltest.Noisy(wh[0], wh[1], 0))
		b.Run(fmt.Sprintf("%dp", wh[1]), func(b *testing.B) {
			for b.Loop() {
				fill(&k, &from, &to, rows)
			}
		})
	}
}

func FuzzLoadStill(f *testing.F) {
	f.Add(encoded(f, pixeltest.Checks(20, 10)))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if cfg, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && cfg.Width*cfg.Height > 1<<20 {
			return // large pictures are slow, not different
		}
		s, err := LoadStill(bytes.NewReader(data))
		if (s == nil) != (err != nil) {
			t.Fatalf("%v, %v", s, err)
		}
		if s != nil {
			picture := s.Frame(time.Time{})
			var v pixel.Frame
			if !v.Of(picture) {
				t.Fatal("not a well-formed frame")
			}
			picture.Release()
		}
	})
}
