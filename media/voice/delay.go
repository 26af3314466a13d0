package voice

import "math"

// line is a delay line.
type line struct {
	buf []float32
	at  int
}

func newLine(frames int) line { return line{buf: make([]float32, max(frames, 1))} }

// last is the oldest sample, which push replaces.
func (l *line) last() float32 { return l.buf[l.at] }

func (l *line) push(v float32) {
	l.buf[l.at] = v
	if l.at++; l.at == len(l.buf) {
		l.at = 0
	}
}

// back reads d samples behind the newest, between samples.
func (l *line) back(d float32) float32 {
	i := int(d)
	t := d - float32(i)
	a := l.at - 1 - i
	for a < 0 {
		a += len(l.buf)
	}
	b := a - 1
	if b < 0 {
		b += len(l.buf)
	}
	return l.buf[a] + (l.buf[b]-l.buf[a])*t
}

func samples(ms float64) int { return int(math.Round(ms * rate / 1000)) }

// echo repeats: each repetition is duller by damp and softer by feedback, and
// with cross on it changes sides.
type echo struct {
	lines          [2]line
	feedback, damp float32
	wet            float32
	cross          bool
	low            [2]float32
}

func newEcho(ms float64, feedback, damp, wet float32, cross bool) *echo {
	return &echo{lines: [2]line{newLine(samples(ms)), newLine(samples(ms))},
		feedback: feedback, damp: damp, wet: wet, cross: cross}
}

func (e *echo) process(block []float32) {
	for i := 0; i+1 < len(block); i += 2 {
		a, b := e.lines[0].last(), e.lines[1].last()
		e.low[0] += (a-e.low[0])*(1-e.damp) + tiny
		e.low[1] += (b-e.low[1])*(1-e.damp) + tiny
		if e.cross {
			e.lines[0].push((block[i]+block[i+1])/2 + e.low[1]*e.feedback)
			e.lines[1].push(e.low[0] * e.feedback)
		} else {
			e.lines[0].push(block[i] + e.low[0]*e.feedback)
			e.lines[1].push(block[i+1] + e.low[1]*e.feedback)
		}
		block[i] += a * e.wet
		block[i+1] += b * e.wet
	}
}

// comb is a short feedback delay: a pipe, a cage, a wire.
func comb(hz float64, feedback, wet float32) *echo {
	return newEcho(1000/hz, feedback, 0.1, wet, false)
}

// chorus adds voices that are a little late, by an amount that swings (Dattorro,
// "Effect Design, Part 2", 1997). The voices alternate between the sides.
type chorus struct {
	line   line
	voices []chorusVoice
	dry    float32
	wet    float32
}

type chorusVoice struct {
	osc         oscillator
	delay, sway float32
}

func newChorus(voices int, delayMS, swayMS, hz float64, dry, wet float32) *chorus {
	c := &chorus{line: newLine(samples(2*delayMS + 2*swayMS + 10)), dry: dry, wet: wet}
	for i := range voices {
		c.voices = append(c.voices, chorusVoice{
			osc:   newOscillator(hz * (1 + 0.23*float64(i))),
			delay: float32(samples(delayMS * (1 + 0.31*float64(i)/float64(voices)))),
			sway:  float32(samples(swayMS)),
		})
	}
	return c
}

func (c *chorus) process(block []float32) {
	for i := 0; i+1 < len(block); i += 2 {
		c.line.push((block[i] + block[i+1]) / 2)
		var out [2]float32
		for k := range c.voices {
			v := &c.voices[k]
			out[k&1] += c.line.back(v.delay + v.sway*(1+v.osc.next()))
		}
		block[i] = block[i]*c.dry + out[0]*c.wet
		block[i+1] = block[i+1]*c.dry + out[1]*c.wet
	}
}
