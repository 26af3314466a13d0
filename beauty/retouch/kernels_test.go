package retouch

import (
	"testing"

	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// TestRetouchKernelsAgreeWithTheReference runs the C kernels against the plain Go
// ones, level by level and all at once.
func TestRetouchKernelsAgreeWithTheReference(t *testing.T) {
	all := make([]Levels, Count+1)
	for i := range Count {
		all[i][i], all[Count][i] = 1, 1
	}
	for _, wh := range [][2]int{{640, 480}, {319, 241}} {
		for name, s := range pixeltest.Sitters(t, wh[0], wh[1]) {
			for i, levels := range all {
				run := func(k kernels) *media.Frame {
					c := sits(s.Face)
					c.own.k, c.levels = k, levels
					f := pixeltest.Clone(s.Frame)
					c.show(f)
					return f
				}
				got := run(defaultKernels())
				if !pixeltest.Same(got, run(kernels{even: goEven})) {
					t.Errorf("%s %v, level %d: the kernels differ", name, wh, i)
				}
				if pixeltest.Same(got, s.Frame) && i != toothWhiten && i != blemishRemove {
					t.Errorf("%s %v, level %d: nothing changes", name, wh, i)
				}
			}
		}
	}
}
