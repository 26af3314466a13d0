package backdrop

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// person is a frame with a disc of skin before a grey wall at 30 frames a second.
func person(i int, x, y float64) (f *media.Frame, alpha func(x, y int) float64) {
	f, alpha = pixeltest.DiscScene(pixeltest.SceneW, pixeltest.SceneH, x, y, pixeltest.SceneR, pixeltest.SkinTone, pixeltest.DarkWall)
	f.Time = frameTime(i)
	return f, alpha
}

func frameTime(i int) time.Time { return time.Unix(1, 0).Add(time.Duration(i) * time.Second / 30) }

func TestTheEdgeOfAStillPersonRestsInNoise(t *testing.T) {
	for _, c := range []struct{ noise, most float64 }{{3, 5}, {8, 10}} {
		const settled, n = 20, 12
		r := rand.New(rand.NewPCG(7, 7))
		add := func(p []uint8, levels float64) {
			for i, v := range p {
				p[i] = pixel.Byte(int32(math.Round(float64(v) + r.NormFloat64()*levels)))
			}
		}
		s := newScene(defaultKernels())
		s.mode, s.from = Picture, grey128()
		var sum, sq []float64
		for i := range settled + n {
			f, _ := person(i, .5, .5)
			add(f.Y, c.noise)
			add(f.Cb, c.noise/2)
			add(f.Cr, c.noise/2)
			// The network trembles too.
			s.person = pixeltest.DiscMask(256, 144, .5+(r.Float64()-.5)/256, .5, pixeltest.SceneR+(r.Float64()-.5)/256)
			s.person.At = f.Time
			s.show(f)
			if sum == nil {
				sum, sq = make([]float64, len(s.back.alpha.P)), make([]float64, len(s.back.alpha.P))
			}
			for k, v := range s.back.alpha.P {
				if i >= settled {
					sum[k], sq[k] = sum[k]+float64(v), sq[k]+float64(v)*float64(v)
				}
			}
		}
		total, places := 0.0, 0
		for k := range sum {
			if mean := sum[k] / n; mean > 25 && mean < 230 {
				total, places = total+math.Sqrt(max(sq[k]/n-mean*mean, 0)), places+1
			}
		}
		got := total / float64(max(places, 1))
		t.Logf("noise %v: alpha moves by %.1f at %d places of the edge", c.noise, got, places)
		if places < 200 || got > c.most {
			t.Errorf("noise %v: the edge boils by %.1f of 255 at %d places, wanted %v", c.noise, got, places, c.most)
		}
	}
}

// TestAMaskOfLongAgoIsCarriedAlong has masks come a third of a second late, and only
// three times a second, while the person moves on by a third of his or her width.
func TestAMaskOfLongAgoIsCarriedAlong(t *testing.T) {
	before, _ := longAgo(false)
	cut, shown := longAgo(true)
	t.Logf("for each pixel of the edge %.2f of the person are cut off, %.2f did nobody know the masks' time, and %.2f of the room shown", cut, before, shown)
	if cut > before/4 || shown > before/4 {
		t.Error("the mask does not stay with the person")
	}
}

func longAgo(told bool) (cut, shown float64) {
	const every, late = 10, 10
	s := newScene(defaultKernels())
	s.mode, s.from = Picture, grey128()
	place := func(i int) float64 { return .3 + .008*float64(max(i-5, 0)) }
	edge := 0.0
	for i := range 30 {
		f, alpha := person(i, place(i), .5)
		at := max(i-late, 0) / every * every
		s.person = pixeltest.DiscMask(256, 144, place(at), .5, pixeltest.SceneR)
		if told {
			s.person.At = frameTime(at)
		}
		s.show(f)
		if i < 15 {
			continue
		}
		for y := range pixeltest.SceneH {
			for x := range pixeltest.SceneW {
				a, got := alpha(x, y), s.back.alpha.P[y*pixeltest.SceneW+x]
				switch {
				case a > .99 && got < 128:
					cut++
				case a < .01 && got > 128:
					shown++
				case a > .2 && a < .8:
					edge++
				}
			}
		}
	}
	return cut / edge, shown / edge
}
