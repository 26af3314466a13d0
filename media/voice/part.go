package voice

import "math"

// part is one step of a chain: it changes interleaved stereo in place, on the
// goroutine of Process, and allocates nothing.
type part interface{ process(block []float32) }

// parts are steps one after the other.
type parts []part

func (p parts) process(block []float32) {
	for _, x := range p {
		x.process(block)
	}
}

// tiny keeps feedback from dying away into numbers that processors are slow at.
const tiny = 1e-18

// gain multiplies.
type gain float32

func (g gain) process(block []float32) {
	for i := range block {
		block[i] *= float32(g)
	}
}

// drive bends loud sound softly (a hyperbolic tangent, odd harmonics), or with
// bias unevenly (even ones as well). out brings the level back.
type drive struct{ in, bias, out float32 }

func (d drive) process(block []float32) {
	zero := tanh(d.bias)
	for i, v := range block {
		block[i] = (tanh(v*d.in+d.bias) - zero) * d.out
	}
}

// tanh is close to the hyperbolic tangent (a Padé approximant), -1..1.
func tanh(x float32) float32 {
	x = min(max(x, -3), 3)
	return x * (27 + x*x) / (27 + 9*x*x)
}

// oscillator is a sine that is turned, not computed.
type oscillator struct{ re, im, c, s float64 }

func newOscillator(hz float64) oscillator {
	s, c := math.Sincos(2 * math.Pi * hz / rate)
	return oscillator{re: 1, c: c, s: s}
}

// next returns the sine and goes on by a sample.
func (o *oscillator) next() float32 {
	o.re, o.im = o.re*o.c-o.im*o.s, o.re*o.s+o.im*o.c
	k := 1.5 - 0.5*(o.re*o.re+o.im*o.im) // keeps its length at 1
	o.re, o.im = o.re*k, o.im*k
	return float32(o.im)
}

// ring multiplies with a sine: depth 1 is a ring modulator, less a tremolo.
type ring struct {
	osc   oscillator
	depth float32
}

func newRing(hz float64, depth float32) *ring { return &ring{newOscillator(hz), depth} }

func (r *ring) process(block []float32) {
	for i := 0; i+1 < len(block); i += 2 {
		g := 1 - r.depth + r.depth*r.osc.next()
		block[i] *= g
		block[i+1] *= g
	}
}

// compressor evens out loudness above a threshold, by the peaks of both
// channels (Giannoulis, Massberg and Reiss, 2012: feed-forward, smoothed).
type compressor struct {
	threshold, ratio, makeup float32
	envelope                 float32
}

func (c *compressor) process(block []float32) {
	const up, down = 0.004, 0.0002 // 5 and 100 ms
	for i := 0; i+1 < len(block); i += 2 {
		p := max(block[i], -block[i], block[i+1], -block[i+1])
		if p > c.envelope {
			c.envelope += (p - c.envelope) * up
		} else {
			c.envelope += (p - c.envelope) * down
		}
		g := c.makeup
		if c.envelope > c.threshold {
			over := c.envelope / c.threshold
			g *= 1 / (1 + (over-1)*(1-1/c.ratio))
		}
		block[i] *= g
		block[i+1] *= g
	}
}

// shifting is the shifter as a part; both channels get the same.
type shifting struct {
	*shifter
	mono [1024]float32
}

func (s *shifting) process(block []float32) {
	for len(block) > 1 {
		n := min(len(block)/2, len(s.mono))
		for i := range n {
			s.mono[i] = (block[2*i] + block[2*i+1]) / 2
		}
		s.shifter.process(s.mono[:n])
		for i := range n {
			block[2*i], block[2*i+1] = s.mono[i], s.mono[i]
		}
		block = block[2*n:]
	}
}
