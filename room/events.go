package room

import "time"

// Event is one consequence of a command: one of the structs of this file. Members of
// the state after the command get it (Destroyed: of the state before) as Whom says;
// those that isEffect knows are for the server instead.
type Event interface{ Whom() For }

// For says which members get an event; the zero value: all.
type For struct {
	To     string // only this member
	Except string // not this one
	Staff  bool   // only the owner and the helpers
}

// Whom implements Event.
func (f For) Whom() For { return f }

// effect is embedded in what is for the server.
type effect struct{}

// Whom implements Event.
func (effect) Whom() For { return For{} }

func (effect) effect() {}

// isEffect reports whether an event is for the server, not for members.
func isEffect(e Event) bool {
	_, is := e.(interface{ effect() })
	return is
}

// What members are told of one another and of the room.
type (
	// MemberEntered tells of a new member.
	MemberEntered struct {
		For
		User User
	}
	// MemberLeft tells that one is gone.
	MemberLeft MemberEntered
	// InfoChanged: see State.Info.
	InfoChanged struct{ For }
	// ProfileChanged tells of a member's name and picture.
	ProfileChanged MemberEntered
	// HostAway tells that the room waits for its owner.
	HostAway struct {
		For
		User  User
		Until time.Time
	}
	// HostBack ends that.
	HostBack MemberEntered
	// Destroyed ends the room; it goes to the members before it.
	Destroyed struct {
		For
		Reason EndReason
	}
	// ChatMuted: User (no ID: everybody) may not write, or may again.
	ChatMuted struct {
		For
		User  User
		By    string
		Muted bool
		Until time.Time
	}
	// KickedOut tells a user who was put out.
	KickedOut struct {
		For
		User   User
		By     string
		Banned bool
	}
	// BanChanged is for owner and helpers.
	BanChanged KickedOut
	// LikesChanged tells of likes that came, and of all.
	LikesChanged struct {
		For
		Count, Total int64
	}
	// Gifted tells of a gift to Target, its worth, and that of all.
	Gifted struct {
		For
		User, Target User
		Coins, Total int64
	}
)

// Effects, for the server.
type (
	// Out: User is no longer a member. It is not sent with Destroyed.
	Out struct {
		effect
		User User
	}
	// StreamEnded: Stream of User is to be stopped.
	StreamEnded struct {
		effect
		User   User
		Stream string
	}
	// PlayEnded: members stop playing User, who is in another room.
	PlayEnded Out
	// ToPeer: Command is for the room Room.
	ToPeer struct {
		effect
		Room    uint32
		Command Command
	}
)
