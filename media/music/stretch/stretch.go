// Package stretch changes tempo without pitch and pitch without tempo, by the
// SoundTouch library (WSOLA: Verhelst and Roelands, 1993).
package stretch

// #cgo pkg-config: soundtouch
// #cgo CXXFLAGS: -O2 -std=c++11
// #cgo LDFLAGS: -lstdc++
// #include "stretch.h"
import "C"

import (
	"errors"
	"math"
	"unsafe"

	"onair/media"
)

// Ranges of what may be set.
const (
	MinTempo, MaxTempo = 0.5, 2.0
	MinPitch, MaxPitch = -1.0, 1.0
)

var errMemory = errors.New("stretch: out of memory")

// Stretcher takes 48 kHz interleaved stereo and gives back more or less of it.
// It belongs to one goroutine at a time; Close frees it.
type Stretcher struct{ c unsafe.Pointer }

// New returns a stretcher that changes nothing yet. It holds C memory.
func New() (*Stretcher, error) {
	c := C.oa_stretch_new(media.SampleRate, media.Channels)
	if c == nil {
		return nil, errMemory
	}
	return &Stretcher{c}, nil
}

// Set chooses the tempo, 0.5..2, and the pitch in octaves, -1..1; both are
// bounded. It holds from the next Put on.
func (s *Stretcher) Set(tempo, octaves float64) {
	C.oa_stretch_tempo(s.c, C.double(min(max(tempo, MinTempo), MaxTempo)))
	C.oa_stretch_pitch(s.c, C.double(math.Exp2(min(max(octaves, MinPitch), MaxPitch))))
}

// Put gives it sound.
func (s *Stretcher) Put(pcm []float32) error {
	if len(pcm) < media.Channels {
		return nil
	}
	if C.oa_stretch_put(s.c, (*C.float)(&pcm[0]), C.int(len(pcm)/media.Channels)) < 0 {
		return errMemory
	}
	return nil
}

// Flush makes what it still holds ready, with some silence behind it.
func (s *Stretcher) Flush() error {
	if C.oa_stretch_flush(s.c) < 0 {
		return errMemory
	}
	return nil
}

// Take fills dst as far as there is sound and returns the number of samples.
func (s *Stretcher) Take(dst []float32) int {
	if len(dst) < media.Channels {
		return 0
	}
	return int(C.oa_stretch_take(s.c, (*C.float)(&dst[0]), C.int(len(dst)/media.Channels))) * media.Channels
}

// Clear forgets all sound.
func (s *Stretcher) Clear() { C.oa_stretch_clear(s.c) }

// Close frees it; it may be called twice.
func (s *Stretcher) Close() {
	C.oa_stretch_free(s.c)
	s.c = nil
}
