package sound

import "time"

// Time stretching cuts a period of the sound out, or puts one in twice, where
// the sound repeats itself, and so changes its length but not its pitch: WSOLA
// (W. Verhelst and M. Roelands, ICASSP 1993) with one period at a time, as
// WebRTC's NetEQ does.
const (
	// Periods looked for: 2.5 to 12 ms, voices down to 83 Hz.
	periodLeast, periodMost = rate * 25 / 10000, rate * 12 / 1000
	// coarse is the step, in pairs, at which sounds are compared.
	coarse = 4
	// alikeEnough is the correlation from which a seam is not heard.
	alikeEnough = 0.85
	// quiet is the mean square under which no seam is heard.
	quiet = 1e-6
	// farOff is the error from which the sound is stretched; under it resampling
	// does.
	farOff = 0.025
	// restSeams is the time between two seams.
	restSeams = 50 * time.Millisecond
)

// stretch brings the lag nearer to what is wanted by one period, if it is far
// off and the sound allows. err is by how much it is too large, in seconds.
func (b *Buffer) stretch(err float64, now time.Time) {
	if err < farOff && err > -farOff || now.Sub(b.seamAt) < restSeams {
		return
	}
	const need = 2*periodMost + 1
	for b.ahead() < need && b.at(b.next) != nil {
		b.fill()
	}
	at := int(b.pos)
	if b.ahead() < need || at < 1 {
		return
	}
	x := b.in[at*channels:]
	period, ok := findPeriod(x)
	if !ok {
		return
	}
	if err > 0 {
		b.in = b.in[:at*channels+cut(x, period)]
		b.counts.Shortened++
	} else {
		b.in = lengthen(b.in, at, period)
		b.counts.Lengthened++
	}
	b.lag -= float64(period) / rate * sign(err)
	b.seamAt = now
}

// ahead is how many pairs are decoded and not yet played.
func (b *Buffer) ahead() int { return len(b.in)/channels - int(b.pos) }

func sign(v float64) float64 {
	if v < 0 {
		return -1
	}
	return 1
}

// findPeriod looks for the shift at which the beginning of x is most like
// itself; ok if a seam there is not heard.
func findPeriod(x []float32) (period int, ok bool) {
	const n = periodMost / coarse
	var mono [2 * n]float32
	var power float32
	for i := range mono {
		k := i * coarse * channels
		// The mean of neighbours keeps high notes from folding over.
		mono[i] = x[k] + x[k+1] + x[k+2] + x[k+3]
		power += mono[i] * mono[i]
	}
	if power/(16*2*n) < quiet {
		return periodMost, true
	}
	best, at := float32(0), 0
	for lag := periodLeast / coarse; lag <= n; lag++ {
		if c := likeness(mono[:n], mono[lag:]); c > best {
			best, at = c, lag
		}
	}
	return at * coarse, best > alikeEnough*alikeEnough
}

// likeness is the square of the correlation of a and the beginning of b, 0 if
// negative.
func likeness(a, b []float32) float32 {
	var ab, aa, bb float32
	b = b[:min(len(a), len(b))]
	for i, v := range b {
		ab += a[i] * v
		aa += a[i] * a[i]
		bb += v * v
	}
	if ab <= 0 || aa*bb == 0 {
		return 0
	}
	return ab * ab / (aa * bb)
}

// cut fades from the first period of x to the second, and returns how many
// samples are left.
func cut(x []float32, period int) int {
	n := period * channels
	for i := range period {
		w := (float32(i) + 0.5) / float32(period)
		for c := range channels {
			k := i*channels + c
			x[k] += w * (x[k+n] - x[k])
		}
	}
	return n + copy(x[n:], x[2*n:])
}

// lengthen plays the period at pair at twice: after the first time it fades from
// what comes next back to the period's own start.
func lengthen(in []float32, at, period int) []float32 {
	n, from := period*channels, at*channels
	for range n {
		in = append(in, 0)
	}
	x := in[from:]
	copy(x[n:], x[:len(x)-n]) // x[:n] is the period, x[n:2n] the same, x[2n:] what came next
	for i := range period {
		w := (float32(i) + 0.5) / float32(period)
		for c := range channels {
			k := i*channels + c
			x[k+n] = x[k+2*n] + w*(x[k]-x[k+2*n])
		}
	}
	return in
}
