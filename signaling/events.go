package signaling

// Event types, server to client. The comment names the data.
const (
	EventAudienceEnter      = "audienceEnter"      // UsersEvent: not to those who entered; bundled when there are many
	EventAudienceExit       = "audienceExit"       // UsersEvent
	EventAnchorEnter        = "anchorEnter"        // AnchorEvent: a publisher appeared; not to itself
	EventAnchorExit         = "anchorExit"         // AnchorEvent: gone; userVideoAvailable false came before
	EventUserVideoAvailable = "userVideoAvailable" // AvailableEvent: not to that user
	EventUserAudioAvailable = "userAudioAvailable" // AvailableEvent: not to that user
	EventRoomDestroy        = "roomDestroy"        // RoomDestroyEvent: the receiver is out of the room
	EventRoomInfoChanged    = "roomInfoChanged"    // RoomInfoEvent: name, cover, quality; not for counts
	EventUserProfileChanged = "userProfileChanged" // UserEvent: a member's name or picture; not to itself
	EventHostAway           = "hostAway"           // HostEvent: the owner left, the room lives until Until
	EventHostBack           = "hostBack"           // HostEvent
	EventRoomListChanged    = "roomListChanged"    // RoomListEvent: after watchRoomList, at most twice a second
	EventKickedOffline      = "kickedOffline"      // KickedEvent: the session is over, do not resume
	EventServerShutdown     = "serverShutdown"     // ShutdownEvent: reconnect and resume later
	EventServerSeeking      = "serverSeeking"      // -: without seq; nobody decides just now, what flows goes on
)

// UsersEvent names users who came or went, in a large room the newest of them alone, and
// how many members there are now.
type UsersEvent struct {
	RoomID      uint32 `json:"roomId"`
	Users       []User `json:"users"`
	MemberCount int    `json:"memberCount"`
}

// UserEvent names one user of a room.
type UserEvent struct {
	RoomID uint32 `json:"roomId"`
	User   User   `json:"user"`
}

// AnchorEvent names a publisher.
type AnchorEvent struct {
	RoomID uint32 `json:"roomId"`
	User   User   `json:"user"`
	Role   Role   `json:"role"`
}

// AvailableEvent says whether a user's picture or sound can be played.
type AvailableEvent struct {
	RoomID    uint32 `json:"roomId"`
	UserID    string `json:"userId"`
	Available bool   `json:"available"`
	// Lost, of a picture that is not available: nobody switched it off. It does not
	// arrive at the server, or its sender goes.
	Lost bool `json:"lost,omitempty"`
}

// RoomDestroyEvent ends a room for the receiver.
type RoomDestroyEvent struct {
	RoomID uint32        `json:"roomId"`
	Reason DestroyReason `json:"reason"`
	// Summary is what became of the room.
	Summary RoomSummary `json:"summary"`
}

// DestroyReason says why a room ended.
type DestroyReason string

// The reasons.
const (
	DestroyByOwner  DestroyReason = "owner"    // destroyRoom
	DestroyHostGone DestroyReason = "hostGone" // the owner's grace time ran out
	DestroyByServer DestroyReason = "server"   // taken down by the operator
)

// RoomInfoEvent carries the room's new description.
type RoomInfoEvent struct {
	Room RoomInfo `json:"room"`
}

// HostEvent says that the owner left or returned.
type HostEvent struct {
	RoomID uint32 `json:"roomId"`
	UserID string `json:"userId"`
	Until  int64  `json:"until,omitempty"` // Unix milliseconds, hostAway only
}

// RoomListEvent lists rooms that are new or different, and those that are gone.
type RoomListEvent struct {
	Changed []RoomInfo `json:"changed,omitempty"`
	Removed []uint32   `json:"removed,omitempty"`
}

// KickedEvent says why the server ended the session.
type KickedEvent struct {
	Reason KickReason `json:"reason"`
}

// KickReason says why a session was ended.
type KickReason string

// KickedByLogin: the user logged in elsewhere.
const KickedByLogin KickReason = "loginElsewhere"

// ShutdownEvent announces that the server is going down.
type ShutdownEvent struct {
	Reason string `json:"reason,omitempty"`
}

// WebSocket close codes the server uses besides RFC 6455's own.
const (
	CloseProtocol = 4000 // a message could not be understood; do not resume
	CloseKicked   = 4001 // after kickedOffline; do not resume
	CloseSlow     = 4002 // the client did not read fast enough; resume
	CloseFlood    = 4003 // far too many messages; resume later
	CloseLogout   = 4004 // after logout, or no login in time
	CloseReplaced = 4005 // the session was resumed on a newer connection
	CloseResume   = 4006 // another node decides now; resume at once, at the same address
)
