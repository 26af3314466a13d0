package sfu

// EventKind tells what happened to a publisher or a viewer.
type EventKind int

// What may happen. The zero value is no event.
const (
	Connected EventKind = iota + 1 // media can flow
	VideoOn                        // the first video packet, or the first after VideoOff
	VideoOff                       // no video packet for two seconds
	AudioOn                        // likewise for sound
	AudioOff
	PictureChanged // to viewers: see Event.Picture
	Gone           // the last event: the publisher or viewer has ended, see Reason
)

// String names the kind as in logs.
func (k EventKind) String() string {
	if k < Connected || k > Gone {
		return "no event"
	}
	return kinds[k-Connected]
}

var kinds = [...]string{"connected", "video on", "video off", "audio on", "audio off", "picture changed", "gone"}

// Reason tells why a publisher or a viewer ended.
type Reason string

// The reasons.
const (
	ReasonStopped      Reason = "stopped"        // StopPublish or StopPlay
	ReasonReplaced     Reason = "replaced"       // the same stream (or viewer) came anew
	ReasonHungUp       Reason = "hung up"        // the client closed the connection
	ReasonLost         Reason = "lost"           // nothing heard for eight seconds
	ReasonNeverCame    Reason = "never came"     // no connection in time after the answer
	ReasonPublisherEnd Reason = "publisher gone" // to viewers
	ReasonClosed       Reason = "server closed"
)

// Event is one thing that happened.
type Event struct {
	Kind     EventKind
	StreamID string
	ViewerID string   // empty for the publisher's own
	Reason   Reason   // with Gone
	Picture  *Picture // with PictureChanged; not to be changed
}
