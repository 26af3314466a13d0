package voice

import (
	"math"
	"testing"

	"go.uber.org/goleak"
	"gonum.org/v1/gonum/dsp/fourier"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const blockLen = 960

// vowel is a voice of a steady or gliding pitch: pulses of the vocal folds
// through the resonances of an "a", breath included, interleaved stereo.
func vowel(hz, glide, seconds float64) []float32 {
	n := int(seconds * rate)
	out := make([]float32, 2*n)
	phase, seed := 0.0, uint32(1)
	for i := range n {
		f := hz * math.Exp2(glide*math.Sin(2*math.Pi*2*float64(i)/rate))
		phase += f / rate
		v := 0.0
		if phase >= 1 {
			phase--
			v = 1
		}
		seed = seed*1664525 + 1013904223
		v += 0.01 * float64(int32(seed)) / (1 << 31)
		out[2*i], out[2*i+1] = float32(v), float32(v)
	}
	lowPass(900, 0.5).process(out)
	dry := append([]float32(nil), out...)
	clear(out)
	for _, f := range []struct{ hz, q, level float64 }{{730, 8, 1}, {1090, 10, 0.6}, {2440, 14, 0.35}, {3400, 16, 0.2}} {
		x := append([]float32(nil), dry...)
		bandPass(f.hz, f.q).process(x)
		for i := range out {
			out[i] += x[i] * float32(f.level)
		}
	}
	return level(out, 0.12)
}

// level brings the RMS of x to want.
func level(x []float32, want float64) []float32 {
	g := float32(want / rms(x))
	for i := range x {
		x[i] *= g
	}
	return x
}

func tone(hz, amplitude, seconds float64) []float32 {
	out := make([]float32, 2*int(seconds*rate))
	for i := range out {
		out[i] = float32(amplitude * math.Sin(2*math.Pi*hz*float64(i/2)/rate))
	}
	return out
}

// through is x as the chain gives it back, block by block.
func through(c *Chain, x []float32) []float32 {
	out := append([]float32(nil), x...)
	for i := 0; i < len(out); i += blockLen {
		c.Process(out[i:min(i+blockLen, len(out))])
	}
	return out
}

func rms(x []float32) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum / float64(max(len(x), 1)))
}

func left(x []float32) []float64 {
	out := make([]float64, len(x)/2)
	for i := range out {
		out[i] = float64(x[2*i])
	}
	return out
}

// pitchOf measures by autocorrelation, between 60 and 1200 Hz.
func pitchOf(x []float64) float64 {
	const low, high = rate / 1200, rate / 60
	n := len(x) - high - 1
	corr := func(lag int) float64 {
		var xy, xx, yy float64
		for i := range n {
			xy, xx, yy = xy+x[i]*x[i+lag], xx+x[i]*x[i], yy+x[i+lag]*x[i+lag]
		}
		return xy / math.Sqrt(xx*yy+1e-12)
	}
	var v [high + 1]float64
	best := 0.0
	for lag := low; lag <= high; lag++ {
		v[lag] = corr(lag)
		best = max(best, v[lag])
	}
	for lag := low + 1; lag < high; lag++ {
		if v[lag] > 0.97*best && v[lag] >= v[lag-1] && v[lag] >= v[lag+1] {
			a, b, c := v[lag-1], v[lag], v[lag+1]
			return rate / (float64(lag) + (a-c)/(2*(a-2*b+c)))
		}
	}
	return 0
}

func cents(got, want float64) float64 { return 1200 * math.Log2(got/want) }

// spectrum is the mean level in dB of x in bands of a third of an octave.
func spectrum(x []float64) []float64 {
	const n = 4096
	power := make([]float64, n/2)
	fft, buf, coeff := fourier.NewFFT(n), make([]float64, n), make([]complex128, n/2+1)
	for at := 0; at+n <= len(x); at += n / 2 {
		for i := range buf {
			buf[i] = x[at+i] * (0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/n))
		}
		fft.Coefficients(coeff, buf)
		for i := range power {
			power[i] += real(coeff[i])*real(coeff[i]) + imag(coeff[i])*imag(coeff[i])
		}
	}
	var out []float64
	for f := 60.0; f < 16000; f *= math.Cbrt(2) {
		sum := 1e-9
		from, to := int(f/math.Pow(2, 1./6)*n/rate), int(math.Ceil(f*math.Pow(2, 1./6)*n/rate))
		for i := max(from, 1); i <= to && i < n/2; i++ {
			sum += power[i]
		}
		out = append(out, 10*math.Log10(sum))
	}
	return out
}

// distance is how far two spectra are apart: the RMS of their differences in
// dB, after their mean difference (the loudness) is taken out.
func distance(a, b []float64) float64 {
	mean := 0.0
	for i := range a {
		mean += (a[i] - b[i]) / float64(len(a))
	}
	sum := 0.0
	for i := range a {
		d := min(max(a[i]-b[i]-mean, -30), 30)
		sum += d * d
	}
	return math.Sqrt(sum / float64(len(a)))
}
