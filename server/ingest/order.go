package ingest

import "time"

// Rules by which pictures come in another order than they are shown in: B-frames.
const (
	shaking   = 2 * time.Millisecond // times are whole milliseconds, rounded
	movesMost = 2                    // so often, as one time may be set right
	orderTime = 5 * time.Second      // moves further apart are set right each
)

// order sees B-frames: pictures are shown later than decoded by times that differ. A constant
// is a program's delay. An encoder may do without for a while; decoders wait for them as
// long as the parameter sets are the same.
type order struct {
	swapped bool

	begun bool
	late  time.Duration // of the last picture
	moves int
	moved time.Time
}

// picture notes one that is shown so much later than it is decoded.
func (o *order) picture(late time.Duration, now time.Time) {
	moved := o.begun && (late-o.late).Abs() > shaking
	o.begun, o.late = true, late
	quiet := now.Sub(o.moved) > orderTime
	switch {
	case moved && quiet:
		o.moves, o.moved = 1, now
	case moved:
		o.moves, o.moved = o.moves+1, now
	case quiet:
		o.moves = 0
	}
	o.swapped = o.swapped || o.moves >= movesMost
}

// anew notes that other parameter sets begin.
func (o *order) anew() { *o = order{} }
