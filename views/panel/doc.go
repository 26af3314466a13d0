// Package panel is the column at the right of a room and what is in it: chat,
// requests, viewers, ranking and gifts, and the cards of people. Beauty and sound
// have packages of their own below. Everything in here runs on the UI goroutine.
package panel
