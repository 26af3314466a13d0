package beauty

import (
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/makeup"
	"onair/beauty/pixel/pixeltest"
)

// BenchmarkMakeup is 720p with a face 300 pixels wide: each kind, and all six.
// The frame is copied anew for each run, that is in the figure.
func BenchmarkMakeup(b *testing.B) {
	src, fc := pixeltest.LargeFace(b)
	f := pixeltest.Clone(src)
	run := func(name string, set func(c *Chain)) {
		b.Run(name, func(b *testing.B) {
			c := NewChain()
			c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}})
			set(c)
			c.Process(f)
			benchFrames(b, func() {
				f.CopyFrom(src)
				c.Process(f)
			})
		})
	}
	run("none", func(*Chain) {})
	for _, kind := range makeup.Kinds() {
		run(kind.String(), func(c *Chain) { c.SetMakeup(kind, makeup.Look{}, 0.7) })
	}
	all := func(c *Chain) {
		for _, kind := range makeup.Kinds() {
			c.SetMakeup(kind, makeup.Look{}, 0.7)
		}
	}
	run("all", all)
}
