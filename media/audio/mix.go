package audio

import (
	"math"
	"slices"
)

// Mix fills dst with the next piece of the mix: interleaved stereo, of any even
// length. Every source is read for as much, in blocks of at most 10 ms. It does
// not allocate.
func (m *Mixer) Mix(dst []float32) {
	m.mixing.Lock()
	defer m.mixing.Unlock()
	for len(dst) > 0 {
		n := min(len(dst), blockLen)
		m.mixBlock(dst[:n])
		dst = dst[n:]
	}
}

func (m *Mixer) mixBlock(dst []float32) {
	clear(dst)
	gone := false
	for _, in := range *m.inputs.Load() {
		gone = m.mixInput(in, dst) || gone
	}
	if gone {
		m.sweep()
	}
	target := float32(0)
	if !m.muted.Load() {
		target = float32(math.Float64frombits(m.volume.Load()))
	}
	m.master.aim(target)
	m.master.scale(dst)
	_, peak := squares(dst)
	m.limit.process(dst, peak)
	m.meter.Write(dst)
	for _, t := range *m.taps.Load() {
		t.f(dst)
	}
}

// mixInput adds one stream to dst and reports whether it has faded out for good.
func (m *Mixer) mixInput(in *input, dst []float32) (gone bool) {
	leaving := in.leaving.Load()
	if leaving && in.gain.silent() {
		return true
	}
	block := m.scratch[:len(dst)]
	n := min(max(in.src.ReadAudio(block), 0), len(block)) &^ 1
	sum, peak := squares(block[:n])
	if !finite(sum) || !finite(peak) {
		// One bad sample would spoil the limiter's memory for good.
		n, sum, peak = 0, 0, 0
	}
	in.meter.add(float64(sum), peak, len(block))
	in.bridge(block, n)
	in.gain.aim(in.target())
	in.gain.mixInto(dst, block)
	return leaving && in.gain.silent()
}

// bridge makes the ends of a stretch of sound inaudible: block has n samples
// of sound, and what is missing becomes a short tail that dies away from the
// last one (1/e in 1 ms). Sound that comes back fades in.
func (in *input) bridge(block []float32, n int) {
	const decay = 1 - 1./48
	if n > 0 && in.dry {
		in.gain.jump(0)
	}
	a, b := in.last[0], in.last[1]
	if n > 0 {
		a, b = block[n-2], block[n-1]
	}
	in.dry = n < len(block)
	for i := n; i < len(block); i += 2 {
		a, b = a*decay, b*decay
		block[i], block[i+1] = a, b
	}
	if in.dry && a*a+b*b < 1e-12 {
		a, b = 0, 0 // keeps the numbers from becoming slow tiny ones
	}
	in.last = [2]float32{a, b}
}

// sweep forgets the streams that have faded out.
func (m *Mixer) sweep() {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := slices.Clone(*m.inputs.Load())
	list = slices.DeleteFunc(list, func(in *input) bool { return in.leaving.Load() && in.gain.silent() })
	m.inputs.Store(&list)
}
