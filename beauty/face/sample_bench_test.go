package face

import (
	"image"
	"testing"

	"onair/media"
)

func BenchmarkCrop(b *testing.B) {
	var pool media.FramePool
	f := pool.Get(1280, 720)
	for i := range f.Y {
		f.Y[i] = uint8(i * 7)
	}
	var s sampler
	rgb := make([]float32, 3*256*256)
	for _, c := range []struct {
		name string
		r    Region
		size int
	}{
		{"face", Region{X: 640, Y: 360, W: 465, H: 465, Angle: .1}, 192},
		{"small-face", Region{X: 640, Y: 360, W: 150, H: 150, Angle: .1}, 192},
		{"whole", Region{X: 640, Y: 360, W: 1280, H: 1280}, 128},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.crop(f, c.r, image.Pt(c.size, c.size), black, rgb)
			}
		})
	}
}
