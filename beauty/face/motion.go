package face

import (
	"math"
	"time"
)

// motion smooths and predicts a set of points in two parts: the pose of the
// whole, and the shape that is left, which holds expression and the gestures of
// a hand. The pose follows a line through the latest measurements, as an
// alpha-beta filter does, with the weights of a one-euro filter, so steady
// movement is not left behind at all; the shape has a one-euro filter a point.
// Speeds are in sizes of the face a second, so near and far faces behave alike.
type motion struct {
	tuning tuning
	seen   time.Time // of the last measurement
	at     pose
	speed  pose    // change a second
	pace   float64 // how fast the pose changes, without sign
	bent   float64 // how fast the fastest point of the shape moves
	shape  []Point
	rate   []Point // change of the shape a second
	now    []Point // scratch
}

// tuning are the filters of the pose and of the shape.
type tuning struct{ pose, shape euro }

// faceTuning was chosen on the moving clip of testdata, on the same picture at
// rest with a camera's noise, and on a head that is shaken.
var (
	faceTuning = tuning{pose: euro{.5, 60, 2}, shape: euro{.5, 20, 2}}
	handTuning = tuning{pose: euro{1, 60, 2}, shape: euro{1, 40, 2}}
)

// longest is how far ahead a pose is predicted; a face that is not measured
// for longer than that stays where it is.
const longest = 150 * time.Millisecond

// gap is how long measurements may be apart to belong to one movement.
const gap = 400 * time.Millisecond

func newMotion(n int, t tuning) *motion {
	return &motion{tuning: t, shape: make([]Point, n), rate: make([]Point, n), now: make([]Point, n)}
}

// reset begins anew with points measured at t; size is theirs in pixels.
func (m *motion) reset(points []Point, size float64, t time.Time) {
	m.seen, m.at, m.speed, m.pace, m.bent = t, start(points, size), pose{}, 0, 0
	m.at.take(points, m.shape)
	clear(m.rate)
}

// update takes points that were measured at t, later than those before.
func (m *motion) update(points []Point, t time.Time) {
	dt := t.Sub(m.seen).Seconds()
	if dt <= 0 {
		return
	}
	if dt > gap.Seconds() {
		m.reset(points, math.Exp(m.at.Size), t)
		return
	}
	m.seen = t
	seen := fit(m.shape, points)
	m.follow(seen, dt)
	seen.take(points, m.now)
	m.bend(dt)
}

// follow moves the pose towards the measured one.
func (m *motion) follow(seen pose, dt float64) {
	e := m.tuning.pose
	expected := m.at.plus(m.speed, dt)
	miss := seen.minus(expected)
	m.pace += alpha(e.speed, dt) * (seen.minus(m.at).length()/dt - m.pace)
	a := e.weight(m.pace, dt)
	b := a * a / (2 - a)
	m.at = expected.plus(miss, a)
	m.speed.X += miss.X * b / dt
	m.speed.Y += miss.Y * b / dt
	m.speed.Size += miss.Size * b / dt
	m.speed.Turn += miss.Turn * b / dt
}

// bend moves the shape towards the measured one, m.now.
func (m *motion) bend(dt float64) {
	e := m.tuning.shape
	w := float32(alpha(e.speed, dt))
	m.bent = 0
	for i, q := range m.now {
		s, r := &m.shape[i], &m.rate[i]
		dx, dy, dz := q.X-s.X, q.Y-s.Y, q.Z-s.Z
		r.X += w * (dx/float32(dt) - r.X)
		r.Y += w * (dy/float32(dt) - r.Y)
		r.Z += w * (dz/float32(dt) - r.Z)
		speed := float64(dist3(*r, Point{}))
		m.bent = max(m.bent, speed)
		a := float32(e.weight(speed, dt))
		s.X, s.Y, s.Z = s.X+a*dx, s.Y+a*dy, s.Z+a*dz
	}
}

// lively is above what a camera's noise looks like and below what a person
// who speaks does, in sizes of the face a second.
const lively = 0.15

// moves reports whether the face or its expression is moving.
func (m *motion) moves() bool { return m.pace > lively || m.bent > lively }

// predict writes the points as they are at t.
func (m *motion) predict(t time.Time, dst []Point) { m.poseAt(t).put(m.shape, dst) }

func (m *motion) poseAt(t time.Time) pose {
	ahead := min(max(t.Sub(m.seen), -longest), longest)
	return m.at.plus(m.speed, ahead.Seconds())
}
