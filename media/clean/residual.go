package clean

import "math"

// residual takes down what the filter leaves of the echo: late reverberation,
// distortion, a path not yet learnt. In each bin it expects a share of the
// estimated echo's power to be left, and in each band a share of all of it, for
// a loudspeaker that distorts plays more than it is given; both are learnt from
// how the powers vary together (J.-M. Valin, "On adjusting the learning rate in
// frequency domain echo cancellation with double-talk", IEEE Trans. ASLP 15, 2007),
// and applies a Wiener gain. Blocks overlap by half, so it delays the sound by one
// block.
type residual struct {
	fft      *spectrum
	window   []float64
	lastErr  []float64
	lastEcho []float64
	tail     []float64 // overlap of the output
	e, y     []complex128
	reverb   []float64
	gain     []float64
	meanE    []float64 // a band
	meanY    []float64
	covEY    []float64
	varY     []float64
	all      spread    // of the whole echo over the bands
	floor    []float64 // noise of the near end, power a bin
	smoothE  []float64
	edges    []int
	blocks   int
}

const residualSize = 1024

func newResidual() *residual {
	bins := residualSize/2 + 1
	r := &residual{
		fft: newSpectrum(residualSize), window: make([]float64, 2*BlockFrames),
		lastErr: make([]float64, BlockFrames), lastEcho: make([]float64, BlockFrames),
		tail: make([]float64, BlockFrames),
		e:    make([]complex128, bins), y: make([]complex128, bins),
		reverb: make([]float64, bins), gain: make([]float64, bins),
		floor: make([]float64, bins), smoothE: make([]float64, bins),
	}
	for i := range r.window {
		r.window[i] = math.Sin(math.Pi * (float64(i) + 0.5) / (2 * BlockFrames))
	}
	for i := range r.gain {
		r.gain[i] = 1
	}
	for at := 0; at < bins; at += max(4, at/6) {
		r.edges = append(r.edges, at)
	}
	r.edges = append(r.edges, bins)
	n := len(r.edges) - 1
	r.meanE, r.meanY = make([]float64, n), make([]float64, n)
	r.covEY, r.varY = make([]float64, n), make([]float64, n)
	r.all.cov = make([]float64, n)
	return r
}

const (
	// over is by how much the residual echo's power is overestimated.
	over = 4
	// overApart is the same for what comes back in other bands.
	overApart = 2
	// leastGain is the most that is taken away, as amplitude (-40 dB).
	leastGain = 0.01
	// unsureShare is what counts of the filter's own expectation.
	unsureShare = 3
	// ringing is how much of a block's echo power is still heard a block later.
	ringing = 0.72
)

// run takes an error block and the echo estimated in it; out is one block late.
// unsure is the power a bin that the filter expects to have left, for the bins it
// works on.
func (r *residual) run(err, echo, unsure, out []float64) {
	r.load(r.lastErr, err)
	r.fft.forward(r.e)
	r.load(r.lastEcho, echo)
	r.fft.forward(r.y)
	copy(r.lastErr, err)
	copy(r.lastEcho, echo)
	r.measure()
	r.decide(unsure)
	for i, g := range r.gain {
		r.e[i] *= complex(g, 0)
	}
	r.fft.inverse(r.e)
	for i := range out {
		out[i] = r.tail[i] + r.fft.time[i]*r.window[i]
		r.tail[i] = r.fft.time[BlockFrames+i] * r.window[BlockFrames+i]
	}
}

func (r *residual) load(last, now []float64) {
	for i, v := range last {
		r.fft.time[i] = v * r.window[i]
		r.fft.time[BlockFrames+i] = now[i] * r.window[BlockFrames+i]
	}
	clear(r.fft.time[2*BlockFrames:])
}

// measure learns, band by band, what share of the echo is left.
func (r *residual) measure() {
	r.blocks++
	slow := max(1/float64(r.blocks), 0.01)
	for i, y := range r.y {
		p := power(y)
		r.reverb[i] = max(p, ringing*r.reverb[i])
	}
	total := 0.0
	for _, y := range r.reverb {
		total += y
	}
	r.all.hear(total, slow)
	for b := range r.meanE {
		var e, y float64
		for i := r.edges[b]; i < r.edges[b+1]; i++ {
			e += power(r.e[i])
			y += r.reverb[i]
		}
		de, dy := e-r.meanE[b], y-r.meanY[b]
		r.meanE[b] += slow * de
		r.meanY[b] += slow * dy
		r.covEY[b] += slow * (de*dy - r.covEY[b])
		r.varY[b] += slow * (dy*dy - r.varY[b])
		r.all.learn(b, de, slow)
	}
}

// leak is the share of the echo's power that is left in a band.
func (r *residual) leak(b int) float64 {
	if r.varY[b] < 1e-12 {
		return 0.1
	}
	return min(max(r.covEY[b]/r.varY[b], 0.002), 1)
}

func (r *residual) decide(unsure []float64) {
	for b := range r.meanE {
		left := over * r.leak(b)
		apart := overApart * r.all.into(b) / float64(r.edges[b+1]-r.edges[b])
		for i := r.edges[b]; i < r.edges[b+1]; i++ {
			r.smoothE[i] += 0.5 * (power(r.e[i]) - r.smoothE[i])
			echo := max(left*r.reverb[i], apart)
			if i < len(unsure) {
				echo = max(echo, unsureShare*unsure[i])
			}
			g := 1 - echo/(r.smoothE[i]+1e-12)
			g = max(g, leastGain, r.noiseGain(i, echo))
			// Down at once, up over some blocks: speech that ends leaves no tail.
			if g > r.gain[i] {
				g = r.gain[i] + 0.5*(g-r.gain[i])
			}
			r.gain[i] = g
		}
	}
}

// noiseGain is the gain that leaves the room's noise where the echo is taken
// away: silence in its place would be heard. The noise is learnt while there is
// no echo.
func (r *residual) noiseGain(i int, echo float64) float64 {
	if p := r.smoothE[i]; echo < 0.1*p {
		r.floor[i] = min(1.003*r.floor[i]+1e-14, p)
	}
	return min(math.Sqrt(r.floor[i]/(r.smoothE[i]+1e-12)), 1)
}
