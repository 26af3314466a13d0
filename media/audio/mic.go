package audio

import (
	"math"
	"sync/atomic"
	"time"

	"onair/media"
)

// Mic prepares captured sound for the encoder: volume, mute, level, and blocks
// of exactly 10 ms. Muted it goes on giving blocks, of silence, so that the
// receivers' clocks stay fed.
type Mic struct {
	next func(media.Samples)

	volume atomic.Uint64 // float64 bits
	muted  atomic.Bool
	meter  Meter

	// Owned by the goroutine that calls Push.
	gain    ramp
	limit   limiter
	block   [blockLen]float32
	filled  int
	started time.Time // capture time of block[0]
}

// maxTimeGap is how far a push may be from where the last one ended before the
// started block is given up as belonging to another time.
const maxTimeGap = 100 * time.Millisecond

// NewMic returns a Mic at volume 1 that hands its blocks to next, on the
// goroutine that calls Push. The data is valid until next returns.
func NewMic(next func(media.Samples)) *Mic {
	m := &Mic{next: next}
	m.SetVolume(1)
	m.gain.jump(1)
	return m
}

// SetVolume sets the gain, 0..1.5 (TRTC's 0..150 divided by 100). Any goroutine.
func (m *Mic) SetVolume(gain float64) { m.volume.Store(math.Float64bits(clampVolume(gain))) }

// Volume is the gain set. Any goroutine.
func (m *Mic) Volume() float64 { return math.Float64frombits(m.volume.Load()) }

// Mute makes the blocks silent, or not. Any goroutine.
func (m *Mic) Mute(on bool) { m.muted.Store(on) }

// Muted reports whether the blocks are silent. Any goroutine.
func (m *Mic) Muted() bool { return m.muted.Load() }

// Meter measures what is sent: after gain, mute and limiter. Any goroutine reads.
func (m *Mic) Meter() *Meter { return &m.meter }

// Push takes captured sound of any length; one goroutine at a time. A block's
// time is the capture time of its first sample. A jump in time of more than
// 100 ms (another device, a machine that slept) drops the unfinished block.
func (m *Mic) Push(s media.Samples) {
	data := s.Data[:len(s.Data)&^1]
	at := s.Time
	if at.IsZero() {
		at = time.Now().Add(-s.Duration())
	}
	if m.filled > 0 {
		gap := at.Sub(m.started.Add(duration(m.filled)))
		if gap.Abs() > maxTimeGap {
			m.filled = 0
		}
	}
	for len(data) > 0 {
		if m.filled == 0 {
			m.started = at
		}
		n := copy(m.block[m.filled:], data)
		m.filled += n
		data = data[n:]
		at = at.Add(duration(n))
		if m.filled == blockLen {
			m.emit()
		}
	}
}

// Reset drops an unfinished block and takes the level to 0, when the source of
// sound has ended. Not while Push runs.
func (m *Mic) Reset() {
	m.filled = 0
	m.limit = limiter{}
	m.meter.Reset()
}

func (m *Mic) emit() {
	m.filled = 0
	block := m.block[:]
	if sum, _ := squares(block); !finite(sum) {
		clear(block)
	}
	target := float32(0)
	if !m.muted.Load() {
		target = float32(m.Volume())
	}
	m.gain.aim(target)
	m.gain.scale(block)
	_, peak := squares(block)
	m.limit.process(block, peak)
	m.meter.Write(block)
	m.next(media.Samples{Data: block, Time: m.started})
}

// duration is the time that n samples (not pairs) take.
func duration(n int) time.Duration {
	return time.Duration(n/media.Channels) * time.Second / media.SampleRate
}
