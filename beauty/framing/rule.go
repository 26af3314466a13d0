package framing

import (
	"math"
	"time"
)

const (
	most     = 2.0  // how many times the picture is enlarged
	eyesAt   = 0.4  // of the part's height
	farFace  = 0.2  // of the part's height, from chin to hairline, at level 0
	nearFace = 0.3  // more at level 1
	hardly   = 0.95 // of the picture: what is no smaller is the whole picture

	// What stays free around a face, of its own width and height.
	aside, above, below = 0.35, 0.3, 0.4

	// dead is how far a face may go from its place, of the part's sides, and deadZoom how
	// much larger or smaller it may become, before the part follows; arrived is where it
	// stops.
	dead, deadZoom, arrived = 0.05, 0.1, 0.01

	// How long another number of faces has to be there, in seconds, before it counts.
	untilMore, untilFewer, untilNone = 0.3, 1.5, 3

	usual  = 1 / 30.0 // seconds between pictures that have no time
	longer = 0.25     // seconds; a longer wait is taken as this
)

// pace is how fast the part moves: about how many seconds it is behind, and what it does a
// second at most, of its own sides and in natural logarithms of its size.
type pace struct{ behind, pan, zoom float64 }

var (
	walking  = pace{0.55, 0.45, 0.4}
	homeward = pace{1.2, 0.15, 0.15}
)

// view is a part of the picture, of the same shape: its middle, of the picture's sides, and
// the natural logarithm of how much it is enlarged.
type view struct{ x, y, zoom float64 }

var whole = view{0.5, 0.5, 0}

// side is the part's sides, of the picture's.
func (v view) side() float64 { return math.Exp(-v.zoom) }

// inside moves the part into the picture.
func (v view) inside() view {
	v.zoom = min(max(v.zoom, 0), math.Log(most))
	half := v.side() / 2
	v.x, v.y = min(max(v.x, half), 1-half), min(max(v.y, half), 1-half)
	return v
}

// within reports whether o is as near as that.
func (v view) within(o view, pan, zoom float64) bool {
	pan *= v.side()
	return math.Abs(v.x-o.x) <= pan && math.Abs(v.y-o.y) <= pan && math.Abs(v.zoom-o.zoom) <= zoom
}

// person is where a face is, of the picture's sides, and how high its eyes are.
type person struct{ left, top, right, bottom, eyes float64 }

// seen is what is known of a picture. level is 0 (off) to 1.
type seen struct {
	w, h   int
	at     time.Time
	level  float64
	people []person
}

// state is all that is remembered from picture to picture.
type state struct {
	w, h             int
	at               time.Time
	level            float64
	now, speed, goal view
	follows          bool    // goal goes with the faces
	people           int     // how many count
	other            float64 // for how many seconds there has been another number
}

// next is the rule: what follows a state when that is seen.
func (s state) next(in seen) state {
	if s.w != in.w || s.h != in.h {
		s = state{w: in.w, h: in.h, now: whole, goal: whole}
	}
	dt := s.passed(in.at)
	if in.level != s.level {
		s.level, s.follows = in.level, true
	}
	p := walking
	if in.level == 0 {
		s.people, s.other, s.goal = 0, 0, whole
	} else {
		s.count(len(in.people), dt)
		switch {
		case s.people == 0:
			s.goal, p = whole, homeward
		case s.people == len(in.people):
			s.aim(wanted(in.people, in.level))
		}
	}
	s.move(p, dt)
	return s
}

// passed is how many seconds have gone by, and remembers the time.
func (s *state) passed(at time.Time) float64 {
	was := s.at
	switch {
	case at.IsZero():
		if !was.IsZero() {
			s.at = was.Add(time.Second / 30)
		}
		return usual
	case was.IsZero():
		s.at = at
		return usual
	}
	s.at = at
	return min(max(at.Sub(was).Seconds(), 0), longer)
}

// count has n faces count once they have been there for long enough.
func (s *state) count(n int, dt float64) {
	if n == s.people {
		s.other = 0
		return
	}
	s.other += dt
	wait := untilMore
	switch {
	case n == 0:
		wait = untilNone
	case n < s.people:
		wait = untilFewer
	}
	if s.other >= wait {
		s.people, s.other = n, 0
	}
}

// aim makes want the goal, if it is far enough from the one there is.
func (s *state) aim(want view) {
	if !s.follows && s.goal.within(want, dead, deadZoom) {
		return
	}
	s.goal = want
	s.follows = !s.now.within(want, arrived, arrived)
}

// move goes towards the goal.
func (s *state) move(p pace, dt float64) {
	pan := p.pan * s.now.side()
	s.now.x, s.speed.x = eased(s.now.x, s.speed.x, s.goal.x, p.behind, pan, dt)
	s.now.y, s.speed.y = eased(s.now.y, s.speed.y, s.goal.y, p.behind, pan, dt)
	s.now.zoom, s.speed.zoom = eased(s.now.zoom, s.speed.zoom, s.goal.zoom, p.behind, p.zoom, dt)
	const close = 1e-4
	if s.now.within(s.goal, close, close) && s.speed.within(view{}, close*10, close*10) {
		s.now, s.speed = s.goal, view{}
	}
}

// eased is a spring that from rest never swings over: where it is after dt seconds, and
// how fast.
func eased(at, speed, goal, behind, fastest, dt float64) (float64, float64) {
	omega := 2 / behind
	off := min(max(at-goal, -fastest*behind), fastest*behind)
	pull := (speed + omega*off) * dt
	fade := math.Exp(-omega * dt)
	to := at - off + (off+pull)*fade
	speed = min(max((speed-omega*pull)*fade, -fastest), fastest)
	return min(max(to, at-fastest*dt), at+fastest*dt), speed
}

// wanted is the part to show of people, all of whom are in it.
func wanted(people []person, level float64) view {
	in := person{left: math.Inf(1), top: math.Inf(1), right: math.Inf(-1), bottom: math.Inf(-1)}
	high, low, tall := math.Inf(1), math.Inf(-1), 0.0
	for _, p := range people {
		w, h := p.right-p.left, p.bottom-p.top
		in.left, in.right = min(in.left, p.left-aside*w), max(in.right, p.right+aside*w)
		in.top, in.bottom = min(in.top, p.top-above*h), max(in.bottom, p.bottom+below*h)
		high, low, tall = min(high, p.eyes), max(low, p.eyes), max(tall, h)
	}
	in.left, in.right, in.top, in.bottom = max(in.left, 0), min(in.right, 1), max(in.top, 0), min(in.bottom, 1)
	side := max(tall/(farFace+nearFace*level), in.right-in.left, in.bottom-in.top, 1/most)
	if side > hardly {
		return whole
	}
	v := view{x: (in.left + in.right) / 2, zoom: -math.Log(side)}
	v.y = (high+low)/2 + (0.5-eyesAt)*side
	v.y = min(max(v.y, in.bottom-side/2), in.top+side/2)
	return v.inside()
}
