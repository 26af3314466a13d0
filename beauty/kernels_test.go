package beauty

import (
	"testing"

	"onair/media"
)

// TestKernelsAgreeWithTheReference runs the kernels of this build against the
// plain Go ones, filter by filter, over two frames each.
func TestKernelsAgreeWithTheReference(t *testing.T) {
	face := loadFrame(t, "testdata/gocv-face.jpg")
	frames := []*media.Frame{face, scaled(face, 321, 243)}
	for _, wh := range sizes {
		frames = append(frames, noisy(wh[0], wh[1], 5))
	}
	cases := append(benchCases[:len(benchCases):len(benchCases)], []struct {
		name string
		set  func(*Chain)
	}{
		{"nature", func(c *Chain) { c.SetSmooth(9); c.SetStyle(StyleNature) }},
		{"pitu", func(c *Chain) { c.SetSmooth(4); c.SetStyle(StylePitu) }},
	}...)
	for _, bc := range cases {
		for _, f := range frames {
			a, b := newChain(defaultKernels()), newChain(goKernels())
			bc.set(a)
			bc.set(b)
			for range 2 {
				got, want := clone(f), clone(f)
				a.Process(got)
				b.Process(want)
				for name, p := range map[string][2][]byte{"Y": {got.Y, want.Y}, "Cb": {got.Cb, want.Cb}, "Cr": {got.Cr, want.Cr}} {
					if d := farthest(p[0], p[1]); d > 1 {
						t.Errorf("%s on %v: %s differs by %d levels", bc.name, f.Rect, name, d)
					}
				}
			}
		}
	}
}

// farthest is the largest difference between two planes.
func farthest(a, b []byte) int {
	d := 0
	for i := range a {
		d = max(d, int(a[i])-int(b[i]), int(b[i])-int(a[i]))
	}
	return d
}
