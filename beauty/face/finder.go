package face

import (
	"time"

	"onair/media"
)

// Want says what a Finder is to look for; the values are joined by or.
type Want uint8

// What there is to look for. Each costs time of its own, so ask only for what
// a filter in use needs.
const (
	WantFaces Want = 1 << iota
	WantHands
	WantPerson
	// WantBody is a person's mask now and then, for where skin may be; it is cheaper
	// than WantPerson, which brings newer ones.
	WantBody
	// WantTouch is hands now and then where faces are, for what they cover; it is
	// cheaper than WantHands, which finds them sooner and anywhere.
	WantTouch
)

// Finder is what a chain of filters asks. No method waits for a network to
// run. Faces, Hands and Person may be called from one goroutine while another
// calls Submit.
type Finder interface {
	// Want sets what to look for from now on; 0 lets the Finder rest and
	// forget what it has found.
	Want(Want)
	// Submit offers a picture to be looked at when there is time. What is
	// needed of it is copied before Submit returns, and the newest picture
	// takes the place of one that has not been looked at yet.
	Submit(f *media.Frame)
	// Faces appends the faces as they are at that time, moved on from the last
	// picture that was looked at, largest first. ID stays the same while a
	// face stays in view.
	Faces(at time.Time, dst []Face) []Face
	// Hands appends the hands in the same way.
	Hands(at time.Time, dst []Hand) []Hand
	// Person copies the newest mask into dst, growing it if need be, and
	// reports whether there is one.
	Person(dst *Mask) bool
}

// Mask says for each place of a picture how surely it shows a person, from 0
// (background) to 255, row by row. It covers the whole frame, whatever its own
// size.
type Mask struct {
	W, H int
	P    []uint8
	// At is when the picture was taken that the mask was found in; zero if that
	// is not known.
	At time.Time
}
