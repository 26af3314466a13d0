package av

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"testing"

	"onair/media"
)

// scalers runs a test on libyuv, where it is installed, and on swscale.
func scalers(t *testing.T, run func(t *testing.T, s *Scaler)) {
	each := func(name string, s *Scaler) {
		t.Run(name, func(t *testing.T) {
			defer s.Close()
			run(t, s)
		})
	}
	each("swscale", newScaler(nil))
	if hasLibYUV() {
		each("libyuv", NewScaler())
	} else {
		t.Log("libyuv is not installed: tried swscale alone")
	}
}

// steel is 64, 128, 192 in RGB; its BT.601 limited range values follow.
var steel = color.RGBA{64, 128, 192, 255}

const steelY, steelCb, steelCr = 116, 166, 95

func near(a byte, b, tolerance int) bool { return int(a) >= b-tolerance && int(a) <= b+tolerance }

func checkSteel(t *testing.T, f *media.Frame) {
	t.Helper()
	w, h := f.Width(), f.Height()
	for _, p := range []image.Point{{0, 0}, {w / 2, h / 2}, {w - 1, h - 1}} {
		y, cb, cr := f.Y[p.Y*f.YStride+p.X], f.Cb[p.Y/2*f.CStride+p.X/2], f.Cr[p.Y/2*f.CStride+p.X/2]
		if !near(y, steelY, 2) || !near(cb, steelCb, 2) || !near(cr, steelCr, 2) {
			t.Errorf("at %v: %d %d %d, want %d %d %d", p, y, cb, cr, steelY, steelCb, steelCr)
		}
	}
}

func TestColourSurvivesRGBA(t *testing.T) {
	sizes := [][4]int{{64, 48, 64, 48}, {63, 47, 31, 17}, {33, 35, 101, 99}, {1280, 720, 321, 181}, {2, 2, 2, 2}}
	scalers(t, func(t *testing.T, s *Scaler) {
		for _, z := range sizes {
			t.Run(fmt.Sprint(z), func(t *testing.T) {
				src := image.NewRGBA(image.Rect(0, 0, z[0], z[1]))
				for i := range src.Pix {
					src.Pix[i] = []byte{64, 128, 192, 255}[i%4]
				}
				f := media.NewFrame(z[2], z[3])
				if err := s.fromRGBA(f, src); err != nil {
					t.Fatal(err)
				}
				checkSteel(t, f)
				back := image.NewRGBA(image.Rect(0, 0, z[0], z[1]))
				if err := s.RGBA(back, f); err != nil {
					t.Fatal(err)
				}
				for i, v := range back.Pix {
					if !near(v, int(src.Pix[i]), 6) || i%4 == 3 && v != 255 {
						t.Fatalf("byte %d: %d, want %d", i, v, src.Pix[i])
					}
				}
				swapped := image.NewRGBA(back.Rect)
				if err := s.BGRA(swapped, f); err != nil {
					t.Fatal(err)
				}
				for i, v := range swapped.Pix {
					if at := i - i%4 + []int{2, 1, 0, 3}[i%4]; !near(v, int(back.Pix[at]), 3) {
						t.Fatalf("byte %d with blue first: %d, want %d", i, v, back.Pix[at])
					}
				}
			})
		}
	})
}

// TestScalerStaysInside gives the scaler pictures that end where their memory
// does, inside a larger block whose other bytes must not change.
func TestScalerStaysInside(t *testing.T) {
	scalers(t, func(t *testing.T, s *Scaler) {
		src := media.NewFrame(101, 77)
		scene(src, 3)
		for _, size := range []image.Point{{1, 1}, {7, 5}, {50, 38}, {99, 77}, {103, 81}, {333, 111}} {
			const guard = 4096
			block := make([]byte, 2*guard+size.X*size.Y*4)
			for i := range block {
				block[i] = 0xA5
			}
			dst := &image.RGBA{Pix: block[guard : guard+size.X*size.Y*4], Stride: size.X * 4, Rect: image.Rectangle{Max: size}}
			if err := s.RGBA(dst, src); err != nil {
				t.Fatal(size, err)
			}
			for i := range guard {
				if block[i] != 0xA5 || block[len(block)-1-i] != 0xA5 {
					t.Fatalf("%v: wrote outside the picture", size)
				}
			}
		}
	})
}

func TestScaleI420KeepsThePicture(t *testing.T) {
	scalers(t, func(t *testing.T, s *Scaler) {
		src := media.NewFrame(640, 360)
		scene(src, 5)
		for _, z := range [][2]int{{640, 360}, {320, 180}, {1280, 720}, {481, 271}} {
			small, back := media.NewFrame(z[0], z[1]), media.NewFrame(640, 360)
			if err := s.I420(small, src); err != nil {
				t.Fatal(err)
			}
			if err := s.I420(back, small); err != nil {
				t.Fatal(err)
			}
			if v := psnr(src, back); v < 26 {
				t.Errorf("by way of %v: %.1f dB", z, v)
			}
		}
	})
}

func TestScalerRefuses(t *testing.T) {
	s := NewScaler()
	f := media.NewFrame(64, 48)
	cut := media.NewFrame(64, 48)
	cut.Cr = cut.Cr[:5]
	stride := image.NewRGBA(image.Rect(0, 0, 64, 48))
	stride.Stride = 10
	for name, err := range map[string]error{
		"cut source":      s.I420(f, cut),
		"cut destination": s.I420(cut, f),
		"bad stride":      s.RGBA(stride, f),
		"empty":           s.fromRGBA(f, &image.RGBA{}),
	} {
		if !errors.Is(err, ErrSize) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.Close()
	s.Close()
	if err := s.I420(f, f); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}
