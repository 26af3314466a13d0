package liveroom

import "time"

// OnRequestJoinAnchor asks the anchor for a seat: answer with ResponseJoinAnchor.
type OnRequestJoinAnchor struct {
	User      UserInfo
	CallID    string
	SoundOnly bool
	// Until is when the request times out.
	Until time.Time
}

// OnInviteJoinAnchor asks a viewer up on stage: answer with ResponseJoinAnchor,
// naming the anchor. An event of ours.
type OnInviteJoinAnchor struct {
	User      UserInfo
	CallID    string
	SoundOnly bool
	Until     time.Time
}

// OnAnchorAccepted tells who asked that the answer was yes. UserID is who
// answered; SoundOnly seats may not send pictures.
type OnAnchorAccepted struct {
	UserID    string
	SoundOnly bool
}

// OnAnchorRejected tells who asked that the answer was no. Reason is "user",
// "gone", "pk", "busy" or "full".
type OnAnchorRejected struct {
	UserID string
	Reason RejectReason
}

// OnKickoutJoinAnchor tells a co-anchor that the anchor took the seat away. The
// stream has been stopped already. UserID is the anchor.
type OnKickoutJoinAnchor struct{ User UserInfo }

// OnInvitationTimeout tells both sides that nobody answered in time.
type OnInvitationTimeout struct {
	CallID      string
	InviterID   string
	InviteeList []string
	// PK says that it was a request for a PK.
	PK bool
}

// OnInvitationCancelled tells who was asked that the request was withdrawn or
// the one who asked is gone.
type OnInvitationCancelled struct {
	CallID string
	User   UserInfo
	PK     bool
}

// OnRequestRoomPK asks an anchor for a PK: answer with ResponseRoomPK.
type OnRequestRoomPK struct {
	User     UserInfo
	RoomID   uint32
	CallID   string
	CoHost   bool
	Duration time.Duration
	Until    time.Time
	// Join: into a PK or co-host that is running, with the anchors in With
	// besides User. Rematch: another battle of the rooms that are joined.
	Join    bool
	Rematch bool
	With    []UserInfo
}

// OnRoomPKAccepted tells the anchor who asked that the rooms are joined.
type OnRoomPKAccepted struct {
	UserID string
	RoomID uint32
}

// OnRoomPKRejected tells the anchor who asked that there is no PK.
type OnRoomPKRejected struct {
	UserID string
	Reason RejectReason
}

// OnQuitRoomPK tells an anchor that the other side ended the PK: UserID quit,
// or is gone (Reason "quit" or "gone").
type OnQuitRoomPK struct {
	UserID string
	Reason PKEndReason
}

// PK is a PK at one moment.
type PK struct {
	ID     string
	CoHost bool
	// Started and Deadline bound the battle; a co-host has no deadline.
	Started, Deadline time.Time
	// Over says that the battle is decided; the rooms are joined still. Winner is
	// a user ID, empty for a draw.
	Over   bool
	Winner string
	// Round is 1, with a rematch 2, and so on.
	Round int
	// Sides has the own room first, then the others in the order of joining: two
	// to MaxPKRooms.
	Sides []PKSide
}

// PKSide is one room of a PK.
type PKSide struct {
	RoomID uint32
	User   UserInfo
	Score  int64
}

// OnPKState tells everybody in a room how the PK stands: its start, every change
// of score, the result, its end (Ended "quit" or "gone"). An event of ours.
type OnPKState struct {
	PK    PK
	Ended PKEndReason
	// Left are the sides that went while the PK goes on.
	Left []PKLeft
}

// PKLeft is a side that is gone. Reason is "quit" or "gone".
type PKLeft struct {
	RoomID uint32
	User   UserInfo
	Reason PKEndReason
}

// OnAnchorMuted says what of a co-anchor the anchor or a helper has switched off
// (true) for everybody. An event of ours.
type OnAnchorMuted struct {
	UserID       string
	Audio, Video bool
	By           string
}

// OnRecvRoomTextMsg is a text message of somebody else.
type OnRecvRoomTextMsg struct{ Message Message }

// OnRecvRoomCustomMsg is a custom message of somebody else.
type OnRecvRoomCustomMsg struct {
	Command string
	Message string
	User    UserInfo
}

// OnLikes gathers likes, at most twice a second. An event of ours.
type OnLikes struct {
	Count, Total int64
	// Users are some of those who sent them.
	Users []UserInfo
}

// OnGift is a gift that was paid; the giver gets it too. RoomCoins is what the
// room has got so far. An event of ours.
type OnGift struct {
	Message   Message
	RoomCoins int64
}

// OnRoleChange tells everybody of a member's new standing. Role is "anchor",
// "coanchor" or "audience". An event of ours.
type OnRoleChange struct {
	User      UserInfo
	Role      Role
	Seat      int
	SoundOnly bool
	Admin     bool
	// Unused: the seat was taken back, since its owner did not publish in time.
	Unused bool
}

// OnSeatLock says that a seat was closed or opened. An event of ours.
type OnSeatLock struct {
	Seat   int
	Locked bool
}

// OnChatMute says who may not write; an empty UserID means everybody but the
// anchor and the helpers. An event of ours.
type OnChatMute struct {
	UserID string
	Muted  bool
	Until  time.Time
}

// OnMessageDeleted takes a message out of the chat; UserID is who did it, "" where that
// was while the link was lost. An event of ours; it may come again for the same message.
type OnMessageDeleted struct {
	ID     uint64 // Message.ID
	UserID string
}

// OnMessagePinned tells what stands above the chat: Message, or nothing when it is
// nil. UserID is who did it, empty for what was pinned before the user came. An event
// of ours.
type OnMessagePinned struct {
	Message *Message
	UserID  string
}

// OnKickedOut tells a user that they were taken out of the room. An event of ours.
type OnKickedOut struct {
	By     string
	Banned bool
}

// OnBanned tells anchor and helpers who is kept out. An event of ours.
type OnBanned struct {
	User   UserInfo
	Banned bool
	By     string
}

func (OnAnchorMuted) EventName() string { return "onAnchorMuted" }

func (OnRequestJoinAnchor) EventName() string   { return "onRequestJoinAnchor" }
func (OnInviteJoinAnchor) EventName() string    { return "onInviteJoinAnchor" }
func (OnAnchorAccepted) EventName() string      { return "onAnchorAccepted" }
func (OnAnchorRejected) EventName() string      { return "onAnchorRejected" }
func (OnKickoutJoinAnchor) EventName() string   { return "onKickoutJoinAnchor" }
func (OnInvitationTimeout) EventName() string   { return "onInvitationTimeout" }
func (OnInvitationCancelled) EventName() string { return "onInvitationCancelled" }
func (OnRequestRoomPK) EventName() string       { return "onRequestRoomPK" }
func (OnRoomPKAccepted) EventName() string      { return "onRoomPKAccepted" }
func (OnRoomPKRejected) EventName() string      { return "onRoomPKRejected" }
func (OnQuitRoomPK) EventName() string          { return "onQuitRoomPK" }
func (OnPKState) EventName() string             { return "onPKState" }
func (OnRecvRoomTextMsg) EventName() string     { return "onRecvRoomTextMsg" }
func (OnRecvRoomCustomMsg) EventName() string   { return "onRecvRoomCustomMsg" }
func (OnLikes) EventName() string               { return "onLikes" }
func (OnGift) EventName() string                { return "onGift" }
func (OnRoleChange) EventName() string          { return "onRoleChange" }
func (OnSeatLock) EventName() string            { return "onSeatLock" }
func (OnChatMute) EventName() string            { return "onChatMute" }
func (OnMessageDeleted) EventName() string      { return "onMessageDeleted" }
func (OnMessagePinned) EventName() string       { return "onMessagePinned" }
func (OnKickedOut) EventName() string           { return "onKickedOut" }
func (OnBanned) EventName() string              { return "onBanned" }
