package media

import "time"

// Sound inside OnAir is always 48 kHz, interleaved stereo, float32 in -1..1.
const (
	SampleRate = 48000
	Channels   = 2
)

// Samples is one block of sound. Data is interleaved (left, right, left, ...)
// and belongs to the giver: it is valid only until the call that brought it
// returns, so a receiver copies what it keeps.
type Samples struct {
	Data []float32
	// Time is when the first sample was captured.
	Time time.Time
}

// Frames is the number of sample pairs.
func (s Samples) Frames() int { return len(s.Data) / Channels }

// Duration is the block's length in time.
func (s Samples) Duration() time.Duration {
	return time.Duration(s.Frames()) * time.Second / SampleRate
}
