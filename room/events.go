package room

import "time"

// Kind says what an Event tells. The zero value is invalid.
type Kind int

// The kinds. The first ones are for members, those from Out on for the server.
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
	JoinRequested                  // To the owner; User, Call
	JoinInvited                    // To the viewer; User is the owner, Call
	JoinAccepted                   // To who asked; User answered, Call
	JoinRejected                   // To who asked; User, Call, Reason
	JoinKicked                     // To the co-anchor; User is the owner
	CallTimedOut                   // To each side; Call; of a PK Peer and Out
	CallCancelled                  // To who was asked; User, Call
	RoleChanged                    // User, Role, Seat, SoundOnly, Admin; Reason
	SeatLocked                     // Seat, Available: it is locked
	StageMuted                     // User, By, Muted: a co-anchor's picture or sound
	PKRequested                    // To the owner asked; User, Call, Peer, CoHost, Duration
	PKAccepted                     // To the owner who asked; User, Call, Peer
	PKRejected                     // To the owner who asked; User, Call, Peer, Reason
	PKEnded                        // To the owner who did not end it; User, Reason
	PKChanged                      // PK; Reason when it has ended; Gone, Why
	PKScored                       // PK: only the scores are different
	ChatMuted                      // User (no ID: everybody), Available: muted, Until, By
	KickedOut                      // To the user; By, Available: banned
	BanChanged                     // for owner and helpers; User, By, Available: banned
	LikesChanged                   // Count, Total
	Gifted                         // User, Target, Count coins, Total
	Out                            // effect: User is no longer a member (not sent with Destroyed)
	StreamEnded                    // effect: Stream of User is to be stopped
	PlayEnded                      // effect: members stop playing User, who is in another room
	ToPeer                         // effect: Command is for the room Peer
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
	To        string // only this member gets it
	Staff     bool   // only the owner and the helpers get it
	By        string
	Target    User
	Call      Call
	Out       bool // with a PK's Call: this room asked
	Seat      int
	SoundOnly bool
	Admin     bool
	Muted     Media
	CoHost    bool
	Duration  time.Duration
	Count     int64
	Total     int64
	PK        *PK
	Gone      []Side  // of PKChanged: sides that are gone while it goes on
	Why       string  // and why
	Ask       *PKCall // of PKRequested: the whole invitation
	Peer      uint32
	Command   Command
}

// Effect reports whether the event is for the server, not for members.
func (e Event) Effect() bool { return e.Kind >= Out }
