package clean

import (
	"math"
	"math/cmplx"
	"time"
)

const (
	// The aligner works on every eighth sample: 6 kHz, blocks of 60.
	decimate = 8
	lowHop   = BlockFrames / decimate
	lowSize  = 128
	lowBins  = 54 // up to 2.5 kHz
	lowParts = 50 // half a second
	// lookEvery and driftEvery are in blocks.
	lookEvery  = 10
	driftEvery = 50
	// lostFor is the number of blocks after which the search begins anew.
	lostFor = 20
	// maxPace bounds the difference of the clocks: worse than any sound card.
	maxPace = 400e-6
	// early is what the filter keeps in front of the echo, in seconds.
	early = 0.004
)

// aligner finds how much later than the far end its echo comes, and how fast
// that changes because the loudspeaker's and the microphone's clocks differ. It
// learns the echo path over half a second at a low rate.
type aligner struct {
	filter   *kalman
	far, mic decimator
	lowFar   []float64
	lowMic   []float64
	out      []float64
	echo     []float64

	blocks  int
	in, err float64 // smoothed powers while there is an echo
	delay   float64 // seconds
	sure    bool
	proved  bool // what was found did take echo away
	votes   int  // looks in a row that agree
	lost    int  // blocks in which nothing was taken away

	ref    [][]complex128 // the path a while ago
	refAt  int
	refOK  bool
	rounds int
	pace   float64 // of reading the far end
}

func newAligner() *aligner {
	return &aligner{
		filter: newKalman(tuning{
			hop: lowHop, size: lowSize, bins: lowBins, parts: lowParts, history: lowParts,
			tidy: 16, forget: 0.998, smooth: 0.85, decay: 1,
		}),
		lowFar: make([]float64, lowHop), lowMic: make([]float64, lowHop),
		out: make([]float64, lowHop), echo: make([]float64, lowHop),
		ref:  matrix[complex128](lowParts, lowBins),
		pace: 1,
	}
}

// push takes the next block of the far end at the full rate.
func (a *aligner) push(block []float64) {
	a.far.run(a.lowFar, block)
	a.filter.push(a.lowFar)
}

// slip says that the echo comes so many blocks later from now on.
func (a *aligner) slip(blocks int) {
	a.filter.shift(blocks)
	a.refOK = false
	a.delay += float64(blocks) * 0.01
}

// listen takes the next block of the microphone, after the far end's.
func (a *aligner) listen(mic []float64) {
	a.mic.run(a.lowMic, mic)
	a.filter.cancel(a.lowMic, a.out, a.echo)
	var in, err, echo float64
	for i, v := range a.lowMic {
		in += v * v
		err += a.out[i] * a.out[i]
		echo += a.echo[i] * a.echo[i]
	}
	const keep = 0.93
	if echo > 1e-7*lowHop && echo > in/16 {
		a.in = keep*a.in + (1-keep)*in
		a.err = keep*a.err + (1-keep)*err
		a.doubtIt()
	}
	if a.blocks++; a.blocks%lookEvery == 0 {
		a.look()
	}
	if a.blocks-a.refAt >= driftEvery {
		a.drift()
	}
}

// doubtIt begins anew when what was found takes nothing away any more: the
// loudspeaker, its buffer or the room is another. Should the near end merely be
// loud, the same is found again; the full filter keeps what it has until then.
func (a *aligner) doubtIt() {
	a.proved = a.sure && (a.proved || a.good(6))
	if !a.proved || a.err < 0.7*a.in {
		a.lost = 0
		return
	}
	if a.lost++; a.lost > lostFor {
		a.filter.reset()
		a.sure, a.refOK, a.votes, a.lost = false, false, 0, 0
		a.in, a.err = 0, 0
	}
}

// good reports whether the filter takes away at least db of the echo.
func (a *aligner) good(db float64) bool { return a.in > a.err*math.Pow(10, db/10) }

// look finds the echo's beginning in the response learnt.
func (a *aligner) look() {
	if !a.good(1.5) {
		a.votes = 0
		return
	}
	f := a.filter
	top, total := 0.0, 0.0
	var best [lowParts]float64
	for p := range f.parts {
		f.fft.inverse(f.taps[p])
		for _, v := range f.fft.time[:lowHop] {
			best[p] = max(best[p], v*v)
			total += v * v
		}
		top = max(top, best[p])
	}
	if top < 10*total/(lowParts*lowHop) {
		a.votes = 0
		return
	}
	p := 0
	for best[p] < top/4 {
		p++
	}
	f.fft.inverse(f.taps[p])
	i := 0
	for f.fft.time[i]*f.fft.time[i] < top/4 {
		i++
	}
	delay := float64(p*lowHop+i) / (48000 / decimate)
	if math.Abs(delay-a.delay) < 0.004 {
		a.votes++
	} else {
		a.votes = 0
	}
	a.delay = delay
	a.sure = a.votes >= 1
}

// drift compares the path with that of a second ago: a delay that has changed
// turns the phases of the spectrum in proportion to the frequency.
func (a *aligner) drift() {
	f := a.filter
	if !a.good(3) {
		a.refOK = false
	}
	if a.refOK {
		var num, den float64
		for i := 3; i < lowBins-4; i++ {
			var c complex128
			for p := range f.parts {
				c += f.taps[p][i] * cmplx.Conj(a.ref[p][i])
			}
			w := cmplx.Abs(c) * float64(i)
			num -= w * cmplx.Phase(c)
			den += w * float64(i)
		}
		if den > 0 {
			moved := num / den * lowSize / (2 * math.Pi) / (48000 / decimate) // seconds
			over := float64(a.blocks-a.refAt) * 0.01
			a.steer(moved / over)
		}
	}
	a.refAt = a.blocks
	a.refOK = a.good(3)
	for p := range a.ref {
		copy(a.ref[p], f.taps[p])
	}
}

// steer follows a delay that grows by rate seconds a second.
func (a *aligner) steer(rate float64) {
	a.rounds++
	gain := max(0.8/(0.6+0.4*float64(a.rounds)), 0.1)
	rate = min(max(rate, -maxPace/2), maxPace/2)
	a.pace = min(max(a.pace-gain*rate, 1-maxPace), 1+maxPace)
}

// bulk is the delay in whole blocks that the full filter can leave out.
func (a *aligner) bulk() int { return max(int((a.delay-early)*100), 0) }

func (a *aligner) found() time.Duration { return time.Duration(max(a.delay, 0) * float64(time.Second)) }

// decimator keeps every eighth sample below 2.6 kHz.
type decimator struct {
	past [decimateTaps + BlockFrames]float64
}

const decimateTaps = 64

var decimateFIR = func() (h [decimateTaps]float64) {
	sum := 0.0
	for i := range h {
		x := float64(i) - (decimateTaps-1)/2.0
		h[i] = math.Sin(2*math.Pi*2300/48000*x) / x * (0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/decimateTaps))
		sum += h[i]
	}
	for i := range h {
		h[i] /= sum
	}
	return h
}()

func (d *decimator) run(dst, src []float64) {
	copy(d.past[:], d.past[BlockFrames:])
	copy(d.past[decimateTaps:], src)
	for i := range dst {
		s := 0.0
		for j, v := range d.past[1+i*decimate:][:decimateTaps] {
			s += v * decimateFIR[j]
		}
		dst[i] = s
	}
}
