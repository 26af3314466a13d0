package pixeltest

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"onair/beauty/pixel"
	"onair/media"
)

// Sizes are frame sizes that have been trouble: tiny, odd, no multiple of a cell.
var Sizes = [][2]int{{1, 1}, {2, 2}, {3, 1}, {1, 5}, {4, 4}, {5, 3}, {7, 9}, {16, 2}, {33, 31}, {66, 50}, {127, 65}}

// Noisy returns a frame of random pixels whose rows are pad bytes longer than
// needed.
func Noisy(w, h, pad int) *media.Frame {
	rnd := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	f := media.NewFrame(w, h)
	cw, ch := (w+1)/2, (h+1)/2
	f.YStride, f.CStride = w+pad, cw+pad
	f.Y = make([]byte, (h-1)*f.YStride+w)
	f.Cb = make([]byte, (ch-1)*f.CStride+cw)
	f.Cr = make([]byte, (ch-1)*f.CStride+cw)
	for i := range f.Y {
		f.Y[i] = byte(rnd.UintN(256))
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = byte(90+rnd.UintN(50)), byte(120+rnd.UintN(60))
	}
	return f
}

// Clone is a copy with the same strides.
func Clone(f *media.Frame) *media.Frame {
	g := media.NewFrame(f.Width(), f.Height())
	g.YStride, g.CStride = f.YStride, f.CStride
	g.Y, g.Cb, g.Cr = bytes.Clone(f.Y), bytes.Clone(f.Cb), bytes.Clone(f.Cr)
	return g
}

// Same tells whether two frames have the same bytes.
func Same(a, b *media.Frame) bool {
	return bytes.Equal(a.Y, b.Y) && bytes.Equal(a.Cb, b.Cb) && bytes.Equal(a.Cr, b.Cr)
}

// CheckPadding asserts that bytes between the rows were not written to.
func CheckPadding(t *testing.T, name string, got, want []byte, stride, w int) {
	t.Helper()
	for i := range got {
		if i%stride >= w && got[i] != want[i] {
			t.Errorf("%s: byte %d, outside the picture, was written", name, i)
			return
		}
	}
}

// Farthest is the largest difference between two planes.
func Farthest(a, b []byte) int {
	d := 0
	for i := range a {
		d = max(d, int(a[i])-int(b[i]), int(b[i])-int(a[i]))
	}
	return d
}

// Plain is a frame of one colour.
func Plain(r, g, b byte) *media.Frame {
	f := media.NewFrame(32, 32)
	c := pixel.ToYCC([3]float32{float32(r) / 255, float32(g) / 255, float32(b) / 255})
	for i := range f.Y {
		f.Y[i] = byte(c[0] + 0.5)
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = byte(c[1]+0.5), byte(c[2]+0.5)
	}
	return f
}
