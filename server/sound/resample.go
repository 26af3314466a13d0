package sound

import "onair/internal/sinc"

// Of the filter: what passes, of half the lower rate, and how many samples are read at
// equal rates. Errors are below -75 dB up to 0.75 of half the rate.
const (
	band = 0.94
	beta = 8
	taps = 32
)

// resampler brings stereo to 48 kHz. What comes out begins where what went in did.
type resampler struct {
	step, of int // samples in for each one out: step/of
	half     int
	rows     [][]float32 // weights for each part of a sample
	buf      [2][]float32
	at, part int // where in buf the next one lies
}

func newResampler(from int) *resampler {
	d := gcd(from, rate)
	s := &resampler{step: from / d, of: rate / d}
	if s.step != s.of {
		pass, wide := band, 1
		if from > rate {
			pass, wide = band*float64(rate)/float64(from), (from+rate-1)/rate
		}
		s.half = wide * taps / 2
		row := make([]float64, 2*s.half)
		for k := range s.of {
			sinc.Fill(row, float64(k)/float64(s.of), pass, beta)
			line := make([]float32, len(row))
			for i, w := range row {
				line[i] = float32(w)
			}
			s.rows = append(s.rows, line)
		}
	}
	s.reset()
	return s
}

// reset forgets what went in.
func (s *resampler) reset() {
	s.at, s.part = max(s.half-1, 0), 0
	for c := range s.buf {
		s.buf[c] = append(s.buf[c][:0], make([]float32, s.at)...)
	}
}

// put takes samples in, as many left as right.
func (s *resampler) put(l, r []float32) {
	if from := s.at - max(s.half-1, 0); from > 0 {
		for c := range s.buf {
			s.buf[c] = s.buf[c][:copy(s.buf[c], s.buf[c][from:])]
		}
		s.at -= from
	}
	s.buf[0], s.buf[1] = append(s.buf[0], l...), append(s.buf[1], r...)
}

// take appends left and right to dst in turn, as far as there is room and sound.
func (s *resampler) take(dst []float32) []float32 {
	for len(dst)+1 < cap(dst) && s.at+s.half < len(s.buf[0]) {
		if s.rows == nil {
			dst = append(dst, s.buf[0][s.at], s.buf[1][s.at])
			s.at++
			continue
		}
		row := s.rows[s.part]
		from := s.at - s.half + 1
		dst = append(dst, dot(row, s.buf[0][from:]), dot(row, s.buf[1][from:]))
		s.part += s.step
		s.at += s.part / s.of
		s.part %= s.of
	}
	return dst
}

func dot(w, x []float32) float32 {
	x = x[:len(w)]
	var a, b float32
	for i := 0; i+1 < len(w); i += 2 {
		a += w[i] * x[i]
		b += w[i+1] * x[i+1]
	}
	return a + b
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
