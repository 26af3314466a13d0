package face_test

import (
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
