package main

import (
	"math"
	"math/rand/v2"

	"onair/media/voice"
)

const rate = 48000

// clip is stereo sound in the making.
type clip struct{ l, r []float64 }

func newClip(seconds float64) *clip {
	n := int(seconds * rate)
	return &clip{make([]float64, n), make([]float64, n)}
}

// dice gives the same numbers each time, so that the files come out the same.
func dice(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 20)) }

// add lays x down at a time, from left (-1) to right (1).
func (c *clip) add(x []float64, at, level, pan float64) {
	i := int(at * rate)
	a, b := level*math.Cos((pan+1)*math.Pi/4), level*math.Sin((pan+1)*math.Pi/4)
	for k, v := range x {
		if j := i + k; j >= 0 && j < len(c.l) {
			c.l[j] += v * a
			c.r[j] += v * b
		}
	}
}

// mix adds another clip.
func (c *clip) mix(o *clip, level float64) {
	for i := range min(len(c.l), len(o.l)) {
		c.l[i] += o.l[i] * level
		c.r[i] += o.r[i] * level
	}
}

// each changes both sides by the same function of time and sample.
func (c *clip) each(f func(t, v float64) float64) {
	for i := range c.l {
		t := float64(i) / rate
		c.l[i], c.r[i] = f(t, c.l[i]), f(t, c.r[i])
	}
}

// room puts the clip into a room of the voice effects, by that share.
func (c *clip) room(kind voice.Reverb, share float64) {
	chain := voice.New()
	chain.SetReverb(kind)
	block := make([]float32, 960)
	for range 4 { // past the fade into the effect
		chain.Process(block)
	}
	for i := 0; i < len(c.l); i += 480 {
		n := min(480, len(c.l)-i)
		for k := range n {
			block[2*k], block[2*k+1] = float32(c.l[i+k]), float32(c.r[i+k])
		}
		chain.Process(block[:2*n])
		for k := range n {
			c.l[i+k] += (float64(block[2*k]) - c.l[i+k]) * share
			c.r[i+k] += (float64(block[2*k+1]) - c.r[i+k]) * share
		}
	}
}

// finish brings the loudest to -1.5 dBFS, fades both ends and interleaves.
func (c *clip) finish() []float32 {
	top := 1e-9
	for i := range c.l {
		top = max(top, math.Abs(c.l[i]), math.Abs(c.r[i]))
	}
	out := make([]float32, 2*len(c.l))
	for i := range c.l {
		g := 0.84 / top * min(1, float64(i)/48, float64(len(c.l)-i)/4800)
		out[2*i], out[2*i+1] = float32(c.l[i]*g), float32(c.r[i]*g)
	}
	return out
}

// soften bends peaks, so that a crowd is as loud as it seems.
func (c *clip) soften(drive float64) {
	top := 1e-9
	for i := range c.l {
		top = max(top, math.Abs(c.l[i]), math.Abs(c.r[i]))
	}
	c.each(func(_, v float64) float64 { return math.Tanh(drive * v / top) })
}

// svf is a state variable filter (Zavalishin, "The Art of VA Filter Design"),
// whose pitch may change with each sample.
type svf struct{ a, b float64 }

func (s *svf) run(x, hz, q float64) (low, band, high float64) {
	g := math.Tan(math.Pi * min(hz, 0.45*rate) / rate)
	k := 1 / q
	h := 1 / (1 + g*(g+k))
	v1 := h * (s.a + g*(x-s.b))
	v2 := s.b + g*v1
	s.a, s.b = 2*v1-s.a, 2*v2-s.b
	return v2, k * v1, x - k*v1 - v2
}

// wave makes n seconds of a function of time.
func wave(seconds float64, f func(t float64) float64) []float64 {
	out := make([]float64, int(seconds*rate))
	for i := range out {
		out[i] = f(float64(i) / rate)
	}
	return out
}

// between is 0 before from, 1 after to, and a smooth step between.
func between(t, from, to float64) float64 {
	x := min(max((t-from)/(to-from), 0), 1)
	return x * x * (3 - 2*x)
}

// saw is a sawtooth without the aliases of the naive one (Välimäki and
// Huovilainen, PolyBLEP); phase counts in periods.
func saw(phase, step float64) float64 {
	p := phase - math.Floor(phase)
	v := 2*p - 1
	switch {
	case p < step:
		x := p / step
		v -= x + x - x*x - 1
	case p > 1-step:
		x := (p - 1) / step
		v -= x*x + x + x + 1
	}
	return v
}
