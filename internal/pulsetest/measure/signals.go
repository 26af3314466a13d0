// Package measure makes test sounds and judges recorded ones: level, frequency,
// delay, clicks and gaps. All functions take one channel; Channel picks it out
// of an interleaved recording.
package measure

import (
	"math"
	"math/rand/v2"
)

// Channel picks channel i out of interleaved samples of n channels.
func Channel(samples []float32, i, n int) []float32 {
	out := make([]float32, 0, len(samples)/n)
	for ; i < len(samples); i += n {
		out = append(out, samples[i])
	}
	return out
}

// Stereo plays mono on both channels.
func Stereo(mono []float32) []float32 {
	out := make([]float32, 0, 2*len(mono))
	for _, v := range mono {
		out = append(out, v, v)
	}
	return out
}

// Tone is n samples of a sine.
func Tone(hz, amplitude float64, rate, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(amplitude * math.Sin(2*math.Pi*hz*float64(i)/float64(rate)))
	}
	return out
}

// noise is n samples of white noise, always the same for a seed. Its delay can
// be measured sharply, and codecs let it through.
func noise(seed uint64, amplitude float64, n int) []float32 {
	random := rand.New(rand.NewPCG(seed, 1))
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(amplitude * (2*random.Float64() - 1))
	}
	return out
}

// Chirp is n samples of a tone that rises from one frequency to another. Unlike
// noise it survives a voice codec as itself, so it suits delay measurements too.
func Chirp(from, to, amplitude float64, rate, n int) []float32 {
	out := make([]float32, n)
	phase := 0.0
	for i := range out {
		out[i] = float32(amplitude * math.Sin(phase))
		hz := from + (to-from)*float64(i)/float64(n)
		phase += 2 * math.Pi * hz / float64(rate)
	}
	return out
}
