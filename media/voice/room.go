package voice

import "math"

// roomShape describes a room's reverberation.
type roomShape struct {
	size     float64    // of the lines, 1 is a hall of some 20 m
	seconds  float64    // until it has died away by 60 dB
	damp     float64    // 0..1: by how much high tones die away faster
	predelay float64    // ms
	early    [6]float64 // ms of the first reflections, 0 for none
	earlyMix float32
	diffuse  float32 // 0..0.7: how much echoes are smeared
	sway     float64 // ms by which the lines move, against ringing
	dry, wet float32
}

const lines = 8

// lineMS are mutually prime in samples at 48 kHz, so that no echoes meet.
var lineMS = [lines]float64{29.23, 34.10, 37.94, 41.06, 46.56, 53.02, 58.35, 64.94}

// smearMS are the diffusers' delays.
var smearMS = [4]float64{4.77, 3.60, 12.73, 9.31}

// room is a feedback delay network of eight lines with a Householder matrix
// and one-pole damping in each (Jot and Chaigne, "Digital Delay Networks for
// Designing Artificial Reverberators", 1991), fed through four all-pass
// diffusers in a row (Schroeder, 1962; Dattorro, 1997), beside the first
// reflections as taps (Moorer, 1979).
type room struct {
	shape    roomShape
	in       line
	smear    [4]line
	lines    [lines]line
	gains    [lines]float32
	low      [lines]float32
	sway     [2]oscillator
	predelay float32
	early    [6]float32
}

func newRoom(s roomShape) *room {
	r := &room{shape: s, predelay: float32(samples(s.predelay)), sway: [2]oscillator{newOscillator(0.61), newOscillator(0.83)}}
	longest := s.predelay
	for i, ms := range s.early {
		r.early[i] = float32(samples(ms))
		longest = max(longest, ms)
	}
	r.in = newLine(samples(longest) + 4)
	for i, ms := range smearMS {
		r.smear[i] = newLine(samples(ms * math.Sqrt(s.size)))
	}
	for i, ms := range lineMS {
		d := ms * s.size
		r.lines[i] = newLine(samples(d+2*s.sway) + 4)
		r.gains[i] = float32(math.Pow(10, -3*d/1000/s.seconds))
	}
	return r
}

func (r *room) process(block []float32) {
	for i := 0; i+1 < len(block); i += 2 {
		a, b := r.sample((block[i] + block[i+1]) / 2)
		block[i] = block[i]*r.shape.dry + a*r.shape.wet
		block[i+1] = block[i+1]*r.shape.dry + b*r.shape.wet
	}
}

// sample takes one sample of sound and gives the two of the room.
func (r *room) sample(x float32) (a, b float32) {
	r.in.push(x)
	var early [2]float32
	for i, d := range r.early {
		if d > 0 {
			early[i&1] += r.in.back(d) * (1 - 0.12*float32(i))
		}
	}
	v := r.in.back(r.predelay) + tiny
	for i := range r.smear {
		l := &r.smear[i]
		old := l.last()
		w := v + old*r.shape.diffuse
		l.push(w)
		v = old - w*r.shape.diffuse
	}
	sway := [2]float32{r.sway[0].next(), r.sway[1].next()}
	damp := float32(r.shape.damp)
	move := float32(r.shape.sway * rate / 1000)
	sum := float32(0)
	for i := range r.lines {
		l := &r.lines[i]
		d := float32(len(l.buf)-4) - 2*move
		y := l.back(d + move*(1+sway[i&1]))
		r.low[i] += (y - r.low[i]) * (1 - damp)
		sum += r.low[i]
		if i&1 == 0 {
			a += r.low[i]
		} else {
			b += r.low[i]
		}
	}
	sum *= -2. / lines
	for i := range r.lines {
		sign := float32(1 - 2*(i>>1&1))
		r.lines[i].push((r.low[i]+sum)*r.gains[i] + v*sign)
	}
	return a/2 + early[0]*r.shape.earlyMix, b/2 + early[1]*r.shape.earlyMix
}
