package beauty

import (
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/media"
)

// largeFace is a 720p frame with a face about 300 pixels wide.
func largeFace(t testing.TB) (*media.Frame, face.Face) {
	t.Helper()
	src := scaled(loadFrame(t, "testdata/astronaut.png"), 1536, 1536)
	fc := facetest.Load(t, "testdata/astronaut.landmarks.json").FaceIn(1536, 1536)
	x, y := int(fc.Points[4].X)-640, int(fc.Points[4].Y)-360
	f := media.NewFrame(1280, 720)
	for j := range 720 {
		for i := range 1280 {
			u, v := min(max(i+x, 0), 1535), min(max(j+y, 0), 1535)
			f.Y[j*f.YStride+i] = src.Y[v*src.YStride+u]
			f.Cb[j/2*f.CStride+i/2] = src.Cb[v/2*src.CStride+u/2]
			f.Cr[j/2*f.CStride+i/2] = src.Cr[v/2*src.CStride+u/2]
		}
	}
	for i := range fc.Points {
		fc.Points[i].X -= float32(x)
		fc.Points[i].Y -= float32(y)
	}
	return f, fc
}

// BenchmarkMakeup is 720p with a face 300 pixels wide: each kind, and all six.
// The frame is copied anew for each run, that is in the figure.
func BenchmarkMakeup(b *testing.B) {
	src, fc := largeFace(b)
	f := clone(src)
	run := func(name string, k kernels, set func(c *Chain)) {
		b.Run(name, func(b *testing.B) {
			c := newChain(k)
			c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}})
			set(c)
			c.Process(f)
			benchFrames(b, func() {
				f.CopyFrom(src)
				c.Process(f)
			})
		})
	}
	run("none", defaultKernels(), func(*Chain) {})
	for _, kind := range MakeupKinds() {
		run(kind.String(), defaultKernels(), func(c *Chain) { c.SetMakeup(kind, Look{}, 0.7) })
	}
	all := func(c *Chain) {
		for _, kind := range MakeupKinds() {
			c.SetMakeup(kind, Look{}, 0.7)
		}
	}
	run("all", defaultKernels(), all)
	run("all/go", goKernels(), all)
}
