// Package stage is the video of a room and what lies on it: tiles with their tools,
// PK, what flies and rises, gifts, numbers, what is asked, and the small window.
// Everything in here runs on the UI goroutine.
package stage
