package hls

import (
	"sync"
	"sync/atomic"
	"time"
)

// rate measures a run's bits a second, for its variants. One goroutine adds.
type rate struct {
	peak, average atomic.Int64
	from          time.Duration
	begun         bool
	bytes, all    int64
	seconds       int64
}

const rateOfSound = aacBitRate + 10_000

func (r *rate) add(au [][]byte, pts time.Duration) {
	if !r.begun {
		r.begun, r.from = true, pts
	}
	if d := pts - r.from; d >= time.Second {
		bits := int64(float64(r.bytes*8) / d.Seconds())
		r.all += bits
		r.seconds++
		r.peak.Store(max(r.peak.Load(), bits+rateOfSound))
		r.average.Store(r.all/r.seconds + rateOfSound)
		r.from, r.bytes = pts, 0
	}
	for _, nal := range au {
		r.bytes += int64(len(nal)) + 4
	}
}

// meter estimates how many watch, by how often playlists of the leading list are asked for.
type meter struct {
	mu   sync.Mutex
	slot int64
	now  float64
	last float64
}

const meterSpan = 10 * time.Second

// add counts a request that a viewer makes every so often.
func (m *meter) add(every time.Duration, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn(now)
	m.now += float64(every) / float64(meterSpan)
}

func (m *meter) turn(now time.Time) {
	slot := now.UnixNano() / int64(meterSpan)
	switch {
	case slot == m.slot:
	case slot == m.slot+1:
		m.last, m.now = m.now, 0
	default:
		m.last, m.now = 0, 0
	}
	m.slot = slot
}

// viewers is the estimate.
func (m *meter) viewers(now time.Time) float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn(now)
	return max(m.last, m.now)
}
