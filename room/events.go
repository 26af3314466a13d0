package room

import "time"

// Kind says what an Event tells. The zero value is invalid.
type Kind int

// The kinds. The first ones are for members, the last two for the server.
const (
	MemberEntered  Kind = iota + 1 // User
	MemberLeft                     // User
	AnchorEntered                  // User, Role: a publisher appeared
	AnchorLeft                     // User, Role: a publisher is gone
	VideoAvailable                 // User, Available
	AudioAvailable                 // User, Available
	InfoChanged                    // see State.Info
	ProfileChanged                 // User
	HostAway                       // User, Until
	HostBack                       // User
	Destroyed                      // Reason; goes to the members before it
	Out                            // effect: User is no longer a member (not sent with Destroyed)
	StreamEnded                    // effect: Stream of User is to be stopped
)

// Event is one consequence of a command. Members of the state after the command
// get it (Destroyed: of the state before), but not the user named in Except.
type Event struct {
	Kind      Kind
	User      User
	Role      Role
	Available bool
	Until     time.Time
	Reason    string
	Stream    string
	Except    string
}

// Effect reports whether the event is for the server, not for members.
func (e Event) Effect() bool { return e.Kind >= Out }
