package backdrop

import (
	"testing"
	"time"

	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// TestALateMaskIsCarriedToThePresent moves a person by several pixels a frame
// while the mask stays two frames behind, and compares with a mask that says
// nothing of when it was found.
func TestALateMaskIsCarriedToThePresent(t *testing.T) {
	start := time.Now()
	edgeError := func(told bool, k kernels) (float64, *media.Frame) {
		c := newScene(k)
		c.mode, c.from = Picture, grey128()
		place := func(i int) (x, y float64) { return 0.4 + 0.009*float64(i), 0.5 - 0.006*float64(i) }
		var sum pixeltest.Errors
		var f *media.Frame
		for i := range 8 {
			x, y := place(i)
			var alpha func(x, y int) float64
			f, alpha = pixeltest.DiscScene(pixeltest.SceneW, pixeltest.SceneH, x, y, pixeltest.SceneR, pixeltest.SkinTone, pixeltest.DarkWall)
			f.Time = start.Add(time.Duration(i) * 33 * time.Millisecond)
			late := max(i-2, 0)
			x, y = place(late)
			c.person = pixeltest.DiscMask(256, 144, x, y, pixeltest.SceneR)
			if told {
				c.person.At = start.Add(time.Duration(late) * 33 * time.Millisecond)
			}
			was := pixeltest.Clone(f)
			c.show(f)
			if i < 4 {
				continue
			}
			for v := range pixeltest.SceneH {
				for u := range pixeltest.SceneW {
					if a := alpha(u, v); atEdge(alpha, u, v) {
						want := a*float64(was.Y[v*was.YStride+u]) + (1-a)*126
						sum.Add(float64(f.Y[v*f.YStride+u]) - want)
					}
				}
			}
		}
		return sum.Mean(), f
	}
	before, _ := edgeError(false, defaultKernels())
	after, got := edgeError(true, defaultKernels())
	t.Logf("luma at the person's edge is off by %.1f with the late mask, by %.1f once it is carried on", before, after)
	if after > before/2 || after > 8 {
		t.Error("the mask stays behind the person")
	}
	_, want := edgeError(true, goKernels())
	if d := max(pixeltest.Farthest(got.Y, want.Y), pixeltest.Farthest(got.Cb, want.Cb), pixeltest.Farthest(got.Cr, want.Cr)); d > 1 {
		t.Errorf("the loops in C differ from the reference by %d levels", d)
	}
}

// atEdge says whether a pixel lies within ten pixels of the person's edge.
func atEdge(alpha func(x, y int) float64, x, y int) bool {
	in, out := false, false
	for _, d := range [][2]int{{0, 0}, {10, 0}, {-10, 0}, {0, 10}, {0, -10}} {
		a := alpha(x+d[0], y+d[1])
		in, out = in || a > 0.5, out || a < 0.5
	}
	return in && out
}

func TestAMaskOfAnUnknownPictureStays(t *testing.T) {
	var m carrier
	m.fit(40, 40)
	start := time.Now()
	mask, tmp := make([]int16, 1600), make([]int16, 1600)
	for i := range mask {
		mask[i] = int16(i % 256)
	}
	k := goKernels()
	k.search = func(_, _ []uint8, _ []int16, _, _ int, _ []uint8, _ int, _ []uint8, field, sure []int16) bool {
		for i := range field {
			field[i], sure[i] = 16, 16
		}
		return true
	}
	for i := range 2 * motionPast {
		m.note(&k, make([]uint16, 1600), start.Add(time.Duration(i)*time.Second), mask, 0)
	}
	now := start.Add((2*motionPast - 1) * time.Second)
	for name, at := range map[string]time.Time{
		"no time": {}, "the present": now, "long ago": start, "between": now.Add(-time.Millisecond), "the future": now.Add(time.Second),
	} {
		m.carry(&k, &mask, &tmp, at)
		for i, v := range mask {
			if v != int16(i%256) {
				t.Fatalf("%s: the mask changed", name)
			}
		}
	}
	m.carry(&k, &mask, &tmp, now.Add(-3*time.Second))
	if got, want := mask[20*40+20], int16((23*40+23)%256); got != want {
		t.Errorf("three frames of a cell each bring %d to the middle, not the %d from three cells away", got, want)
	}
}
