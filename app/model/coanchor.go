package model

import (
	"slices"
	"time"
)

// JoinPhase is how far a viewer is on the way to the stage.
type JoinPhase int

// The phases, in their order.
const (
	JoinNone    JoinPhase = iota
	JoinAsking            // the anchor was asked; Until says until when
	JoinReady             // the anchor agreed: the own preview is shown
	JoinGoing             // going up
	JoinOnStage           //
	JoinLeaving           // going down
)

// CoAnchor is the stage's seats and who wants one.
type CoAnchor struct {
	// Seats are the stage's seats beside the anchor's, in order.
	Seats []Seat

	// As a viewer:

	Phase JoinPhase
	Until time.Time // end of JoinAsking
	// SoundOnly: the seat takes no picture.
	SoundOnly bool
	// Blocked says why the user cannot ask; empty: they can.
	Blocked BlockReason
	// Invitation is the anchor's, until it is answered or over.
	Invitation *Invitation
	// Preview is the user's own picture from JoinReady on (ID LocalTile).
	Preview            Tile
	MicMuted, CamMuted bool
	MicLevel           int // 0..100
	// MicBlocked, CamBlocked: the anchor switched it off; it cannot be switched on.
	MicBlocked, CamBlocked bool
	// Failure tells why the picture does not get out, from JoinReady on.
	Failure *Failure

	// As the anchor:

	// Requests are those to be answered, oldest first.
	Requests []JoinRequest
	Invited  []Invitation // sent and not answered
	// InviteBlocked says why nobody can be invited; empty: they can.
	InviteBlocked BlockReason
}

func (c CoAnchor) isInvited(user string) bool {
	return slices.ContainsFunc(c.Invited, func(i Invitation) bool { return i.User.ID == user })
}

// Seat is one place on the stage beside the anchor's.
type Seat struct {
	Number    int  // 1, 2, ...
	User      User // the zero User: free
	SoundOnly bool
	Locked    bool
}

// JoinRequest is a viewer who asks for a seat.
type JoinRequest struct {
	User      User
	SoundOnly bool
	Until     time.Time
	// Answering: an answer is on its way.
	Answering bool
}

// Invitation asks somebody up on stage. User is the other side.
type Invitation struct {
	User      User
	SoundOnly bool
	Until     time.Time
}

// Reasons why nobody can ask for a seat, be invited or start a PK.
const (
	BlockedStageFull BlockReason = "stageFull"
	BlockedInPK      BlockReason = "inPK"
	BlockedOffline   BlockReason = "offline"
	BlockedHostAway  BlockReason = "hostAway"
	BlockedOnStage   BlockReason = "onStage" // co-anchors are on stage: no PK
	BlockedPKAsked   BlockReason = "pkAsked" // a request for a PK is open
	BlockedPKFull    BlockReason = "pkFull"  // as many rooms are joined as can be
)
