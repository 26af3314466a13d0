package signaling

// Events of co-anchoring, PK, messages and moderation. The comment names the data.
const (
	EventRequestJoinAnchor   = "requestJoinAnchor"   // CallEvent: to the owner
	EventInviteJoinAnchor    = "inviteJoinAnchor"    // CallEvent: to the viewer invited
	EventAnchorAccepted      = "anchorAccepted"      // AnswerEvent: to who asked
	EventAnchorRejected      = "anchorRejected"      // AnswerEvent: to who asked
	EventKickoutJoinAnchor   = "kickoutJoinAnchor"   // UserEvent (the owner): to the co-anchor who lost the seat
	EventInvitationTimeout   = "invitationTimeout"   // TimeoutEvent: to who asked and who was asked
	EventInvitationCancelled = "invitationCancelled" // CallEvent: to who was asked
	EventRoleChanged         = "roleChanged"         // RoleEvent: a member's role, seat or being a helper; to all, that user too
	EventSeatLocked          = "seatLocked"          // SeatEvent: to all
	EventAnchorMuted         = "anchorMuted"         // StageMutedEvent: to all, that user too
	EventRequestRoomPK       = "requestRoomPK"       // CallEvent: to the owner invited
	EventRoomPKAccepted      = "roomPKAccepted"      // AnswerEvent: to the owner who asked
	EventRoomPKRejected      = "roomPKRejected"      // AnswerEvent: to the owner who asked
	EventQuitRoomPK          = "quitRoomPK"          // QuitPKEvent: to the owner for whom it ended, who did not quit
	EventPKState             = "pkState"             // PKStateEvent: to all; start, scores, result, end
	EventRecvRoomTextMsg     = "recvRoomTextMsg"     // MessageEvent: not to the sender
	EventRecvRoomCustomMsg   = "recvRoomCustomMsg"   // MessageEvent: not to the sender
	EventLikes               = "likes"               // LikesEvent: to all, at most twice a second
	EventGift                = "gift"                // MessageEvent: to all, the giver too
	EventMessageDeleted      = "messageDeleted"      // MessageDeletedEvent: to all
	EventMessagePinned       = "messagePinned"       // MessagePinnedEvent: to all
	EventChatMuted           = "chatMuted"           // MutedEvent: to all
	EventKickedOut           = "kickedOut"           // KickedOutEvent: the receiver is out of the room
	EventBanned              = "banned"              // BannedEvent: to the owner and the helpers
)

// CallEvent tells of an invitation. User is the other side.
type CallEvent struct {
	RoomID    uint32   `json:"roomId"`
	CallID    string   `json:"callId"`
	Kind      CallKind `json:"kind"`
	User      User     `json:"user"`
	PeerRoom  uint32   `json:"peerRoom,omitempty"` // of a PK: the other room
	SoundOnly bool     `json:"soundOnly,omitempty"`
	CoHost    bool     `json:"coHost,omitempty"`
	Duration  int      `json:"duration,omitempty"` // of a PK, seconds
	Join      bool     `json:"join,omitempty"`     // of a PK: into one that is running
	Rematch   bool     `json:"rematch,omitempty"`  // of a PK: a new round
	With      []User   `json:"with,omitempty"`     // of Join: the anchors in it besides User
	Until     int64    `json:"until,omitempty"`    // Unix milliseconds
}

// AnswerEvent tells who asked what came of it. User answered, or stands for
// the side that was asked.
type AnswerEvent struct {
	RoomID    uint32       `json:"roomId"`
	CallID    string       `json:"callId"`
	User      User         `json:"user"`
	PeerRoom  uint32       `json:"peerRoom,omitempty"`
	SoundOnly bool         `json:"soundOnly,omitempty"` // accepted: the seat may not send pictures
	Reason    RejectReason `json:"reason,omitempty"`    // when rejected
}

// RejectReason says why an invitation was rejected.
type RejectReason string

// The reasons.
const (
	RejectedByUser RejectReason = "user" // somebody said no
	RejectedGone   RejectReason = "gone" // the one who was asked left
	RejectedPK     RejectReason = "pk"   // a PK began
	RejectedBusy   RejectReason = "busy" // the other owner is taken by another PK, or not live
	RejectedFull   RejectReason = "full" // every seat is taken, or the PK has six rooms
)

// TimeoutEvent says that nobody answered.
type TimeoutEvent struct {
	RoomID      uint32   `json:"roomId"`
	CallID      string   `json:"callId"`
	Kind        CallKind `json:"kind"`
	InviterID   string   `json:"inviterId"`
	InviteeList []string `json:"inviteeList"`
}

// RoleEvent is a member's new standing.
type RoleEvent struct {
	RoomID    uint32 `json:"roomId"`
	User      User   `json:"user"`
	Role      Role   `json:"role"`
	Seat      int    `json:"seat,omitempty"`
	SoundOnly bool   `json:"soundOnly,omitempty"`
	Admin     bool   `json:"admin,omitempty"`
	// Reason says why a seat is gone; empty if somebody gave it back or took it.
	Reason SeatReason `json:"reason,omitempty"`
}

// SeatReason says why a seat is gone.
type SeatReason string

// RoleUnused: a co-anchor did not publish in time.
const RoleUnused SeatReason = "unused"

// StageMutedEvent says what of a co-anchor the host has switched off.
type StageMutedEvent struct {
	RoomID uint32 `json:"roomId"`
	UserID string `json:"userId"`
	Video  bool   `json:"video"` // true: off
	Audio  bool   `json:"audio"`
	By     string `json:"by"`
}

// SeatEvent says that a seat was closed or opened.
type SeatEvent struct {
	RoomID uint32 `json:"roomId"`
	Seat   int    `json:"seat"`
	Locked bool   `json:"locked"`
}

// QuitPKEvent says that the PK ended because the last other side is gone. While
// two others stay it is PKStateEvent.Left instead, and the PK goes on.
type QuitPKEvent struct {
	RoomID uint32   `json:"roomId"`
	UserID string   `json:"userId"` // the other owner
	Reason PKReason `json:"reason"`
}

// PKReason says why a PK, or a side's part in it, ended.
type PKReason string

// The reasons.
const (
	PKEndQuit PKReason = "quit" // an owner called quitRoomPK
	PKEndGone PKReason = "gone" // an owner or a room is gone
)

// PKStateEvent is the PK as it is now. Ended set: there is none any more, PK is
// what it was last. Left names sides that are gone while the PK goes on.
type PKStateEvent struct {
	RoomID uint32   `json:"roomId"`
	PK     PKInfo   `json:"pk"`
	Ended  PKReason `json:"ended,omitempty"`
	Left   []PKLeft `json:"left,omitempty"`
}

// PKLeft is a side that is gone from a PK.
type PKLeft struct {
	RoomID uint32   `json:"roomId"`
	User   User     `json:"user"`
	Reason PKReason `json:"reason,omitempty"`
}

// MessageEvent is a message of a room.
type MessageEvent struct {
	RoomID uint32 `json:"roomId"`
	Message
	// RoomCoins, with a gift: worth of all gifts of this room so far.
	RoomCoins int64 `json:"roomCoins,omitempty"`
}

// LikesEvent gathers likes.
type LikesEvent struct {
	RoomID uint32 `json:"roomId"`
	Count  int64  `json:"count"` // since the last event
	Total  int64  `json:"total"`
	Users  []User `json:"users"` // some of those who sent them
}

// MessageDeletedEvent takes a message out of the chat, and off the pin if it was
// pinned.
type MessageDeletedEvent struct {
	RoomID uint32 `json:"roomId"`
	MsgID  uint64 `json:"msgId"`
	UserID string `json:"userId"` // who deleted it
}

// MessagePinnedEvent puts a message above the chat.
type MessagePinnedEvent struct {
	RoomID  uint32   `json:"roomId"`
	Message *Message `json:"message,omitempty"` // nil: nothing is pinned any more
	UserID  string   `json:"userId"`            // who did it
}

// MutedEvent says who may not write in the chat.
type MutedEvent struct {
	RoomID uint32 `json:"roomId"`
	UserID string `json:"userId,omitempty"` // empty: everybody
	Muted  bool   `json:"muted"`
	Until  int64  `json:"until,omitempty"` // 0: until taken back
}

// KickedOutEvent says that the receiver was taken out of the room.
type KickedOutEvent struct {
	RoomID uint32 `json:"roomId"`
	By     string `json:"by"`
	Banned bool   `json:"banned,omitempty"`
}

// BannedEvent tells those who look after the room.
type BannedEvent struct {
	RoomID uint32 `json:"roomId"`
	User   User   `json:"user"`
	Banned bool   `json:"banned"`
	By     string `json:"by"`
}
