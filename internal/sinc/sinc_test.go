package sinc

import (
	"math"
	"testing"
)

func TestTonesComeThrough(t *testing.T) {
	for _, c := range []struct {
		taps             int
		band, beta, tone float64
		want             float64 // dB of what is wrong
	}{
		{32, 0.94, 8, 0.05, -80}, {32, 0.94, 8, 0.6, -80}, {32, 0.94, 8, 0.75, -75}, {16, 1, 6.5, 0.05, -70}, {16, 1, 6.5, 0.5, -60},
	} {
		row := make([]float64, c.taps)
		worst := 0.0
		for _, at := range []float64{0, 0.1, 0.5, 0.77, 1} {
			Fill(row, at, c.band, c.beta)
			for phase := range 16 {
				wave := func(x float64) float64 { return math.Sin(math.Pi*c.tone*x + float64(phase)) }
				sum := 0.0
				for k, w := range row {
					sum += w * wave(float64(k))
				}
				worst = max(worst, math.Abs(sum-wave(float64(c.taps/2-1)+at)))
			}
		}
		if db := 20 * math.Log10(worst); db > c.want {
			t.Errorf("%d taps, a tone at %v of half the rate: %.0f dB", c.taps, c.tone, db)
		}
	}
}
