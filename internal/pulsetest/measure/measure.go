package measure

import (
	"math"
	"math/cmplx"

	"gonum.org/v1/gonum/dsp/fourier"
)

// rms is the root mean square of x.
func rms(x []float32) float64 {
	if len(x) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum / float64(len(x)))
}

// DBFS is the level of x in decibels where a full-scale sine is 0 (AES17);
// silence is -Inf.
func DBFS(x []float32) float64 { return 20 * math.Log10(rms(x)*math.Sqrt2) }

// Frequency is the strongest frequency in x, in Hz; half a second of a pure
// tone gives it to a tenth of a hertz.
func Frequency(x []float32, rate int) float64 {
	n := quick(len(x))
	if n < 8 {
		return 0
	}
	windowed := padded(x, n)
	for i := range x { // Hann: a tone between two lines stays narrow
		windowed[i] *= 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(len(x)))
	}
	spectrum := fourier.NewFFT(n).Coefficients(nil, windowed)
	best, top := 1, 0.0
	for i := 1; i < n/2-1; i++ {
		if a := cmplx.Abs(spectrum[i]); a > top {
			best, top = i, a
		}
	}
	l, m, r := logAbs(spectrum[best-1]), logAbs(spectrum[best]), logAbs(spectrum[best+1])
	return (float64(best) + parabola(l, m, r)) * float64(rate) / float64(n)
}

func logAbs(c complex128) float64 { return math.Log(cmplx.Abs(c) + 1e-300) }

// parabola is where, between -0.5 and 0.5, the top through three points lies.
func parabola(l, m, r float64) float64 {
	d := l - 2*m + r
	if d == 0 {
		return 0
	}
	return min(max((l-r)/(2*d), -0.5), 0.5)
}

// Delay finds ref within x and returns how many samples after x's start it
// begins (negative if before) and how alike the two are there, 0..1: above 0.5
// is a safe find, below 0.1 none.
func Delay(ref, x []float32) (samples int, likeness float64) {
	return NewHaystack(x, len(ref)).Delay(ref)
}

// A Haystack is a recording in which many short pieces are looked for. It is
// not safe for concurrent use.
type Haystack struct {
	x        []float32
	fft      *fourier.FFT
	spectrum []complex128
	longest  int
}

// NewHaystack prepares x for pieces of at most longest samples.
func NewHaystack(x []float32, longest int) *Haystack {
	n := quick(longest + len(x))
	fft := fourier.NewFFT(n)
	return &Haystack{x: x, fft: fft, spectrum: fft.Coefficients(nil, padded(x, n)), longest: longest}
}

// Delay finds ref as the function Delay does. It panics if ref is longer than
// the longest.
func (h *Haystack) Delay(ref []float32) (samples int, likeness float64) {
	x, n := h.x, h.fft.Len()
	if len(ref) == 0 || len(x) == 0 {
		return 0, 0
	}
	if len(ref) > h.longest {
		panic("measure: a piece longer than the longest")
	}
	lags := padded(ref, n)
	a := h.fft.Coefficients(nil, lags)
	for i := range a {
		a[i] = cmplx.Conj(a[i]) * h.spectrum[i]
	}
	h.fft.Sequence(lags, a)
	best, top := 0, 0.0
	for i, v := range lags {
		if v = math.Abs(v); v > top {
			best, top = i, v
		}
	}
	if best >= len(x) {
		best -= n
	}
	from, to := max(best, 0), min(best+len(ref), len(x))
	if from >= to {
		return best, 0
	}
	overlap := x[from:to]
	norm := rms(ref[from-best:to-best]) * rms(overlap) * float64(len(overlap))
	if norm == 0 {
		return best, 0
	}
	return best, min(top/float64(n)/norm, 1)
}

// quick is the smallest length from n on that transforms quickly: its only
// factors are 2, 3 and 5.
func quick(n int) int {
	for n = max(n, 1); ; n++ {
		rest := n
		for _, f := range []int{2, 3, 5} {
			for rest > 1 && rest%f == 0 {
				rest /= f
			}
		}
		if rest <= 1 {
			return n
		}
	}
}

// padded is x with silence up to n samples.
func padded(x []float32, n int) []float64 {
	out := make([]float64, n)
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}
