// Package denoise takes a camera's noise out of a stream of pictures: each is mixed with
// what the ones before it showed in the same place, or in the place that it came from
// where something moves. What does not match within the noise is left as it is, so nothing
// trails.
//
// Nothing here starts a goroutine; a Stage belongs to the one that works on the frame.
package denoise

import (
	"bytes"
	"time"

	"onair/beauty/pixel"
)

const (
	cell  = 8
	block = 16
	// beyond is how far behind a plane kernels may read.
	beyond = 16
	least  = 64 // side of the smallest picture that is worked on
	// late is how long after a picture another does not follow it any more.
	late = time.Second
	// rest: while there is no noise to speak of, it is measured in every so many pictures.
	rest = 8
)

// Stage works on the frames of one camera.
type Stage struct {
	k kernels

	at     time.Time // of the newest frame
	fresh  bool      // there is one before
	rests  int       // frames since noise was measured
	was    pixel.Frame
	next   pixel.Frame
	small  pixel.Plane // the newest frame as it came, made small
	before pixel.Plane

	cw, ch, bw, bh, fw, fh int // cells, blocks and large blocks
	ages, aged             []uint8
	weights, soft          []uint8
	steps, stepped, coarse []step
	rows                   []int16
	gates                  gates
	seen                   histograms
	noise                  noise
}

// New makes a stage.
func New() *Stage { return &Stage{k: defaultKernels()} }

// Noise is how much noise was measured, as a deviation in levels of luma; 0: not known yet.
func (s *Stage) Noise() float64 { return s.noise.luma }

// Forget has the next frame be the first.
func (s *Stage) Forget() { s.fresh = false }

// Apply takes noise out of f, by level 0 to 1; auto has it be as much as the noise that is
// measured asks for, if that is more.
func (s *Stage) Apply(f *pixel.Frame, at time.Time, level float64, auto bool) {
	if f.Y.W < least || f.Y.H < least {
		s.fresh = false
		return
	}
	s.fit(f)
	passed := at.Sub(s.at)
	s.at = at
	s.small, s.before = s.before, s.small
	s.k.reduce(&f.Y, &s.small)
	switch {
	case !s.fresh || passed < 0 || passed > late:
		s.first(f)
		return
	case bytes.Equal(s.small.P, s.before.P): // the same picture again
		copyFrame(f, &s.was)
		return
	}
	if auto {
		level = max(level, s.noise.wants())
	}
	if level > 0 || s.rests == 0 {
		s.find(f)
		s.weigh(f, level)
		s.noise.learn(&s.seen, passed.Seconds())
	}
	if level > 0 {
		s.rests = 0
		s.settle(f)
		return
	}
	s.rests = (s.rests + 1) % rest
	s.keep(f)
}

// find finds where each block was.
func (s *Stage) find(f *pixel.Frame) {
	n := max(s.noise.luma, leastNoise)
	s.k.coarse(&s.small, &s.before, s.coarse, s.fw, s.fh, int(64*(1+.4*n)))
	s.steps, s.stepped = s.stepped, s.steps
	s.k.search(&f.Y, &s.was.Y, s.coarse, s.stepped, s.steps, s.bw, s.bh, int(256*meanOf*n*1.08))
}

// weigh finds how much each cell of the picture before counts.
func (s *Stage) weigh(f *pixel.Frame, level float64) {
	n, c := max(s.noise.luma, leastNoise), max(s.noise.chroma, leastNoise)
	s.gates = gates{
		differ: limitOf(64*n*differLo, 64*n*differHi),
		luma:   limitOf(64*n*sumLo, 64*n*sumHi), chroma: limitOf(16*c*tintLo, 16*c*tintHi),
		most: int(16 * (1 + mostPictures*level)), cw: s.cw, ch: s.ch,
	}
	s.seen = histograms{}
	s.k.weigh(f, &s.was, s.steps, s.bw, &s.gates, s.ages, s.aged, s.weights, &s.seen)
	s.ages, s.aged = s.aged, s.ages
	s.k.soften(s.weights, s.soft, s.cw, s.ch)
}

// settle makes the picture.
func (s *Stage) settle(f *pixel.Frame) {
	for i := range 3 {
		n, half := s.noise.luma, 0
		if i > 0 {
			n, half = s.noise.chroma, 1
		}
		lo := max(int(pixelLo*n+.5), 2)
		s.k.settle(f.Plane(i), s.was.Plane(i), s.next.Plane(i), s.steps, s.bw, s.soft, s.cw, s.ch, half, lo, lo, s.rows)
	}
	s.was, s.next = s.next, s.was
}

// first takes a frame that follows none.
func (s *Stage) first(f *pixel.Frame) {
	s.fresh = true
	s.noise = noise{}
	s.rests = 0
	clear(s.steps)
	s.keep(f)
}

// keep remembers a frame as it is.
func (s *Stage) keep(f *pixel.Frame) {
	copyFrame(&s.was, f)
	for i := range s.ages {
		s.ages[i] = 16
	}
}

// fit makes the buffers for f's size.
func (s *Stage) fit(f *pixel.Frame) {
	w, h := f.Y.W, f.Y.H
	if s.was.Y.W == w && s.was.Y.H == h {
		return
	}
	s.fresh = false
	s.was, s.next = frameOf(f), frameOf(f)
	s.small, s.before = planeOf(w/4, h/4), planeOf(w/4, h/4)
	up := func(n, side int) int { return (n + side - 1) / side }
	s.cw, s.ch, s.bw, s.bh = up(w, cell), up(h, cell), up(w, block), up(h, block)
	s.fw, s.fh = up(w, 2*block), up(h, 2*block)
	n := s.cw * s.ch
	s.ages, s.aged, s.weights, s.soft = make([]uint8, n), make([]uint8, n), make([]uint8, n), make([]uint8, n)
	s.steps, s.stepped = make([]step, s.bw*s.bh), make([]step, s.bw*s.bh)
	s.coarse = make([]step, s.fw*s.fh)
	s.rows = make([]int16, 2*cell*s.cw)
}

// planeOf makes a plane; the bytes behind it are nobody's.
func planeOf(w, h int) pixel.Plane {
	return pixel.Plane{P: make([]byte, w*h+beyond), Stride: w, W: w, H: h}
}

func frameOf(f *pixel.Frame) pixel.Frame {
	return pixel.Frame{Y: planeOf(f.Y.W, f.Y.H), Cb: planeOf(f.Cb.W, f.Cb.H), Cr: planeOf(f.Cr.W, f.Cr.H)}
}

func copyFrame(to, from *pixel.Frame) {
	for i := range 3 {
		a, b := to.Plane(i), from.Plane(i)
		for y := range a.H {
			copy(a.P[y*a.Stride:][:a.W], b.P[y*b.Stride:][:a.W])
		}
	}
}
