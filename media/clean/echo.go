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

	learnt float64 // the delay at which the filter learnt, seconds; 0 for none

	lates, gaps int     // in all: blocks that were late; that never came
	owed        int     // blocks of the far end that did not come in time, of late
	calm        int     // blocks since the last of them
	left        float64 // the fewest samples that waited since

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
		e.settle(far.spare)
	case far.silent():
		e.silence(e.owed, e.calm)
		clear(e.block[:])
		e.push()
	default:
		e.slip(-1)
		e.owed++
		e.lates++
		e.calm, e.left = 0, math.Inf(1)
	}
}

// settledAfter is how many blocks after the last late one it is judged.
const settledAfter = 12

// settle finds out why blocks were late. If they came after all, they wait now:
// the mixer is merely uneven. Those that never came the loudspeaker lacked as
// well, so there was silence, which the far end's past then gets.
func (e *echoPath) settle(waiting float64) {
	if e.owed == 0 {
		return
	}
	e.left = min(e.left, waiting)
	if e.calm++; e.calm < settledAfter {
		return
	}
	e.silence(max(e.owed-int((e.left+slack)/BlockFrames), 0), e.calm)
}

// silence puts blocks of silence into the far end, so many blocks ago.
func (e *echoPath) silence(blocks, ago int) {
	e.gaps += blocks
	for range blocks {
		e.filter.insert(ago)
		e.align.filter.insert(ago)
	}
	if blocks > 0 {
		e.slip(blocks)
	}
	e.owed = 0
}

func (e *echoPath) push() {
	e.filter.push(e.block[:])
	e.align.push(e.block[:])
}

// slip says that the newest block of the far end is so many blocks newer.
func (e *echoPath) slip(blocks int) {
	e.filter.slip(blocks)
	e.align.slip(blocks)
	if e.learnt != 0 {
		e.learnt += float64(blocks) * 0.01
	}
}

// run takes the echo out of mic; out is one block late.
func (e *echoPath) run(mic, out []float64) {
	e.align.listen(mic)
	if e.align.sure {
		if off := e.align.delay - e.learnt; math.Abs(off) > 0.008 && e.learnt != 0 && e.filter.powErr > e.filter.powMic/2 {
			e.filter.reset()
		}
		e.learnt = e.align.delay
		want := e.align.bulk()
		if d := want - e.filter.bulk; d > 0 || d < -1 {
			e.filter.setBulk(want)
		}
	}
	e.filter.cancel(mic, e.err[:], e.echo[:])
	e.filter.check(mic, e.err[:], e.echo[:])
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
