package voice

import (
	"math"
	"sync/atomic"
)

// shiftDelay is what shifting adds: two of the longest periods, 25 ms.
const shiftDelay = 2 * maxPeriod

// noisePeriod is the length of the pieces that sound without pitch is cut into.
const noisePeriod = rate / 200

// shape is what a shifter makes of a voice.
type shape struct {
	pitch      float64 // ratio of the pitch
	formant    float64 // ratio of the formants
	monotone   float64 // if not 0, the one pitch in Hz that is spoken
	intonation float64 // how much more the pitch moves around its mean; 0 as it is
	vibrato    float64 // in parts of the pitch
	vibratoHz  float64
}

// shifter moves pitch and formants of a voice apart from each other, by
// pitch-synchronous overlap-add: pieces two periods long are cut out around
// places a period apart and laid down again at the distance of the new period
// (Moulines and Charpentier, 1990); read faster or slower, they move the
// formants (Lent, "An Efficient Method for Pitch Shifting Digitally Sampled
// Sounds", 1989). It works on one channel.
type shifter struct {
	shape shape
	extra atomic.Uint64 // ratio on top of shape.pitch, float64 bits

	in      history
	out     history // sum of the windowed pieces
	windows history // sum of their windows
	end     int     // samples taken in
	next    float64 // the middle of the next piece, in output time
	from    float64 // the middle of the last one, in input time
	find    detector
	periods [64]float64 // measured, by hop
	mean    float64     // of the period, for intonation
	phase   float64     // of the vibrato
}

func newShifter(s shape) *shifter {
	sh := &shifter{shape: s}
	sh.setPitch(1)
	return sh
}

// setPitch sets a ratio on top of the shape's. Any goroutine.
func (s *shifter) setPitch(ratio float64) { s.extra.Store(math.Float64bits(ratio)) }

// process shifts x in place.
func (s *shifter) process(x []float32) {
	start := s.end
	for _, v := range x {
		s.in.put(s.end, v)
		s.out.put(s.end+shiftDelay+maxPeriod, 0)
		s.windows.put(s.end+shiftDelay+maxPeriod, 0)
		s.end++
		if s.end%hop == 0 {
			s.measure()
		}
	}
	for s.next-s.halfWidth() < float64(s.end) {
		s.layPiece()
	}
	for i := range x {
		x[i] = s.out.at(start+i) / max(s.windows.at(start+i), 1)
	}
}

func (s *shifter) measure() {
	p := s.find.measure(&s.in, s.end)
	s.periods[s.end/hop%len(s.periods)] = p
	if p > 0 {
		if s.mean == 0 {
			s.mean = p
		}
		s.mean += (p - s.mean) / 200 // a second
	}
}

// period is what was measured around a place of the input; voiced is false for
// sound without pitch.
func (s *shifter) period(at float64) (p float64, voiced bool) {
	i := int(at+lookBehind+hop/2) / hop
	i = min(max(i, s.end/hop-len(s.periods)+1, 0), s.end/hop)
	if p = s.periods[i%len(s.periods)]; p > 0 {
		return p, true
	}
	return noisePeriod, false
}

// halfWidth is half the length of the next piece, in output time.
func (s *shifter) halfWidth() float64 {
	p, voiced := s.period(s.next - shiftDelay)
	if !voiced {
		return p
	}
	return min(p/s.shape.formant, shiftDelay-maxPeriod)
}

// layPiece adds one piece to the output and finds the place of the next.
func (s *shifter) layPiece() {
	half := s.halfWidth()
	want := s.next - shiftDelay
	p, voiced := s.period(want)
	from, formant, step := want, 1.0, p
	if voiced {
		// A whole number of periods from the last piece: the waves fit.
		from = s.from + math.Floor((want-s.from)/p)*p
		if want-from > p || from > want {
			from = want
		}
		formant, step = s.shape.formant, s.newPeriod(p)
	}
	gain := float32(1)
	if step > p {
		gain = float32(math.Sqrt(step / p))
	}
	// The window is a raised cosine, turned from sample to sample.
	first := math.Ceil(s.next - half)
	turn, at := math.Pi/half, math.Pi*(first-s.next)/half
	sin, cos := math.Sincos(at)
	ds, dc := math.Sincos(turn)
	k, n := uint(int(first)), int(math.Ceil(s.next+half)-first)
	x := from + (first-s.next)*formant
	for range n {
		w := float32(0.5 + 0.5*cos)
		s.out[k%historyLen] += w * gain * s.in.between(x)
		s.windows[k%historyLen] += w
		sin, cos = sin*dc+cos*ds, cos*dc-sin*ds
		k, x = k+1, x+formant
	}
	s.from = from
	s.next += step
}

// newPeriod is the distance at which pieces of period p are laid down.
func (s *shifter) newPeriod(p float64) float64 {
	ratio := s.shape.pitch * math.Float64frombits(s.extra.Load())
	if s.shape.monotone > 0 {
		p = rate / s.shape.monotone
	} else if s.shape.intonation != 0 && s.mean > 0 {
		ratio *= math.Pow(s.mean/p, s.shape.intonation)
	}
	if s.shape.vibrato > 0 {
		s.phase = math.Mod(s.phase+2*math.Pi*s.shape.vibratoHz*p/rate, 2*math.Pi)
		ratio *= 1 + s.shape.vibrato*math.Sin(s.phase)
	}
	return min(max(p/ratio, minPeriod/4), 4*maxPeriod)
}
