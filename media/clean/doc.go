// Package clean takes out of the microphone's sound what does not belong to
// the speaker: the echo of our own loudspeaker, steady noise, and the
// differences between a loud voice and a quiet one. It also tells whether
// somebody speaks.
//
// A Processor sits between the microphone and the encoder. The microphone's
// goroutine gives each block of 10 ms to Capture, which changes it in place;
// the mixing goroutine gives what the loudspeaker plays to Far (Mixer.Tap has
// the right blocks). With every switch off Capture leaves the samples alone,
// bit for bit: that is the music mode.
//
// The package starts no goroutine.
package clean
