package capture

import (
	"math"
	"time"

	"onair/media"
)

// BeepDetected reports whether a block of sound holds the test source's beep
// (1 kHz), and when in it the beep begins or goes on: the time of the first
// sample above a quarter of the block's peak. Blocks should be 5 to 50 ms.
func BeepDetected(s media.Samples) (time.Time, bool) {
	n := s.Frames()
	if n < media.SampleRate/1000 {
		return time.Time{}, false
	}
	// Goertzel's filter: the energy at one frequency against the whole.
	coeff := 2 * math.Cos(2*math.Pi*beepHz/media.SampleRate)
	var s1, s2, total, peak float64
	for i := range n {
		v := float64(s.Data[2*i])
		s1, s2 = v+coeff*s1-s2, s1
		total += v * v
		peak = math.Max(peak, math.Abs(v))
	}
	if total < 1e-3*float64(n) {
		return time.Time{}, false
	}
	// A pure tone that fills the block gives power = total * n / 2; one that
	// fills a part of it, that part of it.
	power := s1*s1 + s2*s2 - coeff*s1*s2
	if power < 0.05*total*float64(n) {
		return time.Time{}, false
	}
	for i := range n {
		if math.Abs(float64(s.Data[2*i])) > peak/4 {
			return s.Time.Add(time.Duration(i) * time.Second / media.SampleRate), true
		}
	}
	return time.Time{}, false
}
