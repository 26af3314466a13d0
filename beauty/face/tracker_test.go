package face_test

import (
	"image"
	"math"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/media"
)

// settled is when the tracker has found the face and its speed.
const settled = 15

func TestAMovingFaceIsNotLeftBehind(t *testing.T) {
	tr := face.NewTracker(openModels(t), face.Options{})
	defer tr.Close()
	tr.Want(face.WantFaces)
	truth := motion(t)
	seen := map[int]face.Face{}
	eachFrame(t, len(truth), func(k int, f *media.Frame) {
		list := follow(tr, f, nil)
		if k >= settled && len(list) != 1 {
			t.Fatalf("%d faces in picture %d", len(list), k)
		}
		if k >= settled {
			seen[k] = list[0]
		}
	})
	mean := meanShape(truth, seen)
	still := offBy(truth, mean, seen, 0)
	best, lag := still, 0.0
	for l := -2.0; l <= 3; l += .05 {
		if e := offBy(truth, mean, seen, l); e < best {
			best, lag = e, l
		}
	}
	t.Logf("off by %.2f px RMS (%.2f with a lag of %.2f pictures)", still, best, lag)
	if math.Abs(lag) >= 1 {
		t.Errorf("the points are %.2f pictures late", lag)
	}
	if still > 4 {
		t.Errorf("the points are off by %.2f px RMS", still)
	}
}

// meanShape is each point's mean place in the still picture.
func meanShape(truth []affine, seen map[int]face.Face) (mean [face.Points][2]float64) {
	for k, f := range seen {
		for i, p := range f.Points {
			x, y := truth[k].from(float64(p.X), float64(p.Y))
			mean[i][0] += x / float64(len(seen))
			mean[i][1] += y / float64(len(seen))
		}
	}
	return mean
}

// offBy is how far points are from where they were lag pictures ago, as root
// mean square distance.
func offBy(truth []affine, mean [face.Points][2]float64, seen map[int]face.Face, lag float64) float64 {
	sum := 0.0
	for k, f := range seen {
		a := between(truth, float64(k)-lag)
		for i, p := range f.Points {
			x, y := a.to(mean[i][0], mean[i][1])
			sum += (float64(p.X)-x)*(float64(p.X)-x) + (float64(p.Y)-y)*(float64(p.Y)-y)
		}
	}
	return math.Sqrt(sum / float64(len(seen)*face.Points))
}

func TestAFaceAtRestDoesNotTremble(t *testing.T) {
	tr := face.NewTracker(openModels(t), face.Options{})
	defer tr.Close()
	tr.Want(face.WantFaces)
	noise := newGrain()
	var pool media.FramePool
	var seen []face.Face
	eachFrame(t, 1, func(_ int, still *media.Frame) {
		for k := range 90 {
			f := pool.Get(still.Width(), still.Height())
			f.CopyFrom(still)
			f.Time = clipStart.Add(time.Duration(k) * clipStep)
			noise.over(f)
			list := follow(tr, f, nil)
			f.Release()
			if k < settled {
				continue
			}
			if len(list) != 1 {
				t.Fatalf("%d faces in picture %d", len(list), k)
			}
			seen = append(seen, list[0])
		}
	})
	var mean [face.Points][2]float64
	for _, f := range seen {
		for i, p := range f.Points {
			mean[i][0] += float64(p.X) / float64(len(seen))
			mean[i][1] += float64(p.Y) / float64(len(seen))
		}
	}
	sum := 0.0
	for _, f := range seen {
		for i, p := range f.Points {
			dx, dy := float64(p.X)-mean[i][0], float64(p.Y)-mean[i][1]
			sum += dx*dx + dy*dy
		}
	}
	rms := math.Sqrt(sum / float64(len(seen)*face.Points))
	t.Logf("%.3f px RMS", rms)
	if rms > .3 {
		t.Errorf("the points tremble by %.3f px RMS", rms)
	}
}

// TestWhoIsTurnedSmallOrDarkIsFound: each before a camera alone, within a second.
func TestWhoIsTurnedSmallOrDarkIsFound(t *testing.T) {
	m := openModels(t)
	head := picture(t, astronaut+".png", image.Rect(96, 0, 352, 256))
	var pool media.FramePool
	for _, c := range []struct {
		name string
		f    *media.Frame
		x, y int
		of   func(v uint8) uint8
	}{
		{"in a corner, 60 pixels wide", scaled(t, head, 128, 128), 1100, 560, nil},
		{"lying", lying(head, false), 500, 200, nil},
		{"lying on the other side", lying(head, true), 500, 200, nil},
		{"in a sixth of the light", head, 500, 200, func(v uint8) uint8 { return 16 + (max(v, 16)-16)/6 }},
	} {
		f := pool.Get(1280, 720)
		for i := range f.Y {
			f.Y[i] = 90
		}
		for i := range f.Cb {
			f.Cb[i], f.Cr[i] = 128, 128
		}
		paste(f, c.f, c.x, c.y)
		if c.of != nil {
			for i, v := range f.Y {
				f.Y[i] = c.of(v)
			}
		}
		tr := face.NewTracker(m, face.Options{})
		tr.Want(face.WantFaces)
		var list []face.Face
		k := 0
		for ; k < 30 && len(list) == 0; k++ {
			f.Time = clipStart.Add(time.Duration(k) * clipStep)
			list = follow(tr, f, list[:0])
		}
		tr.Close()
		if len(list) != 1 {
			t.Errorf("%s: %d faces in a second", c.name, len(list))
			continue
		}
		at := list[0].Points[4]
		if x, y := int(at.X)-c.x, int(at.Y)-c.y; x < 0 || y < 0 || x >= c.f.Width() || y >= c.f.Height() {
			t.Errorf("%s: a nose at %.0f, %.0f", c.name, at.X, at.Y)
		}
		t.Logf("%s: found in picture %d", c.name, k)
	}
}

// lying is a square picture turned by a right angle.
func lying(f *media.Frame, left bool) *media.Frame {
	g := media.NewFrame(f.Width(), f.Height())
	turn := func(dst, src []uint8, stride, n, from int) {
		for y := range n {
			for x := range n {
				v, u := n-1-x, y
				if left {
					v, u = x, n-1-y
				}
				dst[y*stride+x] = src[v*from+u]
			}
		}
	}
	turn(g.Y, f.Y, g.YStride, f.Height(), f.YStride)
	turn(g.Cb, f.Cb, g.CStride, f.Height()/2, f.CStride)
	turn(g.Cr, f.Cr, g.CStride, f.Height()/2, f.CStride)
	return g
}
