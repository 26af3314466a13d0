package main

import (
	"math"
	"math/rand/v2"

	"onair/media/voice"
)

// snare is one stroke: the head's first modes, and the wires below.
func snare(d *rand.Rand, level float64) []float64 {
	var wires, body svf
	pitch := 178 * (0.985 + 0.03*d.Float64())
	return wave(0.24, func(t float64) float64 {
		head := math.Exp(-t/0.045)*math.Sin(2*math.Pi*pitch*(1+0.35*math.Exp(-t/0.008))*t) +
			0.6*math.Exp(-t/0.03)*math.Sin(2*math.Pi*pitch*1.83*t) + 0.3*math.Exp(-t/0.02)*math.Sin(2*math.Pi*pitch*2.72*t)
		n := d.NormFloat64()
		_, _, high := wires.run(n, 2200, 0.8)
		_, mid, _ := body.run(n, 4500, 0.9)
		hit := math.Exp(-t / 0.0012)
		return level * (0.7*head + (0.35*high+0.4*mid)*(math.Exp(-t/(0.05+0.05*level))+hit))
	})
}

// kick is a bass drum.
func kick(level float64) []float64 {
	phase := 0.0
	return wave(0.5, func(t float64) float64 {
		phase += (48 + 110*math.Exp(-t/0.022)) / rate
		return level * (math.Exp(-t/0.16)*math.Sin(2*math.Pi*phase) + 0.3*math.Exp(-t/0.003)*math.Sin(2*math.Pi*2100*t))
	})
}

// tom is a drum with a pitch.
func tom(hz, level float64) []float64 {
	phase := 0.0
	return wave(0.6, func(t float64) float64 {
		phase += hz * (1 + 0.4*math.Exp(-t/0.03)) / rate
		return level * (math.Exp(-t/0.17)*math.Sin(2*math.Pi*phase) + 0.35*math.Exp(-t/0.06)*math.Sin(2*math.Pi*1.59*phase) +
			0.25*math.Exp(-t/0.002)*math.Sin(2*math.Pi*1700*t))
	})
}

// cymbal is many modes that do not fit together, the higher the shorter, with
// the hiss of those that are too many to count.
func cymbal(d *rand.Rand, seconds, decay float64) []float64 {
	type mode struct{ hz, phase, level, decay float64 }
	var modes []mode
	for range 110 {
		hz := 320 * math.Pow(38, math.Sqrt(d.Float64()))
		modes = append(modes, mode{hz, d.Float64(), (0.4 + 0.6*d.Float64()) * math.Pow(hz/3000, 0.2),
			decay * (0.5 + d.Float64()) * math.Pow(2500/hz, 0.4)})
	}
	var hiss svf
	return wave(seconds, func(t float64) float64 {
		sum := 0.0
		for i := range modes {
			m := &modes[i]
			m.phase += m.hz / rate
			sum += m.level * math.Exp(-t/m.decay) * math.Sin(2*math.Pi*m.phase)
		}
		_, _, high := hiss.run(d.NormFloat64(), 5200, 0.7)
		bloom := 0.35 + 0.65*between(t, 0, 0.05)
		return sum/14*bloom + 0.5*high*(math.Exp(-t/(0.55*decay))*bloom+math.Exp(-t/0.004))
	})
}

// drumRoll grows for two and a half seconds and ends in a crash.
func drumRoll() *clip {
	d := dice(5)
	c := newClip(4.4)
	const end = 2.5
	for at, k := 0.0, 0; at < end-0.05; k++ {
		grow := 0.28 + 0.62*math.Pow(at/end, 1.6)
		c.add(snare(d, grow*(0.82+0.18*d.Float64())), at, 1, -0.12+0.24*float64(k&1))
		at += (0.047 - 0.006*at/end) * (0.93 + 0.14*d.Float64())
	}
	c.add(snare(d, 1), end, 1.2, 0)
	c.add(kick(1), end, 1.5, 0)
	c.add(cymbal(d, 1.9, 0.7), end, 0.85, 0.15)
	c.room(voice.ReverbStudio, 0.5)
	return c
}

// rimShot is the drummer's comment on a joke.
func rimShot() *clip {
	d := dice(6)
	c := newClip(2)
	c.add(snare(d, 1), 0.02, 1, -0.1)
	c.add(tom(120, 1), 0.2, 1.1, 0.25)
	c.add(snare(d, 0.6), 0.2, 0.5, -0.1)
	c.add(kick(1), 0.5, 1.1, 0)
	c.add(cymbal(d, 1.4, 0.35), 0.5, 0.9, 0.3)
	c.room(voice.ReverbStudio, 0.5)
	return c
}
