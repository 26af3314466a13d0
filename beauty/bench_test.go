package beauty

import (
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"onair/beauty/pixel/pixeltest"
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
	{"evenRedness", func(c *Chain) { c.SetEvenRedness(6) }},
	{"filter", func(c *Chain) { c.SetFilter(testLUT()) }},
	{"mirror", func(c *Chain) { c.SetMirror(true) }},
	{"smooth+whiteness+ruddy", func(c *Chain) { c.SetSharpness(false); c.SetSmooth(6); c.SetWhiteness(5); c.SetRuddy(5) }},
	{"all", everything},
}

// BenchmarkChain gives ms a frame. The picture is copied anew for each frame
// (that is in the figure: 0.05 ms at 720p), so that every frame has work in it.
func BenchmarkChain(b *testing.B) {
	src := pixeltest.Load(b, "astronaut.png")
	for _, wh := range [][2]int{{1280, 720}, {1920, 1080}} {
		original := pixeltest.Scaled(src, wh[0], wh[1])
		f := media.NewFrame(wh[0], wh[1])
		for _, bc := range benchCases {
			b.Run(fmt.Sprintf("%dp/%s", wh[1], bc.name), func(b *testing.B) {
				c := NewChain()
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

// spent is the processor time this process has used, by all its threads.
func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// benchFrames times one frame after another and reports the median and the 99th
// percentile in milliseconds, and of the processor time of all threads the median and
// the tenth percentile, which shows what other work on the machine hides.
func benchFrames(b *testing.B, frame func()) {
	took, used := make([]time.Duration, 0, 1<<16), make([]time.Duration, 0, 1<<16)
	b.ReportAllocs()
	for b.Loop() {
		start, before := time.Now(), spent(b)
		frame()
		if len(took) < cap(took) {
			took, used = append(took, time.Since(start)), append(used, spent(b)-before)
		}
	}
	slices.Sort(took)
	slices.Sort(used)
	b.ReportMetric(used[len(used)/2].Seconds()*1000, "cpu-p50-ms")
	b.ReportMetric(used[len(used)/10].Seconds()*1000, "cpu-p10-ms")
	b.ReportMetric(took[len(took)/10].Seconds()*1000, "p10-ms")
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
	b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "p99-ms")
}
