package framing

import (
	"math"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// small is the sitter at a third of the size, moved, in a picture of its own.
func small(t testing.TB, dx, dy float32) (*media.Frame, face.Face) {
	s := pixeltest.Sitters(t, 640, 480)["gocv-face"]
	fc := s.Face
	for i, p := range fc.Points {
		fc.Points[i] = face.Point{X: (p.X-320)/2.5 + 320 + dx, Y: (p.Y-240)/2.5 + 240 + dy, Z: p.Z / 2.5}
	}
	f := pixeltest.Noisy(640, 480, 0)
	in := pixeltest.Scaled(s.Frame, 256, 192)
	x, y := 320-128+int(dx), 240-96+int(dy)
	for j := range 192 {
		copy(f.Y[(y+j)*f.YStride+x:][:256], in.Y[j*in.YStride:])
	}
	return f, fc
}

// run shows a picture for n thirtieths of a second, from time i on, and returns the last.
func run(st *Stage, f *media.Frame, i, n int, level float64, faces ...face.Face) *media.Frame {
	var v pixel.Frame
	for k := range n {
		g := pixeltest.Clone(f)
		v.Of(g)
		st.Apply(&v, time.Unix(1, 0).Add(time.Duration(i+k)*time.Second/30), level, faces)
		if k == n-1 {
			return g
		}
	}
	return nil
}

// TestFacesAreWhereTheyAreSaidToBe: the brightness round each point is as it was there.
func TestFacesAreWhereTheyAreSaidToBe(t *testing.T) {
	f, fc := small(t, -80, 40)
	st := New()
	got := run(st, f, 0, 200, 1, fc)
	moved := st.Moved([]face.Face{fc})
	if len(moved) != 1 || !st.Busy() {
		t.Fatalf("%d faces moved, busy %v", len(moved), st.Busy())
	}
	if by := moved[0].Width() / fc.Width(); by < 1.5 || by > 2 {
		t.Errorf("the face is %.2f times as large", by)
	}
	for i, p := range moved[0].Points {
		q := fc.Points[i]
		if p.X < 0 || p.Y < 0 || p.X > 640 || p.Y > 480 {
			t.Errorf("point %d is at %.0f, %.0f", i, p.X, p.Y)
			continue
		}
		a := pixeltest.Sample(got.Y, got.YStride, 640, 480, float64(p.X)-.5, float64(p.Y)-.5)
		b := pixeltest.Sample(f.Y, f.YStride, 640, 480, float64(q.X)-.5, float64(q.Y)-.5)
		if d := math.Abs(float64(a) - float64(b)); d > 24 {
			t.Errorf("point %d: %d, and %d in the camera's picture", i, a, b)
		}
	}
}

func TestOddFacesAndSizesDoNoHarm(t *testing.T) {
	_, fc := small(t, 0, 0)
	for name, odd := range pixeltest.OddFaces(fc, 640, 480) {
		st := New()
		for _, wh := range [][2]int{{640, 480}, {641, 479}, {64, 64}, {33, 65}, {3, 3}} {
			run(st, pixeltest.Noisy(wh[0], wh[1], 5), 0, 30, 1, odd, fc)
			if v := st.s.now; v.x != v.x || v.y != v.y || v.zoom != v.zoom {
				t.Fatalf("%s, %v: at %+v", name, wh, v)
			}
		}
	}
}

func TestNothingIsAllocated(t *testing.T) {
	f, fc := small(t, -80, 40)
	st := New()
	run(st, f, 0, 60, 1, fc)
	var v pixel.Frame
	v.Of(f)
	at, faces := time.Unix(3, 0), []face.Face{fc}
	if n := testing.AllocsPerRun(20, func() {
		at = at.Add(time.Second / 30)
		st.Apply(&v, at, 1, faces)
		st.Moved(faces)
	}); n != 0 || !st.Busy() {
		t.Errorf("%v allocations a frame, busy %v", n, st.Busy())
	}
}
