package hls

import (
	"sync"
	"time"
)

// Stats is a stream's state at one moment. Rates cover the last two seconds or so,
// counts the whole life.
type Stats struct {
	Width, Height int
	FPS           float64
	BitRate       int // of pictures and sound, as fetched
	Frames        uint64
	FramesDropped uint64
	DecodeTime    time.Duration // a picture, smoothed
	// Delay is from the server's clock when the picture reached it to the screen.
	Delay time.Duration
	// Buffer is how much is in hand.
	Buffer time.Duration
	// Underruns is how often that ran out.
	Underruns    uint64
	Freezes      int // pictures over half a second apart
	FreezeTime   time.Duration
	LongestGap   time.Duration
	FirstPicture time.Duration // after Play
	Playing      bool
	// Failing says that requests fail now, and are made again.
	Failing bool
}

const (
	freeze = 500 * time.Millisecond
	rateOf = 2 * time.Second
)

// meter counts. Safe for use from any goroutine.
type meter struct {
	mu    sync.Mutex
	began time.Time
	s     Stats
	last  time.Time // picture shown

	since         time.Time // the window under way
	frames, bytes int
	fps           float64
	bitRate       int
}

func newMeter(now time.Time) *meter { return &meter{began: now, since: now} }

func (m *meter) decoded(took time.Duration, _ int) {
	m.mu.Lock()
	if m.s.DecodeTime == 0 {
		m.s.DecodeTime = took
	}
	m.s.DecodeTime += (took - m.s.DecodeTime) / 16
	m.mu.Unlock()
}

func (m *meter) dropped() {
	m.mu.Lock()
	m.s.FramesDropped++
	m.mu.Unlock()
}

// fetched counts what was read.
func (m *meter) fetched(now time.Time, n int) {
	m.mu.Lock()
	m.roll(now)
	m.bytes += n
	m.mu.Unlock()
}

func (m *meter) shown(now time.Time, w, h int, delay time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.roll(now)
	m.frames++
	if m.s.Frames++; m.s.Frames == 1 {
		m.s.FirstPicture, m.s.Delay = now.Sub(m.began), delay
	} else if gap := now.Sub(m.last); true {
		m.s.LongestGap = max(m.s.LongestGap, gap)
		if gap > freeze {
			m.s.Freezes++
			m.s.FreezeTime += gap
		}
	}
	m.s.Delay += (delay - m.s.Delay) / 8
	m.last, m.s.Width, m.s.Height = now, w, h
}

// roll ends the window that is over.
func (m *meter) roll(now time.Time) {
	long := now.Sub(m.since)
	if long < rateOf {
		return
	}
	m.fps, m.bitRate = float64(m.frames)/long.Seconds(), int(float64(8*m.bytes)/long.Seconds())
	m.since, m.frames, m.bytes = now, 0, 0
}

func (m *meter) read(now time.Time) Stats {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.roll(now)
	s := m.s
	s.FPS, s.BitRate = m.fps, m.bitRate
	return s
}
