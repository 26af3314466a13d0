package clean

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

const rate = 48000

// speech reads one of the voices at 48 kHz, repeated up to n samples, at the
// given RMS.
func speech(t testing.TB, name string, n int, rms float64) []float64 {
	b, err := os.ReadFile("testdata/" + name + ".wav")
	if err != nil {
		t.Fatal(err)
	}
	b = b[44:]
	low := make([]float64, len(b)/2)
	sum := 0.0
	for i := range low {
		low[i] = float64(int16(binary.LittleEndian.Uint16(b[2*i:]))) / 32768
		sum += low[i] * low[i]
	}
	scale := rms / math.Sqrt(sum/float64(len(low)))
	out := make([]float64, n)
	for i := range out {
		out[i] = scale * sample(low, math.Mod(float64(i)/3, float64(len(low))))
	}
	return out
}

// sample reads x between its samples.
func sample(x []float64, at float64) float64 {
	whole := math.Floor(at)
	frac := at - whole
	if frac == 0 {
		if i := int(whole); i >= 0 && i < len(x) {
			return x[i]
		}
		return 0
	}
	const half = 24
	s := 0.0
	sin := math.Sin(math.Pi * frac)
	for i := -half + 1; i <= half; i++ {
		k := int(whole) + i
		if k < 0 || k >= len(x) {
			continue
		}
		d := float64(i) - frac
		w := 0.5 + 0.5*math.Cos(math.Pi*d/(half+1))
		sinc := sin / (math.Pi * -d)
		if i%2 != 0 {
			sinc = -sinc
		}
		s += x[k] * w * sinc
	}
	return s
}

// response is a room's: the direct sound, eight reflections, and a tail that
// takes rt seconds to fall by 60 dB, through a small loudspeaker (150 Hz to 9 kHz).
func response(seed uint64, rt float64) []float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	h := make([]float64, int(0.25*rate))
	h[0] = 1
	for range 8 {
		d := 100 + r.IntN(1100)
		h[d] += (r.Float64() - 0.5) * math.Exp(-float64(d)/rate*6.9/rt)
	}
	for i := 200; i < len(h); i++ {
		h[i] += r.NormFloat64() * 0.03 * math.Exp(-6.9*float64(i)/rate/rt)
	}
	onePole := func(hz float64, high bool) {
		a := math.Exp(-2 * math.Pi * hz / rate)
		y := 0.0
		for i, v := range h {
			y = a*y + (1-a)*v
			if high {
				h[i] = v - y
			} else {
				h[i] = y
			}
		}
	}
	onePole(150, true)
	onePole(9000, false)
	onePole(9000, false)
	sum := 0.0
	for _, v := range h {
		sum += v * v
	}
	for i := range h {
		h[i] /= math.Sqrt(sum)
	}
	return h
}

// convolve by blocks in the frequency domain.
func convolve(x, h []float64) []float64 {
	n := 1
	for n < len(x)+len(h) {
		n *= 2
	}
	a, b := newSpectrum(n), newSpectrum(n)
	copy(a.time, x)
	copy(b.time, h)
	fa, fb := make([]complex128, n/2+1), make([]complex128, n/2+1)
	a.forward(fa)
	b.forward(fb)
	for i := range fa {
		fa[i] *= fb[i]
	}
	a.inverse(fa)
	return a.time[:len(x)]
}

// scene is a talk through a loudspeaker.
type scene struct {
	seconds int
	delay   float64 // ms, from playing to the microphone
	ppm     float64 // by which the microphone's clock is fast
	loss    float64 // dB between what is played and its echo
	seed    uint64
	near    float64 // second from which the near end talks, 0 for never
	noise   float64 // dBFS of the room's noise
}

// sounds are what the loudspeaker plays, its echo, the near voice, and all
// that the microphone hears.
type sounds struct{ far, echo, near, mic []float64 }

func (s scene) make(t testing.TB) sounds {
	n := s.seconds * rate
	far := speech(t, "far", n, 0.08)
	gain := math.Pow(10, -s.loss/20)
	echo := convolve(far, response(s.seed, 0.3))
	late := make([]float64, n)
	shift := s.delay * rate / 1000
	for i := range late {
		late[i] = gain * sample(echo, float64(i)*(1+s.ppm*1e-6)-shift)
	}
	near := make([]float64, n)
	if s.near > 0 {
		at := int(s.near * rate)
		copy(near[at:], speech(t, "near", n-at, 0.08*gain))
	}
	mic := make([]float64, n)
	r := rand.New(rand.NewPCG(7, s.seed))
	hiss := math.Pow(10, s.noise/20)
	for i := range mic {
		mic[i] = late[i] + near[i] + hiss*r.NormFloat64()
	}
	return sounds{far, late, near, mic}
}

func level(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v * v
	}
	return 10 * math.Log10(s/float64(len(x))+1e-12)
}

// alike is the largest correlation of a and b over lags of up to 50 ms.
func alike(a, b []float64) float64 {
	best := 0.0
	for lag := 0; lag < rate/20; lag++ {
		var ab, aa, bb float64
		for i := lag; i < len(a); i += 3 {
			x, y := a[i-lag], b[i]
			ab += x * y
			aa += x * x
			bb += y * y
		}
		best = max(best, ab/math.Sqrt(aa*bb+1e-20))
	}
	return best
}
