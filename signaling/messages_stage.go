package signaling

// Request types of co-anchoring, PK and moderation.
const (
	TypeRequestJoinAnchor  = "requestJoinAnchor"  // JoinRequest -> CallReply; a viewer asks for a seat
	TypeCancelJoinAnchor   = "cancelJoinAnchor"   // CancelRequest -> nothing; whoever asked withdraws
	TypeResponseJoinAnchor = "responseJoinAnchor" // AnswerRequest -> nothing; the owner, or the viewer invited
	TypeKickoutJoinAnchor  = "kickoutJoinAnchor"  // UserRequest -> nothing; the owner takes a co-anchor's seat away
	TypeInviteJoinAnchor   = "inviteJoinAnchor"   // InviteRequest -> CallReply; the owner asks a viewer up
	TypeLockSeat           = "lockSeat"           // SeatLock -> nothing; owner only
	TypeRequestRoomPK      = "requestRoomPK"      // PKRequest -> CallReply; owner of a live room
	TypeCancelRoomPK       = "cancelRoomPK"       // CancelPKRequest -> nothing; the inviter withdraws
	TypeResponseRoomPK     = "responseRoomPK"     // AnswerRequest -> nothing; the invited owner
	TypeQuitRoomPK         = "quitRoomPK"         // nothing -> nothing; any owner of the PK
	TypeMuteAnchor         = "muteAnchor"         // StageMute -> nothing; owner and helpers
	TypeKickOut            = "kickOut"            // KickRequest -> nothing; owner and helpers
	TypeBan                = "ban"                // UserRequest -> nothing; also users who are not there
	TypeUnban              = "unban"              // UserRequest -> nothing
	TypeGetBanned          = "getBanned"          // nothing -> UserList; owner and helpers
	TypeMuteChat           = "muteChat"           // MuteRequest -> nothing; owner and helpers
	TypeSetAdmin           = "setAdmin"           // AdminRequest -> nothing; owner only
)

// MaxPKSides is how many rooms a PK or co-host joins at most.
const MaxPKSides = 6

// MaxSeats is the largest number of co-anchors a room can be set to have.
const MaxSeats = 31

// JoinRequest asks for a seat on stage.
type JoinRequest struct {
	// SoundOnly asks for a seat that may not send pictures.
	SoundOnly bool `json:"soundOnly,omitempty"`
}

// InviteRequest asks a viewer up.
type InviteRequest struct {
	UserID    string `json:"userId"`
	SoundOnly bool   `json:"soundOnly,omitempty"`
}

// CallReply says that an invitation was sent, not that it was accepted: for that
// wait for the events.
type CallReply struct {
	CallID string `json:"callId"`
	Until  int64  `json:"until"` // when it times out, Unix milliseconds
	// Joined: the other one had asked already, so both are joined at once.
	Joined bool `json:"joined,omitempty"`
}

// CancelRequest withdraws. The owner names the viewer invited; a viewer's own
// request needs no name.
type CancelRequest struct {
	UserID string `json:"userId,omitempty"`
}

// AnswerRequest answers an invitation: UserID is who asked.
type AnswerRequest struct {
	UserID string `json:"userId"`
	Agree  bool   `json:"agree"`
	// CallID, if set, must be that invitation's; else 8010.
	CallID string `json:"callId,omitempty"`
	// SoundOnly gives a viewer who asked a seat that may not send pictures.
	SoundOnly bool `json:"soundOnly,omitempty"`
}

// SeatLock closes a free seat, or opens it again. Who sits there stays; nobody
// else gets the seat.
type SeatLock struct {
	Seat   int  `json:"seat"` // 1 up to the room's number of seats
	Locked bool `json:"locked"`
}

// PKRequest asks another owner for a PK.
type PKRequest struct {
	RoomID uint32 `json:"roomId"` // the other room
	UserID string `json:"userId"` // its owner
	// CoHost joins the rooms without a battle: no scores, no countdown.
	CoHost bool `json:"coHost,omitempty"`
	// Duration of the battle in seconds, 10..3600; 0 means the server's (300).
	Duration int `json:"duration,omitempty"`
	// Join asks the other room into the PK or co-host the caller is in, which
	// keeps its kind and deadline. Without it a PK with a room that is not part of
	// the running one is refused with CodeInPK; one with a side of it, decided or
	// a co-host, is a rematch: a new round for all sides.
	Join bool `json:"join,omitempty"`
}

// CancelPKRequest withdraws the invitation to one room; 0: every open one.
type CancelPKRequest struct {
	RoomID uint32 `json:"roomId,omitempty"`
}

// StageMute switches off what a co-anchor sends, or gives it back: true is off.
// Both flags are set as given. The co-anchor cannot switch on what is muted.
type StageMute struct {
	UserID string `json:"userId"`
	Video  bool   `json:"video"`
	Audio  bool   `json:"audio"`
}

// CallKind says what an invitation is for.
type CallKind string

// The kinds.
const (
	CallJoin   CallKind = "join"   // a viewer asked for a seat
	CallInvite CallKind = "invite" // the owner asked a viewer up
	CallPK     CallKind = "pk"     // an owner asked another
)

// Call is an open invitation, in a snapshot.
type Call struct {
	CallID    string   `json:"callId"`
	Kind      CallKind `json:"kind"`
	User      User     `json:"user"`             // the other side, as the receiver sees it
	RoomID    uint32   `json:"roomId,omitempty"` // of a PK: the other room
	Outgoing  bool     `json:"outgoing,omitempty"`
	SoundOnly bool     `json:"soundOnly,omitempty"`
	CoHost    bool     `json:"coHost,omitempty"`
	Join      bool     `json:"join,omitempty"`    // into a PK or co-host that is running
	Rematch   bool     `json:"rematch,omitempty"` // a new round of the one both are in
	With      []User   `json:"with,omitempty"`    // of Join: the anchors in it besides User
	Until     int64    `json:"until"`
}

// SeatInfo is a seat of a co-anchor.
type SeatInfo struct {
	Seat      int    `json:"seat"` // 1, 2, ...
	UserID    string `json:"userId,omitempty"`
	SoundOnly bool   `json:"soundOnly,omitempty"`
	Locked    bool   `json:"locked,omitempty"`
	// MutedVideo and MutedAudio: the host has switched it off (see StageMute).
	MutedVideo bool `json:"mutedVideo,omitempty"`
	MutedAudio bool `json:"mutedAudio,omitempty"`
}

// PKInfo is a PK at one moment. It has two to MaxPKSides sides.
type PKInfo struct {
	PKID      string   `json:"pkId"`
	CoHost    bool     `json:"coHost,omitempty"`
	StartedAt int64    `json:"startedAt"`          // Unix milliseconds
	Deadline  int64    `json:"deadline,omitempty"` // when the battle ends; 0 for a co-host
	Over      bool     `json:"over,omitempty"`     // the battle is decided; the rooms are joined still
	Winner    string   `json:"winner,omitempty"`   // user ID of the highest score; empty when over means a draw at the top
	Round     int      `json:"round,omitempty"`    // 1, with a rematch 2, ...
	Sides     []PKSide `json:"sides"`              // the receiver's room first, then in the order of joining
}

// PKSide is one room of a PK.
type PKSide struct {
	RoomID uint32 `json:"roomId"`
	User   User   `json:"user"`
	Score  int64  `json:"score"`
}

// KickRequest takes a user out of the room; with Ban for good.
type KickRequest struct {
	UserID string `json:"userId"`
	Ban    bool   `json:"ban,omitempty"`
}

// MuteRequest takes the right to write in the chat away, or gives it back.
type MuteRequest struct {
	// UserID empty means everybody but the owner and the helpers.
	UserID string `json:"userId,omitempty"`
	Mute   bool   `json:"mute"`
	// Seconds it lasts; 0: until taken back.
	Seconds int `json:"seconds,omitempty"`
}

// AdminRequest names a helper, or takes that back.
type AdminRequest struct {
	UserID string `json:"userId"`
	Admin  bool   `json:"admin"`
}

// UserList is a list of users.
type UserList struct {
	Users []User `json:"users"`
}
