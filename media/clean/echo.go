package clean

import (
	"math"
	"time"
)

// echoPath is the whole way of the microphone's sound past the echo.
type echoPath struct {
	align  *aligner
	filter *kalman
	rest   *residual

	block [BlockFrames]float64 // the far end's
	echo  [BlockFrames]float64
	err   [BlockFrames]float64

	powFar, powMic, powOut float64 // smoothed while there is an echo
}

func newEchoPath() *echoPath {
	return &echoPath{
		align: newAligner(),
		filter: newKalman(tuning{
			hop: BlockFrames, size: 1024, bins: 300, parts: 16, history: 16 + lowParts,
			tidy: 3, forget: 0.998, smooth: 0.85, decay: 0.7,
		}),
		rest: newResidual(),
	}
}

// restart begins anew, after a time in which nobody ran it. hint is about
// where the echo will be, 0 if unknown.
func (e *echoPath) restart(far *farEnd, hint time.Duration) {
	pace := e.align.pace
	*e = *newEchoPath()
	e.align.pace = pace
	far.forget()
	e.filter.setBulk(int((hint - hintMargin) / (10 * time.Millisecond)))
}

// hintMargin is how much earlier than hinted an echo may come.
const hintMargin = 30 * time.Millisecond

// advance takes what the far end has for this block.
func (e *echoPath) advance(far *farEnd) {
	got, more := far.take(e.block[:], e.align.pace)
	if got && more {
		e.push()
		e.slip(1)
		got, _ = far.take(e.block[:], e.align.pace)
	}
	switch {
	case got:
		e.push()
	case far.silent():
		clear(e.block[:])
		e.push()
	default:
		e.slip(-1)
	}
}

func (e *echoPath) push() {
	e.filter.push(e.block[:])
	e.align.push(e.block[:])
}

// slip says that the newest block of the far end is so many blocks newer.
func (e *echoPath) slip(blocks int) {
	e.filter.slip(blocks)
	e.align.slip(blocks)
}

// run takes the echo out of mic; out is one block late.
func (e *echoPath) run(mic, out []float64) {
	e.align.listen(mic)
	if e.align.sure {
		want := e.align.bulk()
		if d := want - e.filter.bulk; d > 0 || d < -1 {
			e.filter.setBulk(want)
		}
	}
	e.filter.cancel(mic, e.err[:], e.echo[:])
	e.rest.run(e.err[:], e.echo[:], e.filter.sum, out)
	e.measure(mic, out)
}

func (e *echoPath) measure(mic, out []float64) {
	var echo, far, m, o float64
	for i, v := range mic {
		echo += e.echo[i] * e.echo[i]
		far += e.block[i] * e.block[i]
		m += v * v
		o += out[i] * out[i]
	}
	if echo < m/4 || echo < 1e-7*BlockFrames {
		return
	}
	const slow = 0.02
	e.powFar += slow * (far - e.powFar)
	e.powMic += slow * (m - e.powMic)
	e.powOut += slow * (o - e.powOut)
}

func decibels(a, b float64) float64 {
	if a <= 0 || b <= 0 {
		return 0
	}
	return 10 * math.Log10(a/b)
}
