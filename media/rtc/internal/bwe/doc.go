// Package bwe estimates how many bits a second the path to the server carries,
// from transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions):
// when each packet left here and came there.
//
// The estimate falls when packets queue up on the way or vanish in numbers, and
// rises while neither happens. The queue is judged by the fastest packet of a
// report, which scheduling noise on a busy machine does not touch. Package
// documentation of the pieces: History keeps what was sent, Estimator decides.
package bwe

import "time"

// Result is the fate of one packet.
type Result struct {
	Sent     time.Duration // on the sender's clock
	Arrived  time.Duration // on the receiver's clock, any origin
	Received bool
	Size     int // bytes
}
