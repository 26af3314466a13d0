// Package audio mixes the sound of any number of remote streams, plays the mix
// on the default speaker and prepares the microphone's sound for the encoder.
//
// # Clocks
//
// Everything is pulled by one clock: the speaker's. Each time the device wants
// sound the playout calls Mixer.Mix, and Mix asks every Source for exactly as
// much. The mixer has no queue of its own, so it cannot drift. What drifts is
// the sender's clock against the speaker's, and only a Source sees that (its
// jitter buffer fills up or runs dry), so only a Source evens it out. Without a
// device a silent clock pulls the same way, tied to the system's monotonic
// time, so that sources do not notice the difference.
//
// The way of the microphone has one clock as well: Mic passes on a block for
// every 480 frames captured, and the encoder takes what comes.
//
// # Goroutines
//
// A Playout owns one goroutine that watches the device and, while there is no
// device, one silent clock. Both end in Playout.Close. With a device, Mix is
// called on a goroutine of the oto library. Mixer, Mic and Meter start none.
package audio
