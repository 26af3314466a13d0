package framing

import (
	"math"
	"testing"
	"time"
)

// at is a face of that height, of the picture's, round x and with its eyes at eyes.
func at(x, eyes, h float64) person {
	w := h * 0.45 // in 16:9
	return person{left: x - w/2, right: x + w/2, top: eyes - h*.45, bottom: eyes + h*.55, eyes: eyes}
}

const fps = 30

// film runs the rule over pictures.
type film struct {
	t    *testing.T
	s    state
	i    int
	last seen
}

func newFilm(t *testing.T) *film { return &film{t: t, last: seen{w: 1280, h: 720, level: 5. / 9}} }

// run shows people for some seconds, and looks that the part is calm and in the picture.
func (f *film) run(seconds float64, people ...person) view {
	f.t.Helper()
	for range int(math.Round(seconds * fps)) {
		f.i++
		f.last.at, f.last.people = time.Unix(100, 0).Add(time.Duration(f.i)*time.Second/fps), people
		was := f.s
		f.s = f.s.next(f.last)
		calm(f.t, was, f.s, 1./fps)
	}
	return f.s.now
}

// calm looks at one step of dt seconds.
func calm(t *testing.T, was, is state, dt float64) {
	t.Helper()
	v, o := is.now.inside(), was.now.inside()
	if half := v.side() / 2; v.zoom < 0 || v.side() < .5-1e-9 || v.x < half-1e-9 || v.x > 1-half+1e-9 || v.y < half-1e-9 || v.y > 1-half+1e-9 {
		t.Fatalf("%+v is not in the picture", v)
	}
	if was.w != is.w || was.h != is.h {
		return
	}
	// The limit of a part's place goes with its size, too, at the picture's edge.
	pan, zoom := (walking.pan+walking.zoom/2)*o.side()*dt+1e-4, walking.zoom*dt+1e-4
	if math.Abs(v.x-o.x) > pan || math.Abs(v.y-o.y) > pan || math.Abs(v.zoom-o.zoom) > zoom {
		t.Fatalf("from %+v to %+v in %v s", o, v, dt)
	}
	// From standing still to the highest speed takes a while.
	if d := math.Abs(is.speed.x - was.speed.x); d > 4*walking.pan/walking.behind*dt+1e-3 {
		t.Fatalf("speed from %v to %v in %v s", was.speed.x, is.speed.x, dt)
	}
}

func TestWanted(t *testing.T) {
	for _, c := range []struct {
		name   string
		level  float64
		people []person
		zoom   float64 // times
		x      float64 // of the faces' middle, in the part
		eyes   float64 // in the part
	}{
		{"far", 1, []person{at(.4, .45, .2)}, 2, .5, .4},
		{"at arm's length", 1, []person{at(.5, .45, .3)}, 1.667, .5, .4},
		{"less near", 5. / 9, []person{at(.5, .45, .2)}, 1.833, .5, .4},
		{"near", 5. / 9, []person{at(.5, .4, .5)}, 1, .5, .4},
		{"at the edge", 1, []person{at(.05, .45, .2)}, 2, .1, .4},
		{"high up", 1, []person{at(.5, .12, .2)}, 2, .5, .24},
		{"low down", 1, []person{at(.5, .8, .2)}, 2, .5, .6},
		{"two", 1, []person{at(.35, .45, .2), at(.65, .45, .2)}, 2, .5, .4},
		{"two far apart", 1, []person{at(.1, .45, .2), at(.9, .45, .2)}, 1, .5, .45},
		{"one above the other", 1, []person{at(.5, .2, .15), at(.5, .6, .15)}, 1.527, .5, .477},
	} {
		v := wanted(c.people, c.level)
		x, eyes := 0.0, 0.0
		for _, p := range c.people {
			x, eyes = x+(p.left+p.right)/2/float64(len(c.people)), eyes+p.eyes/float64(len(c.people))
			for _, d := range []float64{v.x - v.side()/2 - max(p.left, 0), v.y - v.side()/2 - max(p.top, 0), min(p.right, 1) - v.x - v.side()/2, min(p.bottom, 1) - v.y - v.side()/2} {
				if d > 1e-9 {
					t.Errorf("%s: a face is cut off by %.3f", c.name, d)
				}
			}
		}
		x, eyes = (x-v.x)/v.side()+.5, (eyes-v.y)/v.side()+.5
		if math.Abs(math.Exp(v.zoom)-c.zoom) > .01 || math.Abs(x-c.x) > .01 || math.Abs(eyes-c.eyes) > .01 {
			t.Errorf("%s: %.3f times, x %.3f, eyes at %.3f; want %.3f, %.3f, %.3f", c.name, math.Exp(v.zoom), x, eyes, c.zoom, c.x, c.eyes)
		}
	}
}

func TestItGoesThereAndStays(t *testing.T) {
	f := newFilm(t)
	if v := f.run(.2, at(.4, .45, .2)); v != whole {
		t.Errorf("a face of 0.2 s moves it to %+v", v)
	}
	v := f.run(6, at(.4, .45, .2))
	want := wanted([]person{at(.4, .45, .2)}, f.last.level)
	if !v.within(want, .001, .001) {
		t.Fatalf("after 6 s it is at %+v, want %+v", v, want)
	}
	// Small movements, of place and size, do nothing.
	for i := range 90 {
		d := math.Sin(float64(i) / 5)
		if u := f.run(1./fps, at(.4+.02*d, .45-.02*d, .2*(1+.06*d))); u != v {
			t.Fatalf("it follows a small movement to %+v from %+v", u, v)
		}
	}
	// A large one is followed, not at once.
	if u := f.run(.1, at(.6, .45, .2)); u.x <= v.x || u.x > v.x+.03 {
		t.Errorf("after 0.1 s it is at %+v", u)
	}
	if u := f.run(5, at(.6, .45, .2)); math.Abs(u.x-.6) > .01 {
		t.Errorf("after 5 s it is at %+v", u)
	}
}

func TestNobodyThere(t *testing.T) {
	f := newFilm(t)
	v := f.run(6, at(.4, .45, .2))
	if u := f.run(2.9); u != v {
		t.Errorf("it does not wait: %+v", u)
	}
	if u := f.run(1.1); u == v || u == whole || u.zoom < v.zoom-.15 {
		t.Errorf("after 4 s it is at %+v", u)
	}
	if u := f.run(16); u != whole {
		t.Errorf("after 20 s it is at %+v", u)
	}
	// One that comes back elsewhere: run looks that it is calm.
	f.run(6, at(.3, .4, .15))
	f.run(1)
	if u := f.run(6, at(.8, .6, .15)); math.Abs(u.x-.75) > .03 {
		t.Errorf("found anew it is at %+v", u)
	}
}

func TestOneOfTwoLooksAway(t *testing.T) {
	f := newFilm(t)
	a, b := at(.35, .45, .2), at(.65, .45, .2)
	v := f.run(8, a, b)
	if u := f.run(1.4, a); u != v {
		t.Errorf("it moves at once: %+v", u)
	}
	f.run(.1, a, b)
	if u := f.run(1.4, b); u != v {
		t.Errorf("it does not begin to wait anew: %+v", u)
	}
	if u := f.run(6, b); !u.within(wanted([]person{b}, f.last.level), .01, .01) {
		t.Errorf("it does not go to the one who stays: %+v", u)
	}
	// What is taken for a face now and then is none.
	v = f.s.now
	for range 40 {
		f.run(.2, b, at(.1, .2, .1))
		if u := f.run(.1, b); u != v {
			t.Fatalf("it moves to %+v", u)
		}
	}
}

func TestOffGoesBack(t *testing.T) {
	f := newFilm(t)
	v := f.run(6, at(.4, .45, .2))
	f.last.level = 0
	if u := f.run(1./fps, at(.4, .45, .2)); u == whole || u == v {
		t.Errorf("switched off it is at %+v", u)
	}
	if u := f.run(6, at(.4, .45, .2)); u != whole {
		t.Errorf("6 s later it is at %+v", u)
	}
}

func TestALevelCountsAtOnce(t *testing.T) {
	f := newFilm(t)
	v := f.run(6, at(.4, .45, .25))
	f.last.level += .5 / 9
	if u := f.run(5, at(.4, .45, .25)); u.zoom <= v.zoom+.01 {
		t.Errorf("half a level more goes from %+v to %+v", v, u)
	}
}

func TestTimesThatAreOdd(t *testing.T) {
	start := time.Unix(100, 0)
	for _, c := range []struct {
		name string
		time func(i int) time.Time
		dt   float64 // the most that may count for a step
	}{
		{"none", func(int) time.Time { return time.Time{} }, usual},
		{"now and then", func(i int) time.Time {
			if i%3 == 0 {
				return start.Add(time.Duration(i) * time.Second / fps)
			}
			return time.Time{}
		}, 2 * usual},
		{"an hour later each", func(i int) time.Time { return start.Add(time.Duration(i) * time.Hour) }, longer},
		{"backwards and on", func(i int) time.Time {
			return start.Add(time.Duration(i)*time.Second/fps - time.Duration(i/50)*time.Hour)
		}, usual},
	} {
		s := state{}
		for i := range 400 {
			was := s
			s = s.next(seen{w: 1280, h: 720, at: c.time(i), level: 1, people: []person{at(.4, .45, .2)}})
			calm(t, was, s, c.dt)
		}
		if want := wanted([]person{at(.4, .45, .2)}, 1); !s.now.within(want, .01, .01) {
			t.Errorf("%s: at %+v, want %+v", c.name, s.now, want)
		}
	}
	// The same time again moves nothing.
	s := newFilm(t)
	s.run(1, at(.4, .45, .2))
	if n := s.s.next(s.last); n.now != s.s.now {
		t.Errorf("at the same time it moves from %+v to %+v", s.s.now, n.now)
	}
}

// TestTheRateDoesNotMatter: at 10, 30 and 60 pictures a second it is in the same place.
func TestTheRateDoesNotMatter(t *testing.T) {
	place := func(rate int) view {
		var s state
		for i := range 2 * rate {
			s = s.next(seen{w: 1280, h: 720, at: time.Unix(100, 0).Add(time.Duration(i) * time.Second / time.Duration(rate)), level: 1, people: []person{at(.3, .45, .2)}})
		}
		return s.now
	}
	for _, rate := range []int{10, 60} {
		if a, b := place(rate), place(30); !a.within(b, .04, .05) {
			t.Errorf("at %d a second %+v, at 30 %+v", rate, a, b)
		}
	}
}

func TestAnotherSizeBeginsAnew(t *testing.T) {
	f := newFilm(t)
	f.run(6, at(.4, .45, .2))
	f.last.w, f.last.h = 720, 1280
	if u := f.run(.2, at(.4, .45, .2)); u != whole {
		t.Errorf("at another size it is at %+v", u)
	}
}
