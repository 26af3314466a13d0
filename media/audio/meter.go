package audio

import (
	"math"
	"sync/atomic"
)

// meterBlocks is the length of a Meter's window: 300 ms of 10 ms blocks, the
// usual interval of volume callbacks.
const meterBlocks = 30

// Meter tells how loud a sound has been over the last 300 ms. The zero value is
// ready and reads silence. One goroutine writes; any goroutine reads.
type Meter struct {
	squares [meterBlocks]float64
	peaks   [meterBlocks]float32
	counts  [meterBlocks]int
	next    int

	meanSquare atomic.Uint64 // float64 bits
	peak       atomic.Uint64 // float64 bits
}

// Write takes a block of sound, normally 10 ms. A block with samples that are
// not numbers counts as silence.
func (m *Meter) Write(block []float32) {
	sum, peak := squares(block)
	if !finite(sum) || !finite(peak) {
		sum, peak = 0, 0
	}
	m.add(float64(sum), peak, len(block))
}

// add takes the measured values of a block of n samples.
func (m *Meter) add(sum float64, peak float32, n int) {
	m.squares[m.next], m.peaks[m.next], m.counts[m.next] = sum, peak, n
	m.next = (m.next + 1) % meterBlocks
	var total float64
	var top float32
	count := 0
	for i := range meterBlocks {
		total += m.squares[i]
		top = max(top, m.peaks[i])
		count += m.counts[i]
	}
	if count > 0 {
		total /= float64(count)
	}
	m.meanSquare.Store(math.Float64bits(total))
	m.peak.Store(math.Float64bits(float64(top)))
}

// Reset forgets all sound, when its source has ended. It belongs to the writer.
func (m *Meter) Reset() {
	m.squares, m.peaks, m.counts = [meterBlocks]float64{}, [meterBlocks]float32{}, [meterBlocks]int{}
	m.meanSquare.Store(0)
	m.peak.Store(0)
}

// rmsdB is the level in dBFS; a full-scale sine is 0, silence -Inf.
func (m *Meter) rmsdB() float64 { return rmsDB(math.Float64frombits(m.meanSquare.Load())) }

// peakdB is the largest sample in dBFS; silence is -Inf.
func (m *Meter) peakdB() float64 { return peakDB(math.Float64frombits(m.peak.Load())) }

// RMS is the level on the 0..100 scale of levelOf.
func (m *Meter) RMS() float64 { return levelOf(m.rmsdB()) }

// Peak is the largest sample on the 0..100 scale of levelOf.
func (m *Meter) Peak() float64 { return levelOf(m.peakdB()) }
