package audio

import "math"

const (
	// ceiling is the largest sample that leaves a limiter (-0.45 dBFS).
	ceiling = 0.95
	// releaseTime is how long the limiter takes to come back by 1/e, seconds.
	releaseTime = 0.12
)

// limiter keeps sound under the ceiling by turning it down, never by cutting
// it off: the gain follows the envelope of the peaks, which rises at once and
// falls slowly. Sound below the ceiling passes unchanged, bit for bit. It adds
// no delay. The zero value is ready; not for concurrent use.
type limiter struct {
	envelope float32
}

var release = float32(math.Exp(-1 / (releaseTime * 48000)))

// process limits interleaved stereo in place; peak is the largest absolute
// value in block.
func (l *limiter) process(block []float32, peak float32) {
	if peak <= ceiling && l.envelope <= ceiling {
		l.envelope = 0
		return
	}
	env := l.envelope
	for i := 0; i+1 < len(block); i += 2 {
		a, b := block[i], block[i+1]
		env = max(env*release, a, -a, b, -b)
		if env > ceiling {
			g := ceiling / env
			block[i], block[i+1] = a*g, b*g
		}
	}
	l.envelope = env
}
