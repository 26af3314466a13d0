package framing

import (
	"fmt"
	"testing"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// parts are parts of a picture: corners as shares of what is free, and steps.
var parts = []struct{ x, y, step float64 }{
	{0, 0, .5}, {1, 1, .5}, {.5, .5, .5}, {0, 1, .75}, {1, 0, .999}, {.3, .8, .61803}, {.7, .1, .9}, {1, 1, .9999}, {.5, .5, 1}, {.25, 1, .501},
}

func TestKernelIsItsReference(t *testing.T) {
	for _, wh := range [][2]int{{64, 64}, {321, 241}, {640, 360}, {130, 66}} {
		for i, c := range parts {
			var tb tables
			got := pixeltest.Noisy(wh[0], wh[1], 7)
			want := pixeltest.Clone(got)
			before := pixeltest.Clone(got)
			var g, v pixel.Frame
			g.Of(got)
			v.Of(want)
			tb.fit(wh[0])
			for k := range 3 {
				p := g.Plane(k)
				x := fixed(c.x*(1-c.step)*float64(p.W) + c.step/2 - .5)
				y := fixed(c.y*(1-c.step)*float64(p.H) + c.step/2 - .5)
				defaultKernels().crop(p, x, y, fixed(c.step), &tb)
				goCrop(v.Plane(k), x, y, fixed(c.step), nil)
			}
			if !pixeltest.Same(got, want) {
				t.Errorf("%v, part %d: the kernel is off by %d", wh, i, max(pixeltest.Farthest(got.Y, want.Y), pixeltest.Farthest(got.Cb, want.Cb)))
			}
			pixeltest.CheckPadding(t, fmt.Sprint(wh, i), got.Y, before.Y, got.YStride, wh[0])
			pixeltest.CheckPadding(t, fmt.Sprint(wh, i), got.Cb, before.Cb, got.CStride, (wh[0]+1)/2)
		}
	}
}

// TestTheWholeIsTheSame: at step 1 nothing changes, so that the last pictures on the way
// back do not jump.
func TestTheWholeIsTheSame(t *testing.T) {
	f := pixeltest.Noisy(320, 180, 3)
	was := pixeltest.Clone(f)
	var v pixel.Frame
	var tb tables
	v.Of(f)
	tb.fit(320)
	for i := range 3 {
		defaultKernels().crop(v.Plane(i), 0, 0, 1<<16, &tb)
	}
	if !pixeltest.Same(f, was) {
		t.Error("the whole picture has changed")
	}
}

// BenchmarkCrop is a frame, at a part of that many pixels of a hundred.
func BenchmarkCrop(b *testing.B) {
	for _, wh := range [][2]int{{1280, 720}, {1920, 1080}} {
		for _, side := range []float64{.5, .7, .95} {
			b.Run(fmt.Sprintf("%dp/%.0f", wh[1], side*100), func(b *testing.B) {
				f := media.NewFrame(wh[0], wh[1])
				var v pixel.Frame
				v.Of(f)
				st := New()
				st.part = part{step: side, x: (1 - side) / 2 * float64(wh[0]), y: (1 - side) / 2 * float64(wh[1])}
				for b.Loop() {
					st.crop(&v)
				}
			})
		}
	}
}
