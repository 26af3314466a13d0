package light

import (
	"testing"
	"time"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

func apply(s *Stage, f *media.Frame, l Levels) {
	var v pixel.Frame
	if !v.Of(f) {
		panic("no picture")
	}
	s.Apply(&v, time.Time{}, nil, &l)
}

func TestTheKernelAgreesWithTheReference(t *testing.T) {
	frames := []*media.Frame{pixeltest.Load(t, "gocv-face.jpg")}
	for _, wh := range pixeltest.Sizes {
		frames = append(frames, pixeltest.Noisy(wh[0], wh[1], 5))
	}
	for _, l := range []Levels{
		{Exposure: 1}, {Exposure: -1}, {Contrast: 1}, {Contrast: -1}, {Saturation: 1}, {Saturation: -1},
		{Warmth: 1}, {Warmth: -1}, {Lift: 1}, {Exposure: .6, Contrast: -.3, Saturation: .5, Warmth: -.8, Lift: .4},
	} {
		for _, f := range frames {
			got, want := pixeltest.Clone(f), pixeltest.Clone(f)
			apply(&Stage{}, got, l)
			apply(&Stage{kernel: goApply}, want, l)
			if !pixeltest.Same(got, want) {
				t.Errorf("%+v, %dx%d: %d levels apart in luma, %d and %d in chroma", l, f.Width(), f.Height(),
					pixeltest.Farthest(got.Y, want.Y), pixeltest.Farthest(got.Cb, want.Cb), pixeltest.Farthest(got.Cr, want.Cr))
			}
			pixeltest.CheckPadding(t, "luma", got.Y, f.Y, f.YStride, f.Width())
		}
	}
}

// TestLightKeepsOrderAndWhite: no two levels change places, and black and white stay.
func TestLightKeepsOrderAndWhite(t *testing.T) {
	for _, l := range []Levels{
		{Exposure: 1, Lift: 1}, {Exposure: 1, Contrast: 1}, {Exposure: -1, Contrast: 1}, {Lift: 1, Contrast: -1},
		{Exposure: 1, Contrast: -1, Lift: 1},
	} {
		lk := l.look()
		tn := lk.tones()
		for v := 1; v < 256; v++ {
			if tn.luma.of(uint8(v)) < tn.luma.of(uint8(v-1)) {
				t.Errorf("%+v: %d becomes %d, %d becomes %d", l, v-1, tn.luma.of(uint8(v-1)), v, tn.luma.of(uint8(v)))
			}
		}
		for v, near := range map[uint8]int{0: 0, 16: 0, 235: 4, 240: 0, 255: 0} {
			if got := int(tn.luma.of(v)) - int(v); got < -near || got > near {
				t.Errorf("%+v: %d becomes %d", l, v, int(v)+got)
			}
		}
	}
}

func TestSlidersGoTheirWay(t *testing.T) {
	grey := pixeltest.Plain(110, 110, 110)
	red := pixeltest.Plain(150, 90, 80)
	for name, c := range map[string]struct {
		of   *media.Frame
		l    Levels
		what func(f *media.Frame) int
		want int // at least; below zero: at most
	}{
		"brighter":   {grey, Levels{Exposure: 1}, func(f *media.Frame) int { return int(f.Y[0]) - int(grey.Y[0]) }, 30},
		"darker":     {grey, Levels{Exposure: -1}, func(f *media.Frame) int { return int(f.Y[0]) - int(grey.Y[0]) }, -30},
		"lifted":     {grey, Levels{Lift: 1}, func(f *media.Frame) int { return int(f.Y[0]) - int(grey.Y[0]) }, 20},
		"warmer, cr": {grey, Levels{Warmth: 1}, func(f *media.Frame) int { return int(f.Cr[0]) - 128 }, 4},
		"warmer, cb": {grey, Levels{Warmth: 1}, func(f *media.Frame) int { return int(f.Cb[0]) - 128 }, -6},
		"colder, cb": {grey, Levels{Warmth: -1}, func(f *media.Frame) int { return int(f.Cb[0]) - 128 }, 6},
		"stronger":   {red, Levels{Saturation: 1}, func(f *media.Frame) int { return int(f.Cr[0]) - int(red.Cr[0]) }, 10},
		"grey":       {red, Levels{Saturation: -1}, func(f *media.Frame) int { return -max(int(f.Cr[0])-128, 128-int(f.Cb[0])) }, 0},
	} {
		f := pixeltest.Clone(c.of)
		apply(&Stage{}, f, c.l)
		got := c.what(f)
		if c.want >= 0 && got < c.want || c.want < 0 && got > c.want {
			t.Errorf("%s: %d, wanted %d", name, got, c.want)
		}
	}
}

func BenchmarkApply(b *testing.B) {
	src := pixeltest.Scaled(pixeltest.Load(b, "gocv-face.jpg"), 1280, 720)
	var s Stage
	for b.Loop() {
		apply(&s, src, Levels{Exposure: .001, Contrast: .001, Saturation: .001, Warmth: .001})
	}
}
