// Package backdrop puts a picture or a blur behind a person, by a mask that was
// found in a frame or two before, or in place of a wall of one strong colour.
package backdrop

import (
	"time"

	"onair/media"
)

// Source is what is shown in place of the wall behind a person: a still
// picture (Still) or a film.
//
// Frame returns the picture for a moment, with one reference for the caller, who
// only reads it. It is called by Chain.Process for every frame while the backdrop
// is in use, so it must not wait. The picture may be of any size up to 32767 each
// way; one of the frame's own size saves scaling it, and the same *media.Frame as
// the time before saves doing so again. nil means that there is none yet.
//
// A backdrop may serve several chains. The chain does not close it; after the
// setter that replaced it has returned, one more Frame call may still be on its
// way. A chain keeps its reference to the newest picture until another one, or a
// frame of another size, comes.
type Source interface {
	Frame(at time.Time) *media.Frame
}

// Mode says what becomes of everything that is not a person.
type Mode int

const (
	// None leaves the picture as it is.
	None Mode = iota
	// Blur blurs it.
	Blur
	// Picture puts that of a Source there.
	Picture
)
