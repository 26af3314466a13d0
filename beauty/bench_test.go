package beauty

import (
	"fmt"
	"testing"

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
					b.ReportAllocs()
					for b.Loop() {
						f.CopyFrom(original)
						c.Process(f)
					}
					b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/frame")
				})
			}
		}
	}
}

func kernelSets() map[string]kernels {
	return map[string]kernels{"default": defaultKernels(), "go": goKernels()}
}
