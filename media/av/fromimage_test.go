package av

import (
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"testing"

	"onair/media"
)

func TestFromImageTakesAnyPicture(t *testing.T) {
	file, err := os.Open("testdata/colour.jpg")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	photo, err := jpeg.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	rgba := image.NewRGBA(image.Rect(5, 5, 69, 53))
	nrgba := image.NewNRGBA(image.Rect(0, 0, 64, 48))
	for y := range 64 {
		for x := range 80 {
			rgba.Set(x, y, steel)
			nrgba.Set(x, y, steel)
		}
	}
	s := NewScaler()
	defer s.Close()
	for _, src := range []image.Image{photo, rgba, nrgba, rgba.SubImage(image.Rect(9, 9, 40, 30)), image.NewUniform(steel)} {
		f := media.NewFrame(50, 40)
		err := s.FromImage(f, src)
		if _, endless := src.(*image.Uniform); endless {
			if !errors.Is(err, ErrSize) {
				t.Errorf("a picture without end: %v", err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%T: %v", src, err)
		}
		checkSteel(t, f)
	}
}

// TestFromYCbCrMatchesTheLongWay compares the short way of JPEG's pictures with
// the one through RGBA.
func TestFromYCbCrMatchesTheLongWay(t *testing.T) {
	scalers(t, func(t *testing.T, s *Scaler) {
		for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio422,
			image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio411} {
			for _, z := range [][4]int{{64, 48, 64, 48}, {65, 47, 65, 47}, {161, 91, 80, 44}, {64, 48, 130, 100}} {
				t.Run(fmt.Sprint(ratio, z), func(t *testing.T) {
					m := image.NewYCbCr(image.Rect(0, 0, z[0], z[1]), ratio)
					for y := range z[1] {
						for x := range z[0] {
							m.Y[m.YOffset(x, y)] = byte(60 + (x+y)/3)
							m.Cb[m.COffset(x, y)] = byte(100 + x/4)
							m.Cr[m.COffset(x, y)] = byte(150 - y/4)
						}
					}
					short, long := media.NewFrame(z[2], z[3]), media.NewFrame(z[2], z[3])
					if err := s.FromImage(short, m); err != nil {
						t.Fatal(err)
					}
					if err := s.FromImage(long, struct{ image.Image }{m}); err != nil {
						t.Fatal(err)
					}
					for y := range z[3] {
						for x := range z[2] {
							a, b := short.YCbCrAt(x, y), long.YCbCrAt(x, y)
							if !near(a.Y, int(b.Y), 4) || !near(a.Cb, int(b.Cb), 4) || !near(a.Cr, int(b.Cr), 4) {
								t.Fatalf("at %d,%d: %v, the long way %v", x, y, a, b)
							}
						}
					}
				})
			}
		}
	})
}

func TestFromYCbCrRefusesShortPlanes(t *testing.T) {
	s := NewScaler()
	defer s.Close()
	m := image.NewYCbCr(image.Rect(0, 0, 64, 48), image.YCbCrSubsampleRatio422)
	m.Cr = m.Cr[:100]
	if err := s.FromImage(media.NewFrame(64, 48), m); !errors.Is(err, ErrSize) {
		t.Errorf("a cut plane: %v", err)
	}
	part := image.NewYCbCr(image.Rect(0, 0, 64, 48), image.YCbCrSubsampleRatio420).SubImage(image.Rect(10, 10, 30, 30))
	if err := s.FromImage(media.NewFrame(20, 20), part); err != nil {
		t.Errorf("a part of a picture: %v", err)
	}
}
