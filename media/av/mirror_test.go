package av

import (
	"errors"
	"fmt"
	"testing"

	"onair/media"
)

func TestMirrorFlipsEachRow(t *testing.T) {
	ways := map[string]func(dst, src *media.Frame) error{"library": Mirror, "plain": func(dst, src *media.Frame) error { mirrorPlain(dst, src); return nil }}
	for name, mirror := range ways {
		for _, z := range [][2]int{{2, 2}, {63, 47}, {64, 48}, {641, 3}} {
			t.Run(fmt.Sprint(name, z), func(t *testing.T) {
				src, dst := media.NewFrame(z[0], z[1]), media.NewFrame(z[0], z[1])
				defer src.Release()
				defer dst.Release()
				scene(src, 5)
				if err := mirror(dst, src); err != nil {
					t.Fatal(err)
				}
				for y := range z[1] {
					for x := range z[0] {
						if got, want := dst.Y[y*dst.YStride+z[0]-1-x], src.Y[y*src.YStride+x]; got != want {
							t.Fatalf("Y %d,%d: %d, not %d", x, y, got, want)
						}
					}
				}
				cw := (z[0] + 1) / 2
				for y := range (z[1] + 1) / 2 {
					for x := range cw {
						if dst.Cb[y*dst.CStride+cw-1-x] != src.Cb[y*src.CStride+x] || dst.Cr[y*dst.CStride+cw-1-x] != src.Cr[y*src.CStride+x] {
							t.Fatalf("chroma %d,%d is another", x, y)
						}
					}
				}
			})
		}
	}
	small, large := media.NewFrame(4, 4), media.NewFrame(8, 4)
	defer small.Release()
	defer large.Release()
	if err := Mirror(small, large); !errors.Is(err, ErrSize) {
		t.Errorf("another size: %v", err)
	}
}
