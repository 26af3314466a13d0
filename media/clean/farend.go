package clean

import (
	"math"
	"sync"

	"onair/internal/sinc"
)

const (
	ringLen = 1 << 15 // 0.68 s
	// The interpolator: taps around the point read, for each of phases places
	// between two samples.
	sincTaps, sincPhases = 16, 64
)

// farEnd is what the loudspeaker plays, from the mixing goroutine to the
// microphone's. It is read at any pace near 1, for clocks that differ.
type farEnd struct {
	mu      sync.Mutex
	ring    [ringLen]float32
	written int64

	// The reader's.
	pos   float64 // next sample to read
	spare float64 // samples that waited beyond the last block read
	known bool
	calm  int // reads with more waiting than needed
	dry   int // reads in a row that found nothing
	local [blockFramesMax + sincTaps]float64
	// weights of the samples around a place between two
	weights [sincPhases + 1][sincTaps]float64
}

// blockFramesMax is more than a block of the far end at any pace.
const blockFramesMax = BlockFrames + 8

func newFarEnd() *farEnd {
	f := &farEnd{}
	for p := range f.weights {
		sinc.Fill(f.weights[p][:], float64(p)/sincPhases, 1, 6.5)
	}
	return f
}

// write takes interleaved stereo.
func (f *farEnd) write(block []float32) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := 0; i+1 < len(block); i += 2 {
		v := (block[i] + block[i+1]) / 2
		if v-v != 0 {
			v = 0 // one bad sample would spoil the filter for good
		}
		f.ring[f.written%ringLen] = v
		f.written++
	}
}

const (
	// keepFor is the number of reads in which more than tooMany samples waited
	// each time, after which a block is read besides.
	keepFor = 300
	tooMany = 2 * BlockFrames
	// slack is what stays waiting at first, so that a small difference of the
	// clocks is not at once a block that is late.
	slack = 48
	// silentAfter is the number of reads without sound after which the far end
	// counts as silent rather than late.
	silentAfter = 30
)

// take gives the next block at pace (far samples for one of the microphone's),
// if it is there; more says that too much waits and another should be taken.
func (f *farEnd) take(dst []float64, pace float64) (got, more bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	end := f.pos + BlockFrames*pace + sincTaps/2 + 1
	waiting := float64(f.written) - end
	defer func() { f.spare = waiting }()
	if !f.known || waiting > ringLen/2 || f.dry > silentAfter && waiting >= 0 {
		if f.written < BlockFrames+sincTaps+slack {
			return false, false
		}
		f.pos += waiting - slack // the newest block
		f.known, f.calm, waiting = true, 0, slack
	}
	if waiting < 0 {
		f.dry++
		f.calm = 0
		return false, false
	}
	f.dry = 0
	if waiting > tooMany {
		f.calm++
	} else {
		f.calm = 0
	}
	f.read(dst, pace)
	if f.calm >= keepFor {
		f.calm = 0
		return true, true
	}
	return true, false
}

// forget lets the next take begin with the newest block.
func (f *farEnd) forget() {
	f.mu.Lock()
	f.known, f.dry = false, 0
	f.mu.Unlock()
}

func (f *farEnd) silent() bool { return f.dry > silentAfter || !f.known }

func (f *farEnd) read(dst []float64, pace float64) {
	first := int64(math.Floor(f.pos)) - sincTaps/2 + 1
	for i := range f.local {
		f.local[i] = float64(f.ring[(first+int64(i)+ringLen)%ringLen])
	}
	at := f.pos - math.Floor(f.pos)
	for i := range dst {
		whole := int(at)
		phase := (at - float64(whole)) * sincPhases
		p := int(phase)
		part := phase - float64(p)
		a, b := &f.weights[p], &f.weights[p+1]
		src := f.local[whole : whole+sincTaps]
		s, t := 0.0, 0.0
		for j, v := range src {
			s += v * a[j]
			t += v * b[j]
		}
		dst[i] = s + (t-s)*part
		at += pace
	}
	f.pos += float64(len(dst)) * pace
}
