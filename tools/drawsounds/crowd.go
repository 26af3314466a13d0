package main

import (
	"math"
	"math/rand/v2"

	"onair/media/voice"
)

// clap is one clap of one pair of hands: a burst through the hollow's
// resonance, with the skin's slap before it.
func clap(d *rand.Rand, hz, distance float64) []float64 {
	var hollow, slap, far svf
	decay := 0.006 + 0.008*d.Float64()
	hz *= 0.93 + 0.14*d.Float64()
	return wave(0.09, func(t float64) float64 {
		n := d.NormFloat64()
		_, body, _ := hollow.run(n*math.Exp(-t/decay), hz, 2.2)
		_, _, crack := slap.run(n*math.Exp(-t/0.0018), 2600, 0.7)
		v := body*1.6 + crack*0.5
		low, _, _ := far.run(v, 11000/(1+distance), 0.7)
		return low
	})
}

// clapping is a hall of people who clap: each at a pace and in a place of their own.
func clapping(seed uint64, people int, seconds, rise, fall float64) *clip {
	d := dice(seed)
	c := newClip(seconds)
	for range people {
		hz := 650 * math.Exp2(1.6*d.Float64())
		pace := 0.19 + 0.12*d.Float64()
		distance := 3 * d.Float64()
		pan := 1.8*d.Float64() - 0.9
		from := rise * d.Float64()
		until := seconds - 0.15 - fall*d.Float64()*d.Float64()
		for at := from; at < until; at += pace * (0.88 + 0.24*d.Float64()) {
			effort := (0.6 + 0.4*d.Float64()) * between(until-at, 0, 0.8*fall+0.1)
			c.add(clap(d, hz, distance), at, effort/(1+0.7*distance), pan)
		}
	}
	return c
}

func applause() *clip {
	c := clapping(1, 85, 4.6, 0.5, 1.8)
	c.room(voice.ReverbGreatHall, 0.45)
	c.soften(1.8)
	return c
}

// throat is a voice: pulses of the folds, uneven as they are in life, and
// breath, through the resonances of a mouth.
type throat struct {
	d       *rand.Rand
	size    float64 // ratio of the formants, 1 for a man
	phase   float64
	wobble  float64
	mouth   [4]svf
	tilt    svf
	breathe svf
}

// vowels are the first four formants in Hz, and their levels.
var vowels = map[rune][4][2]float64{
	'a': {{760, 1}, {1250, 0.7}, {2550, 0.3}, {3450, 0.16}},
	'e': {{540, 1}, {1820, 0.5}, {2520, 0.32}, {3500, 0.16}},
	'i': {{320, 1}, {2250, 0.35}, {2950, 0.3}, {3600, 0.15}},
	'o': {{520, 1}, {920, 0.6}, {2500, 0.14}, {3300, 0.08}},
}

// say gives one sample at a pitch: voiced and breath are how much of each.
func (v *throat) say(hz, voiced, breath float64, shape [4][2]float64) float64 {
	v.wobble += 0.002 * (v.d.NormFloat64() - v.wobble*0.5)
	v.phase += hz * (1 + 0.25*v.wobble) / rate
	p := v.phase - math.Floor(v.phase)
	// Rosenberg's pulse: a slow opening and a fast closing.
	glottis := 0.0
	switch {
	case p < 0.42:
		glottis = 0.5 - 0.5*math.Cos(math.Pi*p/0.42)
	case p < 0.58:
		glottis = math.Cos(math.Pi / 2 * (p - 0.42) / 0.16)
	}
	_, _, air := v.breathe.run(v.d.NormFloat64(), 900, 0.7)
	_, _, edge := v.tilt.run(glottis-0.3, 350, 0.6)
	x := voiced*edge*(1+0.15*v.d.NormFloat64()*breath) + 0.16*breath*air
	sum := 0.0
	for i, f := range shape {
		_, y, _ := v.mouth[i].run(x, f[0]*v.size, 6+3*float64(i))
		sum += y * f[1]
	}
	return sum
}

// laugh is one person's laughter: bursts of "ha" that fall and tire, and air
// drawn in between.
func laugh(d *rand.Rand, hz, size float64, seconds float64) []float64 {
	v := &throat{d: d, size: size}
	shape := vowels[[]rune("aaeo")[d.IntN(4)]]
	pace := 0.17 + 0.05*d.Float64()
	type ha struct{ at, pitch, level, length float64 }
	var row []ha
	at := 0.02 + 0.05*d.Float64()
	for bout := 0; at < seconds-0.3; bout++ {
		n := 4 + d.IntN(5)
		top := hz * (1.25 - 0.08*float64(bout) + 0.2*d.Float64())
		for k := range n {
			f := float64(k) / float64(n)
			row = append(row, ha{at, top * (1.12 - 0.38*f) * (0.97 + 0.06*d.Float64()),
				(1 - 0.6*f) * (0.8 + 0.2*d.Float64()) * (1 - 0.12*float64(bout)), pace * (0.5 + 0.12*d.Float64())})
			at += pace * (0.94 + 0.12*d.Float64()) * (1 + 0.15*f)
		}
		row = append(row, ha{at + 0.05, 0, 0.35, 0.28}) // the breath in
		at += 0.42 + 0.2*d.Float64()
	}
	i := 0
	return wave(seconds, func(t float64) float64 {
		for i+1 < len(row) && t >= row[i+1].at-0.045 {
			i++
		}
		h := row[i]
		u := t - h.at
		if h.pitch == 0 {
			return v.say(hz, 0, h.level*between(u, 0, 0.12)*(1-between(u, 0.16, h.length)), shape)
		}
		// An h before, then the voice, which ends in breath.
		puff := h.level * between(u, -0.045, -0.01) * (1 - between(u, 0.01, 0.05))
		voiced := h.level * between(u, 0, 0.03) * (1 - between(u, h.length*0.6, h.length))
		trail := 0.4 * h.level * between(u, h.length*0.5, h.length) * (1 - between(u, h.length, h.length+0.06))
		return v.say(h.pitch*(1+0.06*between(u, 0, 0.03)-0.12*between(u, 0.05, h.length)), voiced, puff+trail+0.15*voiced, shape)
	})
}

func laughter() *clip {
	d := dice(2)
	c := newClip(3.6)
	for k := range 13 {
		hz, size := 125+70*d.Float64(), 1+0.08*d.Float64()
		if k%2 == 1 {
			hz, size = 230+110*d.Float64(), 1.16+0.08*d.Float64()
		}
		from := 0.0
		if k > 2 {
			from = 0.5 * d.Float64() * d.Float64()
		}
		seconds := 2 + 1.4*d.Float64()
		x := laugh(d, hz, size, seconds)
		for i := range x {
			x[i] *= 1 - between(float64(i)/rate, seconds-0.7, seconds)
		}
		c.add(x, from, 0.4+0.6*d.Float64(), 1.6*d.Float64()-0.8)
	}
	c.room(voice.ReverbSmallRoom, 0.45)
	c.soften(1.5)
	return c
}

// cheer is a crowd that shouts for joy, whistles and claps.
func cheer() *clip {
	d := dice(3)
	c := newClip(4)
	for k := range 34 {
		hz, size := 150+90*d.Float64(), 1+0.08*d.Float64()
		if k%2 == 1 {
			hz, size = 280+160*d.Float64(), 1.15+0.1*d.Float64()
		}
		v := &throat{d: d, size: size}
		from, length := 0.35*d.Float64(), 1.2+1.6*d.Float64()
		a, b := vowels['e'], vowels['a']
		if d.IntN(3) == 0 {
			a, b = vowels['o'], vowels['o']
		}
		c.add(wave(length, func(t float64) float64 {
			var shape [4][2]float64
			u := between(t, 0.05, 0.35)
			for i := range shape {
				shape[i] = [2]float64{a[i][0] + (b[i][0]-a[i][0])*u, a[i][1] + (b[i][1]-a[i][1])*u}
			}
			level := between(t, 0, 0.12) * (1 - between(t, length*0.55, length))
			return v.say(hz*(0.85+0.4*between(t, 0, 0.4)-0.25*between(t, 0.6*length, length)), level, 0.35*level, shape)
		}), from, 0.4+0.6*d.Float64(), 1.8*d.Float64()-0.9)
	}
	for k := range 3 {
		c.add(whistle(d), 0.35+0.7*float64(k)+0.2*d.Float64(), 0.12, 1.4*d.Float64()-0.7)
	}
	c.mix(clapping(4, 45, 4, 0.9, 1.5), 0.35)
	c.room(voice.ReverbGreatHall, 0.5)
	c.soften(1.8)
	return c
}

// whistle is one of two fingers: up, and down.
func whistle(d *rand.Rand) []float64 {
	phase, base := 0.0, 1700+500*d.Float64()
	var f svf
	return wave(0.75, func(t float64) float64 {
		hz := base * (1 + 0.55*between(t, 0.02, 0.22) - 0.5*between(t, 0.4, 0.72))
		phase += hz / rate
		_, air, _ := f.run(d.NormFloat64(), hz, 9)
		return (math.Sin(2*math.Pi*phase) + 0.4*air) * between(t, 0, 0.04) * (1 - between(t, 0.6, 0.75))
	})
}
