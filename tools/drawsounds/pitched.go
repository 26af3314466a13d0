package main

import (
	"math"
	"math/rand/v2"

	"onair/media/voice"
)

func hz(note float64) float64 { return 440 * math.Exp2((note-69)/12) }

// brass is a note of a trumpet or trombone: a sawtooth whose highs come with
// its loudness (Risset, 1966), a lip that finds its pitch, and a little breath.
func brass(d *rand.Rand, note, seconds, bright float64, bend func(t float64) float64) []float64 {
	phase := d.Float64()
	var bell, tone svf
	detune := 1 + 0.0025*d.NormFloat64()
	return wave(seconds+0.12, func(t float64) float64 {
		level := between(t, 0, 0.045) * (0.82 + 0.18*math.Exp(-t/0.12)) * (1 - between(t, seconds-0.03, seconds+0.1))
		f := hz(note) * detune * (1 - 0.02*math.Exp(-t/0.025)) * bend(t)
		phase += f / rate
		x := saw(phase, f/rate) + 0.015*d.NormFloat64()
		low, _, _ := tone.run(x, f*1.5+bright*level*level, 0.8)
		_, ring, _ := bell.run(low, 1350, 1.5)
		return level * (low + 0.35*ring)
	})
}

// tada is a short chord and a long one.
func tada() *clip {
	d := dice(7)
	c := newClip(2.6)
	for _, chord := range []struct {
		at, seconds, level float64
		notes              []float64
	}{
		{0, 0.13, 0.8, []float64{55, 60, 64, 67, 72}},
		{0.2, 1.35, 1, []float64{48, 55, 60, 64, 67, 72, 76}},
	} {
		for i, n := range chord.notes {
			for range 3 { // players a voice
				swell := func(t float64) float64 { return 1 + 0.004*between(t, 0.3, 0.6)*math.Sin(2*math.Pi*5.3*t) }
				c.add(brass(d, n, chord.seconds, 5200, swell), chord.at+0.008*d.Float64(), chord.level*0.3, -0.6+1.2*float64(i)/6+0.1*d.NormFloat64())
			}
		}
	}
	c.add(cymbal(d, 1.9, 0.55), 0.2, 0.55, 0.2)
	c.add(kick(0.8), 0.2, 0.9, 0)
	c.room(voice.ReverbGreatHall, 0.5)
	return c
}

// trombone falls by halftones, and gives up.
func trombone() *clip {
	d := dice(8)
	c := newClip(3.6)
	at := 0.0
	for i, n := range []float64{58, 57, 56, 55} {
		seconds := 0.42
		bend := func(t float64) float64 { return 1 - 0.035*between(t, 0.2, 0.42) }
		if i == 3 {
			seconds = 1.5
			bend = func(t float64) float64 {
				return (1 + 0.02*between(t, 0.1, 0.4)*math.Sin(2*math.Pi*(5.6-1.2*t)*t)) * (1 - 0.11*between(t, 0.3, 1.5))
			}
		}
		x := brass(d, n-7, seconds, 2600, bend)
		var mute svf // a hand before the bell: wah
		for k := range x {
			t := float64(k) / rate
			open := between(t, 0.02, 0.16) * (1 - 0.7*between(t, seconds*0.55, seconds))
			if i == 3 {
				open *= 0.75 + 0.25*math.Sin(2*math.Pi*(5.6-1.2*t)*t)
			}
			low, band, _ := mute.run(x[k], 380+1500*open, 1.8)
			x[k] = 0.6*low + 0.9*band
		}
		c.add(x, at, 1, -0.05)
		at += seconds + 0.11
	}
	c.room(voice.ReverbStudio, 0.6)
	return c
}

// ding is a bell, by the partials of Risset ("Introductory Catalogue", 1969).
func ding() *clip {
	c := newClip(2.2)
	partials := [][3]float64{{0.56, 1, 1}, {0.5617, 0.67, 0.9}, {0.92, 1, 0.65}, {0.9217, 1.8, 0.55}, {1.19, 2.67, 0.325}, {1.7, 1.67, 0.35},
		{2, 1.46, 0.25}, {2.74, 1.33, 0.2}, {3, 1.33, 0.15}, {3.76, 1, 0.1}, {4.07, 1.33, 0.075}}
	c.add(wave(2.2, func(t float64) float64 {
		sum := 0.12 * math.Exp(-t/0.004) * math.Sin(2*math.Pi*6100*t)
		for _, p := range partials {
			sum += p[1] * math.Exp(-t*3.6/(1.7*p[2])) * math.Sin(2*math.Pi*1180*p[0]*2*t)
		}
		return sum
	}), 0, 1, 0)
	c.room(voice.ReverbStudio, 0.5)
	return c
}

// airHorn is a can of compressed air: three reeds a little apart, too loud for
// the air they are in.
func airHorn() *clip {
	d := dice(9)
	c := newClip(2.5)
	for _, blast := range [][2]float64{{0, 0.16}, {0.22, 0.16}, {0.44, 0.16}, {0.68, 1.25}} {
		phase := [3]float64{d.Float64(), d.Float64(), d.Float64()}
		var horn, low svf
		x := wave(blast[1]+0.12, func(t float64) float64 {
			level := between(t, 0, 0.015) * (1 - between(t, blast[1], blast[1]+0.1))
			bend := 1 - 0.09*math.Exp(-t/0.018) - 0.05*between(t, blast[1]-0.02, blast[1]+0.1)
			sum := 0.0
			for i, f := range []float64{438, 553, 662} {
				f *= bend * (1 + 0.003*math.Sin(2*math.Pi*(23+7*float64(i))*t))
				phase[i] += f / rate
				sum += saw(phase[i], f/rate)
			}
			v := math.Tanh(1.6*sum) + 0.05*d.NormFloat64()
			_, band, _ := horn.run(v, 1900, 0.8)
			l, _, _ := low.run(0.45*v+1.1*band, 7500, 0.7)
			return level * l
		})
		c.add(x, blast[0], 1, 0)
	}
	c.room(voice.ReverbLoud, 0.3)
	return c
}

// whoosh passes from left to right: noise through a moving resonance, lower
// once it is past.
func whoosh() *clip {
	d := dice(10)
	c := newClip(1.1)
	var a, b, s svf
	for i := range c.l {
		t := float64(i) / rate
		near := math.Exp(-math.Pow((t-0.46)/0.17, 2))
		f := 260 + 2600*math.Exp(-math.Pow((t-0.42)/0.16, 2))
		n := d.NormFloat64()
		_, x, _ := a.run(n, f, 1.3)
		_, y, _ := b.run(n, f*2.4, 0.9)
		low, _, _ := s.run(d.NormFloat64(), 140+200*near, 0.9)
		v := (x + 0.5*y + 1.2*low) * near
		pan := 1.6*between(t, 0.2, 0.75) - 0.8
		c.l[i], c.r[i] = v*math.Cos((pan+1)*math.Pi/4), v*math.Sin((pan+1)*math.Pi/4)
	}
	c.room(voice.ReverbSmallRoom, 0.25)
	return c
}

// crickets are what is heard when nobody laughs.
func crickets() *clip {
	d := dice(11)
	c := newClip(3.6)
	for k := range 4 {
		f := 4150 + 180*float64(k) + 60*d.Float64()
		level, pan := 1/(1+0.9*float64(k)), []float64{-0.2, 0.6, -0.8, 0.9}[k]
		for at := 0.1 + 0.45*d.Float64(); at < 3.2; at += 0.62 + 0.05*d.Float64() + 0.06*float64(k) {
			for pulse := range 3 + k%2 {
				c.add(wave(0.022, func(t float64) float64 {
					return math.Pow(math.Sin(math.Pi*t/0.022), 1.5) * (math.Sin(2*math.Pi*f*(1-0.6*t)*t) + 0.12*math.Sin(4*math.Pi*f*t))
				}), at+0.036*float64(pulse), level*(0.7+0.15*float64(pulse)), pan)
			}
		}
	}
	var wind [2]svf
	for i := range c.l {
		a, _, _ := wind[0].run(d.NormFloat64(), 300, 0.6)
		b, _, _ := wind[1].run(d.NormFloat64(), 300, 0.6)
		c.l[i] += 0.05 * a
		c.r[i] += 0.05 * b
	}
	c.room(voice.ReverbGreatHall, 0.2)
	return c
}

// boing is a ruler on a table's edge: its free end grows shorter.
func boing() *clip {
	c := newClip(1.1)
	phase, slow := 0.0, 0.0
	var wood svf
	c.add(wave(1.1, func(t float64) float64 {
		f := 92 + 260*math.Pow(t, 1.4)
		wobble := 15 + 26*t
		slow += wobble / rate
		phase += f * (1 + 0.5*math.Exp(-t/0.5)*math.Sin(2*math.Pi*slow)) / rate
		x := math.Sin(2*math.Pi*phase) + 0.5*math.Sin(4*math.Pi*phase+1) + 0.3*math.Sin(6*math.Pi*phase) + 0.2*math.Sin(10*math.Pi*phase)
		_, knock, _ := wood.run(x, 900, 1.2)
		return (x + 0.8*knock) * math.Exp(-t/0.28) * between(t, 0, 0.003) * (1 - between(t, 0.9, 1.1))
	}), 0, 1, 0)
	c.room(voice.ReverbSmallRoom, 0.3)
	return c
}
