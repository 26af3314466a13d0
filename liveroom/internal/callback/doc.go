// Package callback makes calls to the user's code: views, taps and observers. Each
// has a goroutine of its own that lives while there is something to tell, so a call
// that hangs holds up nobody else, and what is called may call everything.
package callback
