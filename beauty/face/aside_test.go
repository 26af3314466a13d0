package face

import (
	"math"
	"testing"
)

// TestLeanOfAProfile: where one eye is behind the other the line down the face says how it leans.
func TestLeanOfAProfile(t *testing.T) {
	top, chin := Point{X: 100, Y: 100}, Point{X: 100, Y: 300}
	for _, c := range []struct {
		name        string
		right, left Point
		want        float32
	}{
		{"from the front, a little aslant", Point{X: 60, Y: 150}, Point{X: 140, Y: 166}, .197},
		{"in profile, the hidden eye above", Point{X: 150, Y: 150}, Point{X: 152, Y: 140}, 0},
		{"and to the other side", Point{X: 152, Y: 150}, Point{X: 150, Y: 155}, 0},
	} {
		if got := lean(c.right, c.left, top, chin, browToChin); abs(normal(got-c.want)) > .01 {
			t.Errorf("%s: leans by %.3f, want %.3f", c.name, got, c.want)
		}
	}
	// It does not jump on the way from the one to the other.
	last := lean(Point{X: 100, Y: 150}, Point{X: 100, Y: 151}, top, chin, browToChin)
	for d := float32(0); d < 80; d++ {
		now := lean(Point{X: 100, Y: 150}, Point{X: 100 + d, Y: 150 + d/4}, top, chin, browToChin)
		if abs(normal(now-last)) > .03 {
			t.Errorf("eyes %.0f apart: from %.3f to %.3f", d, last, now)
		}
		last = now
	}
}

// TestAHeadThatIsTurnedAsideIsKept: the network may be unsure of it, but not of its side, and it
// stays as large and upright as it was.
func TestAHeadThatIsTurnedAsideIsKept(t *testing.T) {
	at := func(radians float64) []Point {
		p := make([]Point, Points)
		p[rightCheek], p[leftCheek] = Point{}, Point{X: float32(100 * math.Cos(radians)), Z: float32(100 * math.Sin(radians))}
		return p
	}
	for _, c := range []struct {
		name    string
		turned  float32
		now     float64
		score   float32
		believe bool
	}{
		{"from the front, sure", 0, .1, .6, true},
		{"from the front, unsure", 0, .1, .4, false},
		{"aside, unsure", .9, 1, .4, true},
		{"aside, no face", .9, 1, .2, false},
		{"aside, the wrong side", .9, -.9, .9, false},
		{"coming back", .9, .3, .9, true},
	} {
		k := newFaceTrack(1, Region{})
		k.turned = c.turned
		if got := k.believes(at(c.now), c.score); got != c.believe {
			t.Errorf("%s: believed: %v", c.name, got)
		}
	}
	front := Region{X: 10, Y: 10, W: 300, H: 300, Angle: .1}
	if r := front.holds(Region{X: 50, Y: 60, W: 200, H: 200, Angle: 1}); r.X != 50 || r.Y != 60 || r.W != 270 || abs(r.Angle-.35) > 1e-5 {
		t.Errorf("held as %+v", r)
	}
	if r := (Region{}).holds(front); r != front {
		t.Errorf("one that was never seen from the front: %+v", r)
	}
}
