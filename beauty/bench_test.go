package beauty

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"onair/media"
)

// benchCases are the filters alone and together.
var benchCases = []struct {
	name string
	set  func(*Chain)
}{
	{"smooth", func(c *Chain) { c.SetSharpness(false); c.SetSmooth(6) }},
	{"smooth+sharpness", func(c *Chain) { c.SetSmooth(6) }},
	{"whiteness", func(c *Chain) { c.SetWhiteness(5) }},
	{"ruddy", func(c *Chain) { c.SetRuddy(5) }},
	{"filter", func(c *Chain) { c.SetFilter(testLUT()) }},
	{"mirror", func(c *Chain) { c.SetMirror(true) }},
	{"smooth+whiteness+ruddy", func(c *Chain) { c.SetSharpness(false); c.SetSmooth(6); c.SetWhiteness(5); c.SetRuddy(5) }},
	{"all", everything},
}

// BenchmarkChain gives ms a frame. The picture is copied anew for each frame
// (that is in the figure: 0.05 ms at 720p), so that every frame has work in it.
func BenchmarkChain(b *testing.B) {
	src := loadFrame(b, "testdata/astronaut.png")
	for _, wh := range [][2]int{{1280, 720}, {1920, 1080}} {
		original := scaled(src, wh[0], wh[1])
		f := media.NewFrame(wh[0], wh[1])
		for name, k := range kernelSets() {
			for _, bc := range benchCases {
				b.Run(fmt.Sprintf("%dp/%s/%s", wh[1], name, bc.name), func(b *testing.B) {
					c := newChain(k)
					bc.set(c)
					f.CopyFrom(original)
					c.Process(f)
					benchFrames(b, func() {
						f.CopyFrom(original)
						c.Process(f)
					})
				})
			}
		}
	}
}

// benchFrames times one frame after another and reports the median and the 99th
// percentile in milliseconds.
func benchFrames(b *testing.B, frame func()) {
	took := make([]time.Duration, 0, 1<<16)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		frame()
		if len(took) < cap(took) {
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
	b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "p99-ms")
}

func kernelSets() map[string]kernels {
	return map[string]kernels{"default": defaultKernels(), "go": goKernels()}
}

// BenchmarkKernels shows where the time goes, 720p.
func BenchmarkKernels(b *testing.B) {
	f := scaled(loadFrame(b, "testdata/astronaut.png"), 1280, 720)
	for name, k := range kernelSets() {
		c := newChain(k)
		c.SetSmooth(6)
		c.Process(f)
		w, v := &c.work, new(frame)
		v.of(f)
		loops := []struct {
			name string
			run  func()
		}{
			{"blockStats", func() { k.blockStats(&v.y, w.sum, w.sq) }},
			{"skin", func() { k.skin(v, w.sum, w.lw, w.lh, w.raw) }},
			{"feather", func() { k.feather(w.raw, w.soft, w.lw, w.lh) }},
			{"settle", func() { k.settle(w.mask, w.soft) }},
			{"boxSum", func() { k.boxSum(w.sq, w.box.sq, w.tmp, w.lw, w.lh, 3) }},
			{"slopes", func() { k.slopes(w.sum, w.cA, w.cB, w.cC, w.lw, w.lh) }},
			{"flatness", func() { k.flatness(&w.box, w.cA, w.cB, w.lw, w.lh, limits{3, 100, 10}) }},
			{"combine", func() { k.combine(w.box.xx, w.box.yy, w.sum, w.mask, w.gain, w.bias, 49, 1, 1) }},
			{"linear", func() { k.linear(&v.y, w.gain, w.bias, w.lw, w.lh, w.rows) }},
			{"sharpen", func() { k.sharpen(&v.y, w.mask, w.lw, w.lh, 99, -90, w.rows) }},
			{"lift", func() { k.lift(&v.y, w.mask, w.lw, w.lh, tone{1000, -2, 72, 184}, w.rows) }},
			{"tint", func() { k.tint(&v.cb, w.mask, w.lw, w.lh, tint{-8, -30, 0}, w.rows) }},
		}
		for _, l := range loops {
			b.Run(name+"/"+l.name, func(b *testing.B) {
				for b.Loop() {
					l.run()
				}
			})
		}
	}
}

// BenchmarkLoadLUT is what choosing a table costs, off the frame path.
func BenchmarkLoadLUT(b *testing.B) {
	for _, form := range []struct{ n, across int }{{16, 4}, {64, 8}} {
		data := tablePNG(b, form.n, form.across, swapped)
		b.Run(fmt.Sprintf("%d levels", form.n), func(b *testing.B) {
			for b.Loop() {
				if _, err := LoadLUT(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
