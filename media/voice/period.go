package voice

import "math"

const (
	rate = 48000
	// lowest and highest are the pitches of voices that are followed.
	lowest, highest = 80, 1000
	maxPeriod       = rate / lowest
	minPeriod       = rate / highest

	// The first look is taken at a quarter of the rate.
	coarse       = 4
	coarseLag    = maxPeriod/coarse + 2
	coarseWindow = 160
	fineWindow   = coarseWindow * coarse
	// hop is how often the period is measured.
	hop = 240
	// lookBehind is how far before the newest sample the middle of what is
	// measured lies.
	lookBehind = (coarseWindow + coarseLag) * coarse / 2
	// voicedAbove is the likeness of neighbouring periods that makes a voice.
	voicedAbove = 0.55
	quietest    = 1e-6 // mean square, -60 dBFS
)

// detector measures the period of a voice by the normalized cross correlation
// (Talkin, "A Robust Algorithm for Pitch Tracking", 1995): coarsely over all
// periods, then finely around the best.
type detector struct {
	low  [coarseWindow + 2*coarseLag]float64 // the newest sound, at a quarter rate
	nccf [coarseLag + 2]float64
	flat [fineWindow + coarseLag*coarse + 2*coarse + 2]float32 // the same sound at the full rate
}

// measure returns the period in samples at the end of a ring whose newest
// sample is end-1, or 0 for noise and silence. history must hold 2048 samples.
func (d *detector) measure(h *history, end int) float64 {
	n := coarseWindow + coarseLag
	start := end - n*coarse
	energy := 0.0
	for i := range n {
		sum := 0.0
		for k := range coarse {
			sum += float64(h.at(start+i*coarse+k)) + float64(h.at(start+i*coarse+k-2))
		}
		d.low[i] = sum / (2 * coarse)
		energy += d.low[i] * d.low[i]
	}
	if energy/float64(n) < quietest {
		return 0
	}
	lag := d.coarse(n)
	if lag == 0 {
		return 0
	}
	for i := range d.flat {
		d.flat[i] = h.at(start + i)
	}
	return d.fine(lag * coarse)
}

// coarse returns the best lag at the quarter rate, or 0.
func (d *detector) coarse(n int) int {
	x := d.low[:n]
	e0, e1 := 0.0, 0.0
	for i := range coarseWindow {
		e0 += x[i] * x[i]
		e1 += x[i+minPeriod/coarse-1] * x[i+minPeriod/coarse-1]
	}
	best := 0.0
	first := minPeriod/coarse - 1
	for lag := first; lag < coarseLag; lag++ {
		sum := 0.0
		a, b := x[:coarseWindow], x[lag:lag+coarseWindow]
		for i, v := range a {
			sum += v * b[i]
		}
		d.nccf[lag] = sum / math.Sqrt(e0*e1+1e-12)
		best = max(best, d.nccf[lag])
		if lag+1 < coarseLag {
			e1 += x[lag+coarseWindow]*x[lag+coarseWindow] - x[lag]*x[lag]
		}
	}
	if best < voicedAbove {
		return 0
	}
	// The shortest period nearly as good as the best: the others are multiples.
	for lag := first + 1; lag+1 < coarseLag; lag++ {
		v := d.nccf[lag]
		if v > 0.87*best && v >= d.nccf[lag-1] && v >= d.nccf[lag+1] {
			return lag
		}
	}
	return 0
}

// fine looks for the best period around lag and between samples.
func (d *detector) fine(lag int) float64 {
	const around = coarse + 1
	var v [2*around + 1]float64
	x := d.flat[:fineWindow]
	var xx float32
	for _, a := range x {
		xx += a * a
	}
	best := 0
	for k := range v {
		y := d.flat[lag+k-around:][:fineWindow]
		var xy, yy float32
		for i, a := range x {
			b := y[i]
			xy, yy = xy+a*b, yy+b*b
		}
		v[k] = float64(xy) / math.Sqrt(float64(xx)*float64(yy)+1e-12)
		if v[k] > v[best] {
			best = k
		}
	}
	period := float64(lag + best - around)
	if best > 0 && best < len(v)-1 {
		a, b, c := v[best-1], v[best], v[best+1]
		if bend := a - 2*b + c; bend < 0 {
			period += (a - c) / (2 * bend)
		}
	}
	return period
}

// history is a ring of the newest sound, by the number of the sample.
type history [historyLen]float32

const historyLen = 8192

func (h *history) at(i int) float32     { return h[uint(i)%historyLen] }
func (h *history) put(i int, v float32) { h[uint(i)%historyLen] = v }

// between reads at a fraction of a sample (Catmull and Rom, 1974).
func (h *history) between(x float64) float32 {
	i := int(math.Floor(x))
	t := float32(x - float64(i))
	a, b, c, d := h.at(i-1), h.at(i), h.at(i+1), h.at(i+2)
	return b + t/2*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
}
