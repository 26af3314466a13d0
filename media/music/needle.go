package music

import (
	"math"

	"onair/media"
)

// Bounds of SetScratchSpeed.
const maxScratch = 12

// needle is the pick-up on a record that is turned by hand.
type needle struct {
	rate float64 // of the last frame, moves to what is asked for
	frac float64
	on   bool
}

// scratch fills dst while the record turns at rate, forwards or backwards, and
// stops at both ends. It returns the place in the file of the first frame.
func (s *clipSource) scratch(dst []float32, rate float64) float64 {
	if !s.on {
		s.on, s.rate, s.frac = true, 1, 0
	}
	first := s.start + float64(s.at)
	last := float64(s.clip.frames() - 1)
	step := (rate - s.rate) / float64(len(dst)/media.Channels)
	at := float64(s.at) + s.frac
	for i := 0; i < len(dst); i += 2 {
		s.rate += step
		a, b := s.clip.average(at, s.rate)
		// A record that stands still is silent.
		g := float32(min(math.Abs(s.rate)*8, 1))
		next := at + s.rate
		if next < 0 || next > last {
			next, g = min(max(next, 0), last), 0
		}
		dst[i], dst[i+1] = a*g, b*g
		at = next
	}
	s.rate = rate
	s.at = int(at)
	s.frac = at - math.Floor(at)
	return first
}

// release ends scratching: what is read next goes on from here.
func (s *clipSource) release() {
	if s.on {
		s.on = false
		s.seek(place{s.start + float64(s.at), -1})
	}
}

// average is the sound between at and at+rate, which keeps fast turning from
// folding high tones down; slow turning is interpolated between samples.
func (c *clip) average(at, rate float64) (a, b float32) {
	n := max(int(math.Abs(rate)+0.5), 1)
	step := rate / float64(n)
	for range n {
		x, y := c.between(at)
		a, b, at = a+x, b+y, at+step
	}
	return a / float32(n), b / float32(n)
}

// between interpolates by a cubic (Catmull and Rom, 1974).
func (c *clip) between(at float64) (a, b float32) {
	i := int(math.Floor(at))
	t := float32(at - float64(i))
	var v [4][2]float32
	for k := range v {
		j := 2 * min(max(i+k-1, 0), c.frames()-1)
		v[k] = [2]float32{float32(c.pcm[j]) / 32767, float32(c.pcm[j+1]) / 32767}
	}
	return cubic(v[0][0], v[1][0], v[2][0], v[3][0], t), cubic(v[0][1], v[1][1], v[2][1], v[3][1], t)
}

func cubic(a, b, c, d, t float32) float32 {
	return b + t/2*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
}
