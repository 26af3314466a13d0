package skin

import (
	"testing"

	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

func TestSkinIsFoundInEveryComplexion(t *testing.T) {
	for _, tc := range []struct {
		name     string
		r, g, b  byte
		min, max int16
	}{
		{"pale", 0xff, 0xe0, 0xbd, 180, 256},
		{"pink", 0xec, 0xbc, 0xb4, 180, 256},
		{"fair", 0xd1, 0xa3, 0xa4, 180, 256},
		{"beige", 0xd7, 0xbd, 0x96, 120, 256},
		{"olive", 0xa0, 0x7e, 0x56, 180, 256},
		{"tan", 0xa1, 0x66, 0x5e, 180, 256},
		{"brown", 0x82, 0x5c, 0x43, 180, 256},
		{"dark brown", 0x60, 0x41, 0x34, 180, 256},
		{"deep", 0x50, 0x33, 0x35, 180, 256},
		{"deep red", 0x59, 0x2f, 0x2a, 180, 256},
		{"in half light", 0x41, 0x2e, 0x21, 180, 256},
		{"white", 255, 255, 255, 0, 8},
		{"grey", 128, 128, 128, 0, 30},
		{"black", 8, 8, 8, 0, 0},
		{"red", 220, 20, 30, 0, 0},
		{"orange", 240, 110, 20, 0, 0},
		{"green", 60, 160, 70, 0, 0},
		{"blue", 40, 70, 200, 0, 0},
		{"sky", 150, 190, 230, 0, 0},
	} {
		s := newStage(defaultKernels())
		if m := s.skin.Weights(s.show(pixeltest.Plain(tc.r, tc.g, tc.b)))[0]; m < tc.min || m > tc.max {
			t.Errorf("%s: weight %d, want %d..%d", tc.name, m, tc.min, tc.max)
		}
	}
}

// TestMaskFollowsACut checks that steadiness does not become a ghost: two frames
// after a cut, skin is where it is now.
func TestMaskFollowsACut(t *testing.T) {
	face := pixeltest.Scaled(pixeltest.Load(t, "astronaut.png"), 640, 640)
	grey := media.NewFrame(640, 640)
	for i := range grey.Y {
		grey.Y[i] = 120
	}
	for i := range grey.Cb {
		grey.Cb[i], grey.Cr[i] = 128, 128
	}
	s := newStage(defaultKernels())
	s.skin.Weights(s.show(face))
	var now []int16
	for range 2 {
		now = s.skin.Weights(s.show(grey))
	}
	for i, m := range now {
		if m > 12 {
			t.Fatalf("cell %d still weighs %d of 256 after the cut", i, m)
		}
	}
}
