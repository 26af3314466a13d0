package liveroom

import "sync"

// earMonitor carries the own voice from the microphone's goroutine to the
// mixer's: as little as possible waits in it, and what is late is dropped.
type earMonitor struct {
	mu   sync.Mutex
	data []float32
}

// earLimit is the most that waits: 20 ms of stereo.
const earLimit = 2 * 960

func (e *earMonitor) Write(block []float32) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.data = append(e.data, block...)
	if over := len(e.data) - earLimit; over > 0 {
		e.data = e.data[:copy(e.data, e.data[over:])]
	}
}

// ReadAudio implements audio.Source.
func (e *earMonitor) ReadAudio(dst []float32) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := copy(dst, e.data)
	e.data = e.data[:copy(e.data, e.data[n:])]
	return n
}
