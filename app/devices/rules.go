package devices

import "onair/app/model"

// Use is what a camera or microphone is needed for; several together are a sum.
type Use int

// The uses.
const (
	ForStage    Use = 1 << iota // set-up, a live of one's own, the guest's card and seat
	ForTest                     // the settings
	ForGestures                 // a viewer's hands
)

// Source is a camera or a microphone: what it is needed for, whether it runs (or is
// being opened again by the engine), and what is chosen.
type Source struct {
	Uses   Use
	Runs   bool
	Chosen string
}

// Event is one of the types below.
type Event any

type (
	// Needed: it is needed for Use from now on; 0 is once more for what it is needed for.
	Needed struct{ Use Use }
	// Dropped: it is not any more.
	Dropped struct{ Use Use }
	// Failed: it did not open.
	Failed struct{}
	// Anew: it is to be opened afresh.
	Anew struct{}
	// Back: what was not there may be.
	Back struct{}
)

// Effect is what is to be done with the engine and shown.
type Effect int

// The effects.
const (
	Open    Effect = iota + 1
	Halt           // let go of it
	TellOff        // none is chosen: say so
	Uncheck        // nobody asks for it: it leaves the check list
)

// reduce is the rules: it is opened with the first use and let go with the last, and
// what is chosen meanwhile takes effect at once.
func reduce(s Source, e Event) (Source, []Effect) {
	switch e := e.(type) {
	case Needed:
		s.Uses |= e.Use
		switch {
		case s.Chosen == model.SourceNone:
			s.Runs = false
			return s, []Effect{Halt, TellOff}
		case !s.Runs:
			s.Runs = true
			return s, []Effect{Open}
		}
	case Dropped:
		if s.Uses &^= e.Use; s.Uses == 0 {
			s.Runs = false
			return s, []Effect{Halt, Uncheck}
		}
	case Failed:
		s.Runs = false
	case Anew:
		if s.Uses != 0 {
			s.Runs = false
			return s, []Effect{Halt}
		}
	case Back:
		if s.Uses != 0 && !s.Runs && s.Chosen != model.SourceNone {
			s.Runs = true
			return s, []Effect{Open}
		}
	}
	return s, nil
}
