package face

import (
	"math"
	"testing"
)

// canonicalFace is the canonical face in a picture, turned aside and nodding
// (radians) and leaning to a shoulder.
func canonicalFace(yaw, pitch, roll float64) *Face {
	f := &Face{ID: 1, Score: 1}
	for i := range f.Points {
		c := Canonical[i%Mesh]
		x, y, z := float64(c.X), -float64(c.Y), -float64(c.Z)
		sin, cos := math.Sincos(yaw)
		x, z = x*cos-z*sin, x*sin+z*cos
		sin, cos = math.Sincos(pitch)
		y, z = y*cos-z*sin, y*sin+z*cos
		sin, cos = math.Sincos(roll)
		x, y = x*cos-y*sin, x*sin+y*cos
		f.Points[i] = Point{float32(300 + 10*x), float32(200 + 10*y), float32(10 * z)}
	}
	return f
}

func near(t *testing.T, what string, got float32, want, within float64) {
	t.Helper()
	if math.Abs(float64(got)-want) > within {
		t.Errorf("%s is %.3f, not %.3f", what, got, want)
	}
}

func TestMeasuresOfAFace(t *testing.T) {
	f := canonicalFace(0, 0, 0)
	near(t, "the width", f.Width(), 153.3, .5)
	near(t, "the eyes' distance", f.EyeDistance(), 63, 2)
	near(t, "yaw at rest", f.Yaw(), 0, .01)
	near(t, "pitch at rest", f.Pitch(), 0, .05)
	near(t, "the mouth", f.MouthOpen(), .1, .05) // the canonical lips do not quite touch
	near(t, "yaw", canonicalFace(.4, 0, 0).Yaw(), .4, .05)
	near(t, "pitch", canonicalFace(0, .3, 0).Pitch(), .3, .07)
	near(t, "roll", canonicalFace(0, 0, .3).Roll(), .3, .01)
	if f := canonicalFace(.4, 0, 0); f.Points[4].X <= f.Points[168].X {
		t.Error("a positive yaw must point the nose to the right of the picture")
	}
	if f := canonicalFace(0, .3, 0); f.Points[4].Y-f.Points[168].Y <= canonicalFace(0, 0, 0).Points[4].Y-canonicalFace(0, 0, 0).Points[168].Y {
		t.Error("a positive pitch must point the nose down")
	}
	if f := canonicalFace(0, 0, .3); f.Points[263].Y <= f.Points[33].Y {
		t.Error("a positive roll must lower the eye at the right of the picture")
	}
}

func TestMouthAndEyesOpenAndClose(t *testing.T) {
	f := canonicalFace(0, 0, 0)
	f.Points[lowerLipInner].Y += 30
	if f.MouthOpen() < .5 {
		t.Errorf("an open mouth measures %.2f", f.MouthOpen())
	}
	for _, left := range []bool{false, true} {
		ring := RightEye
		if left {
			ring = LeftEye
		}
		open := f.EyeOpen(left)
		for i := 9; i < 16; i++ { // bring the upper lid down
			f.Points[ring[i]] = f.Points[ring[16-i]]
		}
		if shut := f.EyeOpen(left); open < .4 || shut > .05 {
			t.Errorf("an eye measures %.2f open and %.2f shut", open, shut)
		}
	}
	if (&Face{}).EyeOpen(true) != 0 || (&Face{}).MouthOpen() != 0 {
		t.Error("a face of no size has something open")
	}
}

func TestTablesHoldTogether(t *testing.T) {
	for name, ring := range map[string][]int{"oval": FaceOval, "outer lips": LipsOuter, "inner lips": LipsInner, "left eye": LeftEye,
		"right eye": RightEye, "left brow": LeftBrow, "right brow": RightBrow, "left iris": LeftIris, "right iris": RightIris, "nose": noseBridge} {
		seen := map[int]bool{}
		for _, p := range ring {
			if p < 0 || p >= Points || seen[p] {
				t.Errorf("%s: point %d is out of range or there twice", name, p)
			}
			seen[p] = true
		}
	}
	for i := range LeftEye {
		l, r := Canonical[LeftEye[i]], Canonical[RightEye[i]]
		if math.Abs(float64(l.X+r.X)) > .01 || math.Abs(float64(l.Y-r.Y)) > .01 || l.X < 0 {
			t.Errorf("points %d of the eyes are no twins", i)
		}
	}
}

// TestTrianglesMakeASurface has each edge once in each direction, or once at all
// at the border.
func TestTrianglesMakeASurface(t *testing.T) {
	edges := map[[2]uint16]int{}
	used := map[uint16]bool{}
	for _, list := range [][][3]uint16{Triangles, openings} {
		for _, tri := range list {
			for i, p := range tri {
				edges[[2]uint16{p, tri[(i+1)%3]}]++
				used[p] = true
			}
		}
	}
	border := 0
	for e, n := range edges {
		if n != 1 {
			t.Errorf("edge %v is there %d times", e, n)
		}
		if edges[[2]uint16{e[1], e[0]}] == 0 {
			border++
		}
	}
	if len(used) != Mesh || len(Triangles) != 852 || len(openings) != 46 || border != len(FaceOval) {
		t.Errorf("%d points, %d and %d triangles, %d edges at the border", len(used), len(Triangles), len(openings), border)
	}
}
