// Package sound is the panels of music, voice and sound board. The order of songs
// is pure rules (reduce): buttons, the ends of songs and what their observers tell
// are events, what the mixer has to do are effects. Everything else is a value that
// is shown, set and remembered.
package sound
