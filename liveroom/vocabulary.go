package liveroom

import "onair/signaling"

// Role is somebody's standing in a room.
type Role string

// The roles.
const (
	RoleAnchor   Role = "anchor"   // the room's owner
	RoleCoAnchor Role = "coanchor" // a viewer with a seat on stage
	RoleAudience Role = "audience"
	RolePeer     Role = "peer" // the anchor of another room of a PK
)

// DestroyReason is why a room is gone.
type DestroyReason string

// The reasons of OnRoomDestroy.
const (
	DestroyedByOwner  DestroyReason = "destroyed"
	DestroyedHostGone DestroyReason = "timeout" // the anchor did not come back
	DestroyedByServer DestroyReason = "admin"
	DestroyedLost     DestroyReason = "lost" // the server was started again and does not know it
)

// RejectReason is why a request came to nothing.
type RejectReason string

// The reasons of OnAnchorRejected and OnRoomPKRejected.
const (
	RejectedByUser RejectReason = "user" // somebody said no
	RejectedGone   RejectReason = "gone" // the one who was asked left
	RejectedPK     RejectReason = "pk"   // a PK began
	RejectedBusy   RejectReason = "busy" // the other anchor is taken by another PK, or not live
	RejectedFull   RejectReason = "full" // every seat is taken, or the PK has MaxPKRooms
)

// PKEndReason is why a PK ended, or a side of it went.
type PKEndReason string

// The reasons of OnQuitRoomPK, OnPKState and PKLeft.
const (
	PKEndQuit PKEndReason = "quit" // an anchor called QuitRoomPK
	PKEndGone PKEndReason = "gone" // an anchor or a room is gone
)

// words joins the words of one notion on the wire (W) to those of this package (O).
type words[W, O ~string] map[W]O

// of is the word of this package; one of a newer server passes as it is.
func (w words[W, O]) of(wire W) O {
	if own, ok := w[wire]; ok {
		return own
	}
	return O(wire)
}

// The notions that both sides name, each here and nowhere else.
var (
	roles = words[signaling.Role, Role]{
		signaling.RoleAnchor: RoleAnchor, signaling.RoleCoAnchor: RoleCoAnchor,
		signaling.RoleAudience: RoleAudience, signaling.RolePeer: RolePeer,
	}
	destroyReasons = words[signaling.DestroyReason, DestroyReason]{
		signaling.DestroyByOwner: DestroyedByOwner, signaling.DestroyHostGone: DestroyedHostGone,
		signaling.DestroyByServer: DestroyedByServer,
	}
	rejectReasons = words[signaling.RejectReason, RejectReason]{
		signaling.RejectedByUser: RejectedByUser, signaling.RejectedGone: RejectedGone, signaling.RejectedPK: RejectedPK,
		signaling.RejectedBusy: RejectedBusy, signaling.RejectedFull: RejectedFull,
	}
	pkEndReasons = words[signaling.PKReason, PKEndReason]{signaling.PKEndQuit: PKEndQuit, signaling.PKEndGone: PKEndGone}
)
