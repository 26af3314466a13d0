package skin

import (
	"testing"

	"onair/beauty/face"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// means are the picture's Y, Cb and Cr at some cells.
func means(f *media.Frame, cells []int, lw int) (m [3]float64) {
	for _, c := range cells {
		x, y := c%lw*4+1, c/lw*4+1
		i := y/2*f.CStride + x/2
		m[0] += float64(f.Y[y*f.YStride+x]) / float64(len(cells))
		m[1] += float64(f.Cb[i]) / float64(len(cells))
		m[2] += float64(f.Cr[i]) / float64(len(cells))
	}
	return m
}

// TestTonesGoTheirWay: how skin moves by each tone, and that it goes on with the level.
func TestTonesGoTheirWay(t *testing.T) {
	const w, h = 640, 360
	for name, sit := range pixeltest.Sitters(t, w, h) {
		person := around(sit.Face, w, h)
		for _, tc := range []struct {
			tone          Tone
			luma, golden  float64 // the way of luma, and of Cr-Cb
			sparesTheRest bool
		}{
			{ToneLight, 1, -1, false}, {TonePorcelain, 1, -1, false}, {ToneWarm, 1, 1, false}, {ToneTan, -1, 1, true}, {ToneDeep, -1, 1, true},
		} {
			var last [2]float64
			for _, level := range []float32{.3, .6, 1} {
				s, f := newStage(defaultKernels()), pixeltest.Clone(sit.Frame)
				v := s.look(f, []face.Face{sit.Face}, person)
				s.skin.Whiten(v, tc.tone, level)
				at := cheeks(sit.Face, &s.cells)
				was, is := means(sit.Frame, at, s.cells.LW), means(f, at, s.cells.LW)
				luma, golden := is[0]-was[0], is[2]-is[1]-was[2]+was[1]
				if luma*tc.luma <= last[0]*tc.luma || golden*tc.golden <= last[1]*tc.golden {
					t.Errorf("%s, tone %d, level %.1f: luma by %.1f, gold by %.1f", name, tc.tone, level, luma, golden)
				}
				last = [2]float64{luma, golden}
				if corner := f.Y[3]; tc.sparesTheRest && corner != sit.Frame.Y[3] {
					t.Errorf("%s, tone %d: what is not skin goes from %d to %d", name, tc.tone, sit.Frame.Y[3], corner)
				}
			}
		}
	}
}

// TestRuddyReachesLips as it does cheeks.
func TestRuddyReachesLips(t *testing.T) {
	const w, h = 640, 360
	for name, sit := range pixeltest.Sitters(t, w, h) {
		s, f := newStage(defaultKernels()), pixeltest.Clone(sit.Frame)
		v := s.look(f, []face.Face{sit.Face}, around(sit.Face, w, h))
		s.skin.Redden(v, 1)
		of := func(points ...int) float64 {
			var cells []int
			for _, i := range points {
				p := sit.Face.Points[i]
				cells = append(cells, int(p.Y)/4*s.cells.LW+int(p.X)/4)
			}
			return means(f, cells, s.cells.LW)[2] - means(sit.Frame, cells, s.cells.LW)[2]
		}
		lips, cheek := of(17, 84, 314), of(50, 280, 101, 330)
		if lips < .7*cheek || cheek < 3 {
			t.Errorf("%s: lips gain %.1f Cr, cheeks %.1f", name, lips, cheek)
		}
	}
}

// TestEyesDoNotGlowInADarkerFace: they follow.
func TestEyesDoNotGlowInADarkerFace(t *testing.T) {
	const w, h = 1280, 720
	for name, sit := range pixeltest.Sitters(t, w, h) {
		s, f := newStage(defaultKernels()), pixeltest.Clone(sit.Frame)
		v := s.look(f, []face.Face{sit.Face}, around(sit.Face, w, h))
		s.skin.Whiten(v, ToneDeep, 1)
		share := func(points ...int) float64 {
			var cells []int
			for _, i := range points {
				p := sit.Face.Points[i]
				cells = append(cells, int(p.Y)/4*s.cells.LW+int(p.X)/4)
			}
			return means(f, cells, s.cells.LW)[0] / means(sit.Frame, cells, s.cells.LW)[0]
		}
		if eyes, cheek := share(468, 473), share(50, 280, 101, 330); eyes > .95 || eyes < cheek-.1 {
			t.Errorf("%s: eyes keep %.2f of their light, cheeks %.2f", name, eyes, cheek)
		}
	}
}
