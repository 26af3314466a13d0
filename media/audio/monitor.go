package audio

import (
	"math"
	"sync"
)

// Monitor lets users hear themselves: a Source for the Mixer that the
// microphone's goroutine fills. Nothing waits in it but what the two sides'
// unevenness needs, at most a block as a rule; the difference of their clocks
// is taken up by reading a little faster.
type Monitor struct {
	mu      sync.Mutex
	ring    [monitorRing][2]float32
	written int64
	pos     float64 // next frame to read
	playing bool
	least   float64 // fewest frames left over by a read of late
	reads   int
	pace    float64
	spare   float64 // frames that may be left over for nothing
	gaps    int
	limits  monitorLimits
	skipped bool // what was too old; the next read is silent, for a soft seam
}

// monitorLimits are in frames.
type monitorLimits struct {
	full                     float64 // how many may wait before the oldest are given up
	keep                     int64   // and how many of the newest then stay; 0: the last block
	spareLeast, step, atMost float64 // how many may be left over for nothing
	much                     float64 // left over, to be in a hurry
}

const (
	monitorRing = 1 << 12 // 85 ms
	monitorFull = 6 * Block
	// monitorLook is after how many reads the pace is set anew.
	monitorLook = 100
	// How many frames may be left over for nothing: 2 ms, more by 2 ms after
	// each gap, less by 0.1 ms each time the pace is set.
	spareLeast, spareStep, spareMost, spareLess = 96, 96, 960, 5
	// monitorHurry is how much faster the sound is read to get rid of them.
	// A hundredth, for much of it, is 17 cents of pitch.
	monitorHurry, monitorMuch = 0.003, 480
)

// NewMonitor returns an empty monitor.
func NewMonitor() *Monitor {
	return newMonitor(monitorLimits{
		full: monitorFull, spareLeast: spareLeast, step: spareStep, atMost: spareMost, much: monitorMuch,
	})
}

// newEarRing returns a monitor for pieces of a few milliseconds: what waits is
// bounded by 15 ms, so that a busy moment is heard as a gap, not as a delay.
func newEarRing() *Monitor {
	return newMonitor(monitorLimits{full: 720, keep: 144, spareLeast: 48, step: 24, atMost: 240, much: 144})
}

func newMonitor(l monitorLimits) *Monitor {
	return &Monitor{pace: 1, spare: l.spareLeast, limits: l}
}

// Write takes interleaved stereo of any length up to 40 ms, on the
// microphone's goroutine. The samples are copied; it never waits.
func (m *Monitor) Write(block []float32) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := 0; i+1 < len(block); i += 2 {
		m.ring[m.written%monitorRing] = [2]float32{block[i], block[i+1]}
		m.written++
	}
	if over := float64(m.written) - m.pos; over > m.limits.full {
		// Nobody read for a while: go on with the newest.
		keep := m.limits.keep
		if keep == 0 {
			keep = int64(len(block) / 2)
		}
		m.pos = float64(m.written - keep)
		m.skipped = m.limits.keep > 0
		m.restart()
	}
}

func (m *Monitor) restart() { m.least, m.reads, m.pace = math.Inf(1), 0, 1 }

// ReadAudio makes Monitor a Source.
func (m *Monitor) ReadAudio(dst []float32) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	frames := len(dst) / 2
	// Two frames more than are read, for the interpolation.
	waiting := float64(m.written) - m.pos - 2
	need := float64(frames) * m.pace
	if m.skipped {
		m.skipped = false
		return 0
	}
	if waiting < need {
		if m.playing {
			m.playing = false
			m.gaps++
			m.spare = min(m.spare+m.limits.step, m.limits.atMost)
		}
		return 0
	}
	if !m.playing {
		m.playing = true
		m.restart()
		need = float64(frames)
	}
	m.read(dst[:2*frames])
	m.settle(waiting - need)
	return 2 * frames
}

// settle sets the pace by what was left over.
func (m *Monitor) settle(left float64) {
	m.least = min(m.least, left)
	if m.reads++; m.reads < monitorLook {
		return
	}
	m.pace = 1
	switch {
	case m.least > m.spare+m.limits.much:
		m.pace = 1.01
	case m.least > m.spare:
		m.pace = 1 + monitorHurry
	}
	m.spare = max(m.spare-spareLess, m.limits.spareLeast)
	m.least, m.reads = math.Inf(1), 0
}

// read interpolates by cubic Hermite splines, exact where the pace is 1.
func (m *Monitor) read(dst []float32) {
	at := m.pos
	for i := 0; i+1 < len(dst); i += 2 {
		whole := math.Floor(at)
		k := int64(whole) + monitorRing
		t := float32(at - whole)
		a, b := m.ring[(k-1)%monitorRing], m.ring[k%monitorRing]
		c, d := m.ring[(k+1)%monitorRing], m.ring[(k+2)%monitorRing]
		for ch := range 2 {
			dst[i+ch] = hermite(a[ch], b[ch], c[ch], d[ch], t)
		}
		at += m.pace
	}
	m.pos = at
}

func hermite(a, b, c, d, t float32) float32 {
	c1 := (c - a) / 2
	c2 := a - 2.5*b + 2*c - d/2
	c3 := (d-a)/2 + 1.5*(b-c)
	return ((c3*t+c2)*t+c1)*t + b
}
