// Package journey is the way from screen to screen: signing in and out, into a room by
// the list, a number or a link, from live to live, on air and back. What is shown and
// what follows are pure rules (reduce); what waits for the network is a task, of which
// there is one at a time.
//
// A task belongs to the session in which it began: once that is over, by another
// sign-in or because somebody else took the place, its answers show nothing.
package journey
