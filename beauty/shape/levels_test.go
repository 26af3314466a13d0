package shape

import (
	"fmt"
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// sitting is a shaper with the faces it works on.
type sitting struct {
	*Shaper
	faces []face.Face
	want  Levels
	mask  *face.Mask
}

// sits is a shaper that works on these faces.
func sits(faces ...face.Face) *sitting { return &sitting{Shaper: New(nil), faces: faces} }

// set gives one thing a level, -9 to 9.
func (s *sitting) set(id string, level float32) {
	for i := range Kinds {
		if Kinds[i].ID == id {
			s.want[i] = level / 9
		}
	}
}

// show works on f.
func (s *sitting) show(f *media.Frame) {
	var v pixel.Frame
	v.Of(f)
	s.Begin(v.Y.W, v.Y.H)
	s.Person(s.mask)
	s.Apply(&v, s.faces, &s.want)
}

func (s *sitting) after() []face.Face { return s.Shaped(s.faces) }

// part of a face, for telling what else moves.
type part struct {
	name   string
	points []int
}

var (
	partEyes  = part{"eyes", append(append([]int{}, face.LeftEye...), face.RightEye...)}
	partBrows = part{"brows", append(append([]int{}, face.LeftBrow...), face.RightBrow...)}
	partNose  = part{"nose", []int{168, 6, 197, 195, 5, 4, 1, 2, 64, 294, 129, 358, 98, 327}}
	partMouth = part{"mouth", append(append([]int{}, face.LipsOuter...), face.LipsInner...)}
	partLine  = part{"outline", face.FaceOval}
	parts     = []part{partEyes, partBrows, partNose, partMouth, partLine}
)

// span is the distance between two points, as a share of the face's width.
func span(a, b int) func(f *face.Face) float64 {
	return func(f *face.Face) float64 { return float64(outline.Distance(f.Points[a], f.Points[b])) }
}

func spans(pairs ...[2]int) func(f *face.Face) float64 {
	return func(f *face.Face) float64 {
		var sum float64
		for _, p := range pairs {
			sum += span(p[0], p[1])(f)
		}
		return sum
	}
}

// slant is how much higher the outer slant of the eyes lie than the inner.
func slant(f *face.Face) float64 {
	a := outline.Along(f.Points[133], f.Points[362])
	return float64(-a.Local(f.Points[33]).V - a.Local(f.Points[263]).V)
}

// down is how far below the eyes' inner slant a point lies.
func down(k int) func(f *face.Face) float64 {
	return func(f *face.Face) float64 {
		a := outline.Along(f.Points[133], f.Points[362])
		return float64(a.Local(f.Points[k]).V)
	}
}

// rise is how much higher two points lie than the middle of the lips.
func rise(a, b int) func(f *face.Face) float64 {
	return func(f *face.Face) float64 { return 2*down(13)(f) - down(a)(f) - down(b)(f) }
}

// shapeCases are what each level is for: the distance it changes, which way, by
// how much of itself at least at level 9, and the parts it may move.
var shapeCases = []struct {
	id     string
	size   func(f *face.Face) float64
	way    float64
	least  float64 // share of the face's width
	moving []part
}{
	{"faceSlim", spans([2]int{132, 361}, [2]int{58, 288}, [2]int{172, 397}), -1, 0.1, []part{partLine}},
	{"faceV", spans([2]int{136, 365}, [2]int{150, 379}, [2]int{172, 397}), -1, 0.1, []part{partLine}},
	{"faceNarrow", spans([2]int{234, 454}, [2]int{93, 323}), -1, 0.05, []part{partLine}},
	{"faceShort", span(10, 152), -1, 0.03, []part{partLine}},
	{"chin", span(17, 152), 1, 0.03, []part{partLine}},
	{"forehead", span(10, 9), -1, 0.03, []part{partLine}},
	{"eyeScale", spans([2]int{33, 133}, [2]int{362, 263}, [2]int{159, 145}, [2]int{386, 374}), 1, 0.04, []part{partEyes}},
	{"eyeDistance", span(468, 473), -1, 0.03, []part{partEyes}},
	{"eyeAngle", slant, 1, 0.015, []part{partEyes}},
	{"noseSlim", spans([2]int{129, 358}, [2]int{198, 420}), -1, 0.04, []part{partNose}},
	{"noseWing", span(129, 358), -1, 0.03, []part{partNose}},
	{"nosePosition", down(4), 1, 0.01, []part{partNose}},
	{"mouthShape", span(61, 291), -1, 0.04, []part{partMouth}},
	{"lipsThickness", spans([2]int{0, 13}, [2]int{17, 14}), -1, 0.007, []part{partMouth}},
	{"cheekbones", spans([2]int{234, 454}, [2]int{227, 447}), -1, 0.04, []part{partLine}},
	{"jawAngle", spans([2]int{58, 288}, [2]int{172, 397}), -1, 0.05, []part{partLine}},
	{"smallHead", spans([2]int{10, 152}, [2]int{234, 454}), -1, 0.1, parts},
	{"browHeight", spans([2]int{105, 159}, [2]int{334, 386}), 1, 0.02, []part{partBrows}},
	{"browDistance", span(107, 336), -1, 0.012, []part{partBrows}},
	{"philtrum", span(2, 0), 1, 0.004, []part{partMouth}},
	{"mouthCorners", rise(61, 291), 1, 0.02, []part{partMouth}},
}

func TestEachLevelChangesItsOwnDistanceAndNothingElse(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 640, 480) {
		for _, angle := range []float64{0, 0.5} {
			f := pixeltest.Leant(s.Face, angle, 640, 480)
			for _, tc := range shapeCases {
				t.Run(fmt.Sprintf("%s/lean %.1f/%s", name, angle, tc.id), func(t *testing.T) {
					checkLevel(t, f, s.Frame, tc.id, tc.size, tc.way, tc.least, tc.moving)
				})
			}
		}
	}
}

func checkLevel(t *testing.T, f face.Face, pic *media.Frame, id string, size func(*face.Face) float64, way, least float64, moving []part) {
	c := sits(f)
	var from float32
	if signed(id) {
		from = -9
	}
	width := float64(f.Width())
	last := math.Inf(-1)
	for v := from; v <= 9; v++ {
		c.set(id, v)
		c.show(pixeltest.Clone(pic))
		got := f // at level 0 nobody looks for faces
		if v != 0 {
			got = c.after()[0]
		}
		now := way * size(&got)
		if now <= last+1e-3*width*least {
			t.Errorf("level %v: distance %.3f after %.3f", v, way*now, way*last)
		}
		last = now
		for _, p := range parts {
			if far := furthest(&f, &got, p.points); far > 0.01*width && !contains(moving, p.name) {
				t.Errorf("level %v: %s moved by %.1f %% of the face's width", v, p.name, 100*far/width)
			}
		}
	}
	if change := last - way*size(&f); change < least*width {
		t.Errorf("changes by %.3f of the face's width at level 9, want %.3f", change/width, least)
	}
}

func contains(list []part, name string) bool {
	for _, p := range list {
		if p.name == name {
			return true
		}
	}
	return false
}

func furthest(a, b *face.Face, points []int) float64 {
	var d float64
	for _, k := range points {
		d = max(d, float64(outline.Distance(a.Points[k], b.Points[k])))
	}
	return d
}
