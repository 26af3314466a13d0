package beauty

import (
	"bytes"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/makeup"
	"onair/beauty/pixel/pixeltest"
	"onair/beauty/retouch"
)

// BenchmarkMakeup is 720p with a face 300 pixels wide: each kind, and all of them.
// The frame is copied anew for each run, that is in the figure.
func BenchmarkMakeup(b *testing.B) {
	src, fc := pixeltest.LargeFace(b)
	f := pixeltest.Clone(src)
	everybody := face.Mask{W: 16, H: 9, P: bytes.Repeat([]byte{255}, 16*9)} // hair is looked for on people
	run := func(name string, set func(c *Chain)) {
		b.Run(name, func(b *testing.B) {
			c := NewChain()
			c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}, Mask: everybody})
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

// BenchmarkRetouch is the same for each effect of retouch, and for evened redness.
func BenchmarkRetouch(b *testing.B) {
	src, fc := pixeltest.LargeFace(b)
	f := pixeltest.Clone(src)
	for _, id := range append([]string{"ruddy", "smooth", "evenRedness"}, retouch.IDs[:]...) {
		b.Run(id, func(b *testing.B) {
			c := seen(fc)
			c.SetSharpness(false)
			c.Set(id, 6)
			c.Process(f)
			benchFrames(b, func() {
				f.CopyFrom(src)
				c.Process(f)
			})
		})
	}
}
