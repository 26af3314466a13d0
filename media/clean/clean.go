package clean

import (
	"log/slog"
	"time"
)

// BlockFrames is the length of the blocks that Capture and Far take: 10 ms at
// 48 kHz, in sample pairs.
const BlockFrames = 480

// blockLen is the number of samples in such a block.
const blockLen = 2 * BlockFrames

// Switches say which parts of the processing work. The zero value is the music
// mode: nothing is touched.
type Switches struct {
	// Echo takes the far end's sound out of the microphone's.
	Echo bool
	// Noise lowers steady noise: fans, hiss, hum.
	Noise bool
	// Gain evens out the loudness of voices.
	Gain bool
}

// Voice has everything on: what a conversation through loudspeakers needs.
func Voice() Switches { return Switches{Echo: true, Noise: true, Gain: true} }

// Music has everything off: stereo passes bit for bit.
func Music() Switches { return Switches{} }

// Options configure New. The zero value starts in music mode.
type Options struct {
	// Enabled are the switches to start with.
	Enabled Switches
	// Logger is told of unusual states; nil means slog.Default().
	Logger *slog.Logger
}

// Stats describe how well the processing does.
type Stats struct {
	// ERL is the echo return loss: how much quieter the far end comes back at
	// the microphone than it was played, in dB. 0 until there was an echo.
	ERL float64
	// ERLE is the echo return loss enhancement: what the canceller takes off
	// the echo besides, in dB. 0 until there was an echo.
	ERLE float64
	// Delay is the time found from Far to the echo in Capture.
	Delay time.Duration
	// Drift is how much faster the microphone's clock runs than the
	// loudspeaker's, in parts per million.
	Drift float64
	// Late counts blocks of the far end that came late or never, Gaps those that
	// never came: what the loudspeaker lacked.
	Late, Gaps int
	// Noise is the noise floor found in the microphone's sound, in dBFS.
	Noise float64
	// Speech is what Processor.Speech tells.
	Speech bool
}
