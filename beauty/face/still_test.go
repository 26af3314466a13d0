package face_test

import (
	"flag"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"math"
	"os"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/media"
	"onair/media/av"
)

var update = flag.Bool("update", false, "write the landmark files of the test pictures again")

// picture loads a test picture, or part of it, as a frame.
func picture(t testing.TB, path string, part image.Rectangle) *media.Frame {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if !part.Empty() {
		img = img.(interface {
			SubImage(image.Rectangle) image.Image
		}).SubImage(part)
	}
	return toFrame(t, img)
}

func toFrame(t testing.TB, img image.Image) *media.Frame {
	t.Helper()
	s := av.NewScaler()
	defer s.Close()
	var pool media.FramePool
	frame := pool.Get(img.Bounds().Dx()&^1, img.Bounds().Dy()&^1)
	if err := s.FromImage(frame, img); err != nil {
		t.Fatal(err)
	}
	return frame
}

// scaled is the picture at another size.
func scaled(t testing.TB, f *media.Frame, w, h int) *media.Frame {
	t.Helper()
	s := av.NewScaler()
	defer s.Close()
	var pool media.FramePool
	to := pool.Get(w, h)
	if err := s.I420(to, f); err != nil {
		t.Fatal(err)
	}
	return to
}

// mirrored is the picture as in a mirror.
func mirrored(f *media.Frame) *media.Frame {
	var pool media.FramePool
	to := pool.Get(f.Width(), f.Height())
	flip := func(dst []uint8, ds int, src []uint8, ss, w, h int) {
		for y := range h {
			for x := range w {
				dst[y*ds+x] = src[y*ss+w-1-x]
			}
		}
	}
	flip(to.Y, to.YStride, f.Y, f.YStride, f.Width(), f.Height())
	flip(to.Cb, to.CStride, f.Cb, f.CStride, f.Width()/2, f.Height()/2)
	flip(to.Cr, to.CStride, f.Cr, f.CStride, f.Width()/2, f.Height()/2)
	return to
}

// only finds the one face of a picture.
func only(t testing.TB, m face.Models, f *media.Frame) face.Face {
	t.Helper()
	list, err := face.Still(m, f)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 {
		for _, f := range list {
			t.Logf("a face at %v, %.0f wide, score %.2f", f.Points[4], f.Width(), f.Score)
		}
		t.Fatalf("%d faces found", len(list))
	}
	return list[0]
}

const (
	astronaut = "../testdata/astronaut"
	bearded   = "../testdata/gocv-face"
	palm      = "testdata/opencv-hand-open-palm"
)

// marked are points that a person has marked in the enlarged pictures.
var marked = []struct {
	picture string
	points  map[int][2]float64
}{
	{astronaut + ".png", map[int][2]float64{
		33: {193.5, 101}, 133: {212.5, 103}, 362: {236.8, 104.8}, 263: {258.5, 104.5}, // corners of the eyes
		468: {203.5, 101.3}, 473: {247, 103.5}, // irises
		61: {203, 139.8}, 291: {246, 140}, // corners of the mouth
		4: {223.7, 127.5}, // tip of the nose
	}},
	{bearded + ".jpg", map[int][2]float64{
		468: {312, 240}, 473: {391, 240}, 61: {318, 323}, 291: {393, 323}, 4: {349, 290},
	}},
}

// tolerance is how far a point may be from where it was marked, as a share of
// the distance between the eyes.
const tolerance = 0.07

func TestPointsLieWhereTheyWereMarked(t *testing.T) {
	m := openModels(t)
	for _, c := range marked {
		f := only(t, m, picture(t, c.picture, image.Rectangle{}))
		sum := 0.0
		for i, want := range c.points {
			off := math.Hypot(float64(f.Points[i].X)-want[0], float64(f.Points[i].Y)-want[1]) / float64(f.EyeDistance())
			sum += off / float64(len(c.points))
			if off > tolerance {
				t.Errorf("%s: point %d is at %.1f, %.1f, not %v: %.3f of the eyes' distance", c.picture, i, f.Points[i].X, f.Points[i].Y, want, off)
			}
		}
		t.Logf("%s: off by %.3f of the eyes' distance on average", c.picture, sum)
	}
}

// meanOff is the mean distance between the points of two faces, as a share of
// the distance between the eyes.
func meanOff(a, b face.Face) float64 {
	sum := 0.0
	for i, p := range a.Points {
		sum += math.Hypot(float64(p.X-b.Points[i].X), float64(p.Y-b.Points[i].Y))
	}
	return sum / face.Points / float64(a.EyeDistance())
}

// twins are points and their twins on the other side of the face.
func twins() map[int]int {
	of := map[int]int{}
	pair := func(left, right []int) {
		for i := range left {
			of[left[i]], of[right[i]] = right[i], left[i]
		}
	}
	pair(face.LeftEye, face.RightEye)
	pair(face.LeftBrow, face.RightBrow)
	n := len(face.FaceOval)
	for i, p := range face.FaceOval {
		of[p] = face.FaceOval[(n-i)%n]
	}
	of[face.NoseWings[0]], of[face.NoseWings[1]] = face.NoseWings[1], face.NoseWings[0]
	return of
}

func TestAMirrorSwapsLeftAndRight(t *testing.T) {
	m := openModels(t)
	for _, c := range marked {
		frame := picture(t, c.picture, image.Rectangle{})
		a, b := only(t, m, frame), only(t, m, mirrored(frame))
		sum, n := 0.0, 0
		for i, j := range twins() {
			p, q := a.Points[i], b.Points[j]
			sum += math.Hypot(float64(p.X)-(float64(frame.Width())-float64(q.X)), float64(p.Y-q.Y)) / float64(a.EyeDistance())
			n++
		}
		t.Logf("%s: off by %.3f of the eyes' distance", c.picture, sum/float64(n))
		if sum/float64(n) > .05 {
			t.Errorf("%s: off by %.3f of the eyes' distance", c.picture, sum/float64(n))
		}
		if d := a.Yaw() + b.Yaw(); math.Abs(float64(d)) > .1 {
			t.Errorf("%s: the head is turned by %.2f and in the mirror by %.2f", c.picture, a.Yaw(), b.Yaw())
		}
	}
}

func TestPointsFollowScaleAndShift(t *testing.T) {
	m := openModels(t)
	for _, c := range marked {
		whole := picture(t, c.picture, image.Rectangle{})
		w, h := whole.Width(), whole.Height()
		f := only(t, m, whole)
		for name, change := range map[string]struct {
			frame *media.Frame
			back  func(face.Point) face.Point
		}{
			"5 % larger": {scaled(t, whole, w*105/100&^1, h*105/100&^1), func(p face.Point) face.Point {
				return face.Point{X: p.X * float32(w) / float32(w*105/100&^1), Y: p.Y * float32(h) / float32(h*105/100&^1)}
			}},
			"5 % smaller": {scaled(t, whole, w*95/100&^1, h*95/100&^1), func(p face.Point) face.Point {
				return face.Point{X: p.X * float32(w) / float32(w*95/100&^1), Y: p.Y * float32(h) / float32(h*95/100&^1)}
			}},
			"shifted": {picture(t, c.picture, image.Rect(w*5/100&^1, h*5/100&^1, w, h)), func(p face.Point) face.Point {
				return face.Point{X: p.X + float32(w*5/100&^1), Y: p.Y + float32(h*5/100&^1)}
			}},
		} {
			g := only(t, m, change.frame)
			for i, p := range g.Points {
				g.Points[i] = change.back(p)
			}
			off := meanOff(f, g)
			t.Logf("%s, %s: off by %.4f of the eyes' distance", c.picture, name, off)
			if off > .03 {
				t.Errorf("%s, %s: off by %.4f of the eyes' distance", c.picture, name, off)
			}
		}
	}
}

// TestLandmarkFiles keeps the files that filters are tested with true.
func TestLandmarkFiles(t *testing.T) {
	m := openModels(t)
	for name, ext := range map[string]string{astronaut: ".png", bearded: ".jpg"} {
		frame := picture(t, name+ext, image.Rectangle{})
		f := only(t, m, frame)
		if *update {
			facetest.Save(t, name+".landmarks.json", facetest.Landmarks{Width: frame.Width(), Height: frame.Height(), Face: facetest.Rounded(f.Points[:])})
		}
		if off := meanOff(f, facetest.Load(t, name+".landmarks.json").FaceIn(frame.Width(), frame.Height())); off > .02 {
			t.Errorf("%s.landmarks.json is off by %.3f of the eyes' distance", name, off)
		}
	}
	frame := picture(t, palm+".jpg", image.Rectangle{})
	list, err := face.StillHands(m, frame)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d hands, %v", len(list), err)
	}
	h := list[0]
	if *update {
		facetest.Save(t, palm+".landmarks.json", facetest.Landmarks{Width: frame.Width(), Height: frame.Height(), Hand: facetest.Rounded(h.Points[:]), Left: h.Left})
	}
	known := facetest.Load(t, palm+".landmarks.json").HandIn(frame.Width(), frame.Height())
	if h.Left != known.Left || !h.Left {
		t.Error("the left hand is taken for a right one")
	}
	for i, p := range h.Points {
		if d := math.Hypot(float64(p.X-known.Points[i].X), float64(p.Y-known.Points[i].Y)); d > 8 {
			t.Errorf("point %d of the hand is %.1f px off", i, d)
		}
	}
}

// TestTheHandsPoints compares finger tips with those that a person has marked.
func TestTheHandsPoints(t *testing.T) {
	list, err := face.StillHands(openModels(t), picture(t, palm+".jpg", image.Rectangle{}))
	if err != nil || len(list) != 1 {
		t.Fatalf("%d hands, %v", len(list), err)
	}
	for i, want := range map[int][2]float64{face.ThumbTip: {257, 18}, face.IndexTip: {485, 138}, face.MiddleTip: {540, 255}, face.RingTip: {515, 321}, face.PinkyTip: {432, 437}} {
		p := list[0].Points[i]
		if d := math.Hypot(float64(p.X)-want[0], float64(p.Y)-want[1]); d > 25 {
			t.Errorf("point %d is at %.0f, %.0f, not %v", i, p.X, p.Y, want)
		}
	}
}

func TestAMirroredHandIsTheOther(t *testing.T) {
	list, err := face.StillHands(openModels(t), mirrored(picture(t, palm+".jpg", image.Rectangle{})))
	if err != nil || len(list) != 1 || list[0].Left {
		t.Fatalf("%d hands, %v", len(list), err)
	}
}

func TestNoFaceIsFoundWhereThereIsNone(t *testing.T) {
	m := openModels(t)
	flat := image.NewGray(image.Rect(0, 0, 640, 360))
	if list, err := face.Still(m, toFrame(t, flat)); err != nil || len(list) > 0 {
		t.Errorf("%d faces in a black picture, %v", len(list), err)
	}
	if list, err := face.Still(m, picture(t, palm+".jpg", image.Rectangle{})); err != nil || len(list) > 0 {
		t.Errorf("%d faces in the picture of a hand, %v", len(list), err)
	}
}
