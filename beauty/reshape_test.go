package beauty

import (
	"fmt"
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/media"
)

// sitters are the pictures with a known face, at the size of a camera's.
func sitters(t testing.TB, w, h int) map[string]sitter {
	t.Helper()
	out := map[string]sitter{}
	for name, file := range map[string]string{"astronaut": "astronaut.png", "gocv-face": "gocv-face.jpg"} {
		marks := facetest.Load(t, "testdata/"+name+".landmarks.json")
		wide := (h*marks.Width/marks.Height + 1) &^ 1
		out[name] = centred(scaled(loadFrame(t, "testdata/"+file), wide, h), marks.FaceIn(wide, h), w)
	}
	return out
}

// centred puts a picture in the middle of a wider one; its borders are repeated.
func centred(src *media.Frame, f face.Face, w int) sitter {
	out := media.NewFrame(w, src.Height())
	at := (w - src.Width()) / 2 &^ 1
	for y := range src.Height() {
		for x := range w {
			sx := min(max(x-at, 0), src.Width()-1)
			out.Y[y*out.YStride+x] = src.Y[y*src.YStride+sx]
			i, j := y/2*out.CStride+x/2, y/2*src.CStride+sx/2
			out.Cb[i], out.Cr[i] = src.Cb[j], src.Cr[j]
		}
	}
	for i := range f.Points {
		f.Points[i].X += float32(at)
	}
	return sitter{out, f}
}

type sitter struct {
	frame *media.Frame
	face  face.Face
}

// leant is the face with the head leaning by an angle about the picture's middle.
func leant(f face.Face, angle float64, w, h float32) face.Face {
	c, s := float32(math.Cos(angle)), float32(math.Sin(angle))
	for i, p := range f.Points {
		x, y := p.X-w/2, p.Y-h/2
		f.Points[i] = face.Point{X: x*c - y*s + w/2, Y: x*s + y*c + h/2, Z: p.Z}
	}
	return f
}

// seen is a chain that sees these faces.
func seen(faces ...face.Face) *Chain {
	c := NewChain()
	c.SetFinder(&facetest.Finder{FaceList: faces})
	return c
}

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
	return func(f *face.Face) float64 { return float64(distance(f.Points[a], f.Points[b])) }
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
	a := axesAlong(f.Points[133], f.Points[362])
	return float64(-a.local(f.Points[33]).v - a.local(f.Points[263]).v)
}

// down is how far below the eyes' inner slant a point lies.
func down(k int) func(f *face.Face) float64 {
	return func(f *face.Face) float64 {
		a := axesAlong(f.Points[133], f.Points[362])
		return float64(a.local(f.Points[k]).v)
	}
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
}

func TestEachLevelChangesItsOwnDistanceAndNothingElse(t *testing.T) {
	for name, s := range sitters(t, 640, 480) {
		for _, angle := range []float64{0, 0.5} {
			f := leant(s.face, angle, 640, 480)
			for _, tc := range shapeCases {
				t.Run(fmt.Sprintf("%s/lean %.1f/%s", name, angle, tc.id), func(t *testing.T) {
					checkLevel(t, f, s.frame, tc.id, tc.size, tc.way, tc.least, tc.moving)
				})
			}
		}
	}
}

func checkLevel(t *testing.T, f face.Face, pic *media.Frame, id string, size func(*face.Face) float64, way, least float64, moving []part) {
	c := seen(f)
	var from float32
	for _, info := range c.Filters() {
		for _, p := range info.Params {
			if p.ID == id {
				from = p.Min
			}
		}
	}
	width := float64(f.Width())
	last := math.Inf(-1)
	for v := from; v <= maxLevel; v++ {
		c.Set(id, v)
		c.Process(clone(pic))
		got := f // at level 0 nobody looks for faces
		if v != 0 {
			got = c.work.shaped()[0]
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
		d = max(d, float64(distance(a.Points[k], b.Points[k])))
	}
	return d
}
