// Package gesture names what hands show: thumbs, hearts, V, OK and the like. It
// works on the 21 points of package face, in plain Go, with rules a person can
// read: how far each finger is bent, where the thumb points, which tips touch.
// Lengths are in palms, so distance does not matter, and angles are between
// bones, so the hand may be turned.
//
// classify looks at one moment; a Recognizer watches over time and gives one
// event for each showing.
package gesture

import "time"

// Name is a gesture's name, in events, templates and settings.
type Name string

// The gestures.
const (
	None      Name = ""
	ThumbUp   Name = "thumbUp"
	ThumbDown Name = "thumbDown"
	Heart     Name = "heart" // of two hands, or of thumb and index finger
	V         Name = "v"
	OK        Name = "ok"
	OpenPalm  Name = "openPalm"
	Four      Name = "four"
	Rock      Name = "rock" // index and little finger
	Call      Name = "call" // thumb and little finger
	Fist      Name = "fist"
	One       Name = "one" // index finger up
)

// Names lists every gesture, in the order a panel should show them.
func Names() []Name {
	out := make([]Name, len(rules))
	for i := range rules {
		out[i] = rules[i].name
	}
	return out
}

// order gives each name its place in rules.
func order(n Name) int {
	for i := range rules {
		if rules[i].name == n {
			return i
		}
	}
	return -1
}

// Event is one showing of a gesture.
type Event struct {
	Name Name
	// Confidence is how sure the rules are, 0 to 1.
	Confidence float32
	// Hands are the ids of the hands that show it, one or two; the second is 0
	// when there is one.
	Hands [2]int
	// At is the time of the picture that settled it.
	At time.Time
}
