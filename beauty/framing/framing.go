package framing

import (
	"time"

	"onair/beauty/face"
	"onair/beauty/pixel"
)

// least is the side of the smallest picture that is worked on.
const least = 64

// Stage works on the frames of one camera.
type Stage struct {
	k      kernels
	s      state
	people []person
	part   part
	tables tables
	moved  []face.Face
}

// part is what of the picture is shown, in luma pixels of it: its corner, and how many
// one of the frame's is.
type part struct{ x, y, step float64 }

// New shows the whole picture.
func New() *Stage { return &Stage{k: defaultKernels(), part: part{step: 1}} }

// Busy reports whether Apply has to be called at level 0, too: it is on its way back to
// the whole picture.
func (st *Stage) Busy() bool { return st.part.step != 1 }

// Apply enlarges in f what is to be seen of it. level is how near faces come, 0 (the whole
// picture) to 1; faces are where they are in f now.
func (st *Stage) Apply(f *pixel.Frame, at time.Time, level float64, faces []face.Face) {
	w, h := f.Y.W, f.Y.H
	if w < least || h < least {
		st.s, st.part = state{}, part{step: 1}
		return
	}
	st.people = st.people[:0]
	for i := range faces {
		if p, ok := personOf(&faces[i], float64(w), float64(h)); ok {
			st.people = append(st.people, p)
		}
	}
	st.s = st.s.next(seen{w: w, h: h, at: at, level: level, people: st.people})
	v := st.s.now.inside()
	st.part = part{step: v.side()}
	if !st.Busy() {
		return
	}
	st.part.x, st.part.y = (v.x-v.side()/2)*float64(w), (v.y-v.side()/2)*float64(h)
	st.crop(f)
}

// crop scales the part of each plane to the whole of it.
func (st *Stage) crop(f *pixel.Frame) {
	st.tables.fit(f.Y.W)
	p := st.part
	for i := range 3 {
		if i == 1 {
			p.x, p.y = p.x/2, p.y/2
		}
		// Where the middle of the first pixel comes from, from the middle of the first one.
		first := p.step/2 - 0.5
		st.k.crop(f.Plane(i), fixed(p.x+first), fixed(p.y+first), fixed(p.step), &st.tables)
	}
}

// fixed is v in 1/65536.
func fixed(v float64) int { return int(v*65536+65536.5) - 65536 }

// Moved are faces where they are in the frame now. They are valid until the next call.
func (st *Stage) Moved(faces []face.Face) []face.Face {
	if !st.Busy() {
		return faces
	}
	st.moved = append(st.moved[:0], faces...)
	for i := range st.moved {
		for k, p := range st.moved[i].Points {
			st.moved[i].Points[k] = st.Forward(p)
		}
	}
	return st.moved
}

// Forward is where a point of the picture is in the frame now.
func (st *Stage) Forward(p face.Point) face.Point {
	if !st.Busy() {
		return p
	}
	x, y, by := float32(st.part.x), float32(st.part.y), float32(1/st.part.step)
	return face.Point{X: (p.X - x) * by, Y: (p.Y - y) * by, Z: p.Z * by}
}

// personOf is false for what is no face in the picture.
func personOf(f *face.Face, w, h float64) (person, bool) {
	var p person
	for i, k := range face.FaceOval {
		x, y := float64(f.Points[k].X)/w, float64(f.Points[k].Y)/h
		if i == 0 {
			p = person{left: x, right: x, top: y, bottom: y}
		}
		p.left, p.right, p.top, p.bottom = min(p.left, x), max(p.right, x), min(p.top, y), max(p.bottom, y)
	}
	n := 0
	for _, ring := range [...][]int{face.RightEye, face.LeftEye} {
		for _, k := range ring {
			p.eyes += float64(f.Points[k].Y) / h
			n++
		}
	}
	p.eyes /= float64(n)
	// What is not a number makes a comparison false.
	ok := p.left < 1 && p.right > 0 && p.top < 1 && p.bottom > 0 && p.right > p.left && p.bottom > p.top &&
		p.right-p.left < 2 && p.bottom-p.top < 2 && p.eyes >= p.top && p.eyes <= p.bottom
	return p, ok
}
