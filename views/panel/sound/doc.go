// Package sound is the panel of sound: music, voice and the sound board, and their
// hot keys. Everything in here runs on the UI goroutine.
package sound
