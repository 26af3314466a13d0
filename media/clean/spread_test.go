package clean

import (
	"math"
	"testing"
)

// A small loudspeaker that is turned up plays tones that it was not given.
func TestEchoOfALoudspeakerThatDistorts(t *testing.T) {
	for name, clip := range map[string]func(x float64) float64{
		"softly": math.Tanh,
		"hard":   func(x float64) float64 { return min(max(x, -1), 0.8) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := scene{seconds: 9, delay: 20, loss: 6, seed: 1, near: 5, noise: -70}.make(t)
			played := make([]float64, len(s.far))
			for i, v := range s.far {
				played[i] = 0.12 * clip(v/0.12) // peaks are at 0.5
			}
			late := convolve(played, response(1, 0.3))
			for i, old := range s.echo {
				s.echo[i] = math.Pow(10, -6.0/20) * sample(late, float64(i)-20*rate/1000)
				s.mic[i] += s.echo[i] - old
			}
			out, _ := through(start(t, Switches{Echo: true}), s, 1)
			erle := level(s.echo[rate:5*rate]) - level(out[rate:5*rate])
			got := alike(s.near[6*rate:], out[6*rate:])
			t.Logf("echo return loss enhancement %.1f dB, correlation with the near voice %.3f", erle, got)
			if erle < 20 || got < 0.9 {
				t.Errorf("echo return loss enhancement %.1f dB, correlation with the near voice %.3f", erle, got)
			}
		})
	}
}
