package face

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

var t0 = time.Unix(1700000000, 0)

// someShape is the canonical face in pixels of a picture.
func someShape() []Point {
	p := make([]Point, Mesh)
	for i, c := range Canonical {
		p[i] = Point{X: 640 + 20*c.X, Y: 360 - 20*c.Y, Z: -20 * c.Z}
	}
	return p
}

func off(a, b []Point) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(dist2(a[i], b[i]))
	}
	return sum / float64(len(a))
}

func TestFitFindsAPose(t *testing.T) {
	points := someShape()
	p := start(points, 300)
	shape, back := make([]Point, Mesh), make([]Point, Mesh)
	p.take(points, shape)
	want := pose{X: 100, Y: 250, Size: math.Log(120), Turn: 2.5}
	want.put(shape, back)
	got := fit(shape, back)
	if d := got.minus(want); d.length() > 1e-5 {
		t.Errorf("the pose is %+v, not %+v", got, want)
	}
	got.take(back, back)
	if e := off(shape, back); e > 1e-5 {
		t.Errorf("the shape is off by %g", e)
	}
}

// moved is the shape at a time: it goes aside at 300 px/s, grows and turns.
func moved(seconds float64) []Point {
	points := someShape()
	shape := make([]Point, len(points))
	start(points, 300).take(points, shape)
	pose{X: 300 + 300*seconds, Y: 360, Size: math.Log(300) + .2*seconds, Turn: .5 * seconds}.put(shape, points)
	return points
}

func at(seconds float64) time.Time { return t0.Add(time.Duration(seconds * float64(time.Second))) }

// TestALateResultIsPredictedForward has points that are 0.1 s old when they are
// asked for.
func TestALateResultIsPredictedForward(t *testing.T) {
	m := newMotion(Mesh, faceTuning)
	m.reset(moved(0), 300, t0)
	got := make([]Point, Mesh)
	for k := 1; k <= 20; k++ {
		s := float64(k) / 15
		m.update(moved(s), at(s))
		if k < 10 {
			continue
		}
		m.predict(at(s+.1), got)
		if e := off(got, moved(s+.1)); e > 1 {
			t.Fatalf("after %.2f s off by %.2f px", s, e)
		}
	}
	m.predict(at(20./15+5), got)
	if e := off(got, moved(20./15+longest.Seconds())); e > 2 {
		t.Errorf("a face that is not seen any more went on by %.0f px", e)
	}
}

func TestAShakenHeadIsNotLeftBehind(t *testing.T) {
	// A head turned aside and back, 0.7 times a second, seen 15 times a second.
	turned := func(s float64) []Point {
		sin, cos := math.Sincos(.5 * math.Sin(2*math.Pi*.7*s))
		p := make([]Point, Mesh)
		for i, c := range Canonical {
			x, z := float64(c.X), -float64(c.Z)-2
			p[i] = Point{float32(640 + 20*(cos*x-sin*z)), 360 - 20*c.Y, float32(20 * (sin*x + cos*z))}
		}
		return p
	}
	late := func(lag float64) float64 {
		m := newMotion(Mesh, faceTuning)
		m.reset(turned(0), 300, t0)
		got := make([]Point, Mesh)
		sum := 0.0
		for k := 1; k <= 60; k++ {
			s := float64(k) / 15
			m.update(turned(s), at(s))
			m.predict(at(s+1./30), got)
			if k > 15 {
				sum += off(got, turned(s+1./30-lag))
			}
		}
		return sum / 45
	}
	best, lag := math.Inf(1), 0.0
	for l := -.05; l <= .1; l += .0025 {
		if e := late(l); e < best {
			best, lag = e, l
		}
	}
	t.Logf("off by %.2f px of a face 300 px wide; a lag of %.1f ms", late(0), lag*1000)
	if lag >= 1./30 {
		t.Errorf("the points are %.0f ms late", lag*1000)
	}
}

func TestNoiseIsCalmed(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	still := someShape()
	m := newMotion(Mesh, faceTuning)
	m.reset(still, 300, t0)
	noisy, got := make([]Point, Mesh), make([]Point, Mesh)
	raw, calm := 0.0, 0.0
	for k := 1; k <= 90; k++ {
		for i, p := range still {
			noisy[i] = Point{p.X + float32(rng.NormFloat64()*.3), p.Y + float32(rng.NormFloat64()*.3), p.Z}
		}
		m.update(noisy, at(float64(k)/15))
		m.predict(at(float64(k)/15), got)
		if k > 15 {
			raw += off(noisy, still)
			calm += off(got, still)
		}
	}
	if calm > raw/2 {
		t.Errorf("the points are off by %.3f px, %.3f before", calm/75, raw/75)
	}
}

func TestAJumpInTimeBeginsAnew(t *testing.T) {
	m := newMotion(Mesh, faceTuning)
	m.reset(moved(0), 300, t0)
	for k := 1; k < 10; k++ {
		m.update(moved(float64(k)/15), at(float64(k)/15))
	}
	there := moved(0)
	m.update(there, at(60))
	got := make([]Point, Mesh)
	m.predict(at(60), got)
	if e := off(got, there); e > .01 {
		t.Errorf("after a minute off by %.2f px", e)
	}
	m.update(moved(1), at(59)) // a picture of the past
	m.predict(at(60), got)
	if e := off(got, there); e > .01 {
		t.Errorf("a picture of the past moved the face by %.2f px", e)
	}
}
