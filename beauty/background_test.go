package beauty

import (
	"fmt"
	"image/color"
	"testing"
	"time"

	"onair/beauty/backdrop"
	"onair/beauty/face/facetest"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

var backCases = []struct {
	name string
	set  func(*Chain)
}{
	{"blur", func(c *Chain) { c.SetBackground(backdrop.Blur, nil) }},
	{"weakest blur", func(c *Chain) { c.SetBackground(backdrop.Blur, nil); c.SetBackgroundBlur(0) }},
	{"picture", func(c *Chain) { c.SetBackground(backdrop.Picture, backdrop.NewStill(pixeltest.Checks(200, 150))) }},
	{"blur under smoothing", func(c *Chain) { c.SetBackground(backdrop.Blur, nil); c.SetSmooth(6) }},
	{"green screen", func(c *Chain) { c.SetGreenScreen(backdrop.NewStill(pixeltest.Checks(99, 301))) }},
	{"blue screen", func(c *Chain) {
		c.SetGreenScreen(backdrop.NewStill(pixeltest.Checks(640, 480)))
		c.SetGreenScreenKey(color.NRGBA{B: 200, A: 255})
	}},
}

func BenchmarkBackground(b *testing.B) {
	finder := &facetest.Finder{Mask: pixeltest.DiscMask(256, 144, 0.5, 0.5, 0.25)}
	for _, wh := range [][2]int{{1280, 720}, {1920, 1080}} {
		src, _ := pixeltest.DiscScene(wh[0], wh[1], 0.5, 0.5, 0.25, [3]float64{150, 110, 150}, [3]float64{120, 70, 60})
		f := media.NewFrame(wh[0], wh[1])
		for _, bc := range backCases[:5] {
			b.Run(fmt.Sprintf("%dp/%s", wh[1], bc.name), func(b *testing.B) {
				c := NewChain()
				c.SetFinder(finder)
				bc.set(c)
				f.CopyFrom(src)
				c.Process(f)
				benchFrames(b, func() {
					f.CopyFrom(src)
					c.Process(f)
				})
			})
		}
	}
}

// BenchmarkLateMask is a frame of a moving person whose mask is one frame old.
func BenchmarkLateMask(b *testing.B) {
	var scenes [2]*media.Frame
	var finders [2]*facetest.Finder
	for i := range scenes {
		x := 0.5 + 0.006*float64(i)
		scenes[i], _ = pixeltest.DiscScene(1280, 720, x, 0.5, 0.25, pixeltest.SkinTone, pixeltest.DarkWall)
		finders[1-i] = &facetest.Finder{Mask: pixeltest.DiscMask(256, 144, x, 0.5, 0.25)}
	}
	c := NewChain()
	c.SetBackground(backdrop.Picture, greyBehind())
	f, i, at := media.NewFrame(1280, 720), 0, time.Now()
	b.ReportAllocs()
	for b.Loop() {
		f.CopyFrom(scenes[i&1])
		finders[i&1].Mask.At = at
		c.SetFinder(finders[i&1])
		at = at.Add(33 * time.Millisecond)
		f.Time = at
		c.Process(f)
		i++
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/frame")
}
