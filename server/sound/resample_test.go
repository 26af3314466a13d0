package sound

import (
	"math"
	"testing"
)

func TestResamplerKeepsTonesAtEveryRate(t *testing.T) {
	for _, from := range []int{7350, 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 64000, 88200, 96000} {
		s := newResampler(from)
		out := make([]float32, 0, 2*rate)
		in := make([]float32, 1024)
		for at := 0; at < from; at += len(in) {
			for i := range in {
				in[i] = float32(math.Sin(2 * math.Pi * 1000 * float64(at+i) / float64(from)))
			}
			s.put(in, in)
			out = s.take(out)
		}
		if len(out) < 2*rate*98/100 {
			t.Fatalf("%d: %d samples", from, len(out)/2)
		}
		worst := 0.0
		for i := rate / 10; i < len(out)/2; i++ {
			worst = max(worst, math.Abs(float64(out[2*i])-math.Sin(2*math.Pi*1000*float64(i)/rate)))
		}
		if worst > 2e-4 {
			t.Errorf("%d Hz: %.0f dB of what is wrong", from, 20*math.Log10(worst))
		}
	}
}
