package shape

import (
	"testing"

	"onair/beauty/pixel/pixeltest"
)

// TestWarpKernelsAgreeWithTheReference runs the C kernels against the plain Go ones,
// level by level and all at once.
func TestWarpKernelsAgreeWithTheReference(t *testing.T) {
	wants := make([]Levels, Count+1)
	for i := range Count {
		wants[i][i], wants[Count][i] = 1, 1
	}
	for _, wh := range [][2]int{{640, 480}, {319, 241}} {
		for name, s := range pixeltest.Sitters(t, wh[0], wh[1]) {
			for i, want := range wants {
				got, ref := pixeltest.Clone(s.Frame), pixeltest.Clone(s.Frame)
				for _, run := range []struct {
					k kernels
					f *pixeltest.Sitter
				}{{defaultKernels(), &pixeltest.Sitter{Frame: got}}, {kernels{warp: goWarp}, &pixeltest.Sitter{Frame: ref}}} {
					c := sits(s.Face)
					c.k, c.want = run.k, want.Mixed(FaceNatural)
					c.show(run.f.Frame)
				}
				if !pixeltest.Same(got, ref) {
					t.Errorf("%s %v, level %d: the kernels differ", name, wh, i)
				}
			}
		}
	}
}
