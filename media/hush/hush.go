// Package hush keeps libraries of sound from writing to the terminal.
package hush

import "sync"

// Sound silences ALSA and JACK, which tell standard error of every device that is
// not there. Their handlers belong to the process; what went wrong is told by
// returned codes anyway. Call it before looking for devices; any goroutine.
var Sound = sync.OnceFunc(sound)
