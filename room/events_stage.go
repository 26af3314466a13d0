package room

import "time"

// What members are told of the stage.
type (
	// AnchorEntered tells of a publisher.
	AnchorEntered struct {
		For
		User User
		Role Role
	}
	// AnchorLeft tells that one is gone.
	AnchorLeft AnchorEntered
	// VideoAvailable tells whether a publisher's picture can be played.
	VideoAvailable struct {
		For
		User      User
		Available bool
		// Lost, of a picture that cannot be: nobody switched it off.
		Lost bool
	}
	// AudioAvailable tells the same of the sound.
	AudioAvailable VideoAvailable
	// RoleChanged is a member's new standing. Reason says why a seat is gone.
	RoleChanged struct {
		For
		User             User
		Role             Role
		Seat             int
		SoundOnly, Admin bool
		Reason           SeatReason
	}
	// SeatLocked tells whether a seat is locked.
	SeatLocked struct {
		For
		Seat   int
		Locked bool
	}
	// StageMuted tells what of a co-anchor is switched off.
	StageMuted struct {
		For
		User  User
		By    string
		Muted Media
	}
)

// What both sides of an invitation are told. User is the other side.
type (
	// JoinRequested goes to the owner.
	JoinRequested struct {
		For
		User User
		Call Call
	}
	// JoinInvited goes to the viewer.
	JoinInvited JoinRequested
	// JoinAccepted goes to who asked.
	JoinAccepted struct {
		For
		User      User
		Call      Call
		SoundOnly bool
	}
	// JoinRejected goes to who asked.
	JoinRejected struct {
		For
		User   User
		Call   Call
		Reason RejectReason
	}
	// JoinKicked goes to a co-anchor; User is the owner.
	JoinKicked MemberEntered
	// CallTimedOut goes to each side. Peer and Out (this room asked) belong to a PK.
	CallTimedOut struct {
		For
		User User
		Call Call
		Peer uint32
		Out  bool
	}
	// CallCancelled goes to who was asked.
	CallCancelled struct {
		For
		User User
		Call Call
		Peer uint32
	}
)

// What owners and members are told of a PK.
type (
	// PKRequested goes to the owner asked; Ask is the whole invitation.
	PKRequested struct {
		For
		User     User
		Call     Call
		Peer     uint32
		CoHost   bool
		Duration time.Duration
		Ask      PKCall
	}
	// PKAccepted goes to the owner who asked.
	PKAccepted struct {
		For
		User User
		Call Call
		Peer uint32
	}
	// PKRejected goes to the owner who asked.
	PKRejected struct {
		For
		User   User
		Call   Call
		Peer   uint32
		Reason RejectReason
	}
	// PKEnded goes to the owner who did not end it; User did.
	PKEnded struct {
		For
		User   User
		Reason PKReason
	}
	// PKChanged is the PK as it is now. Ended is set when it is over for this room;
	// Gone are sides that are gone while it goes on, Why says why.
	PKChanged struct {
		For
		PK    PK
		Ended PKReason
		Gone  []Side
		Why   PKReason
	}
	// PKScored tells that only the scores are different.
	PKScored struct {
		For
		PK PK
	}
)
