package signaling

// Request types. Each reply has the same type. The comment names the data of
// the request and of the reply.
const (
	TypeLogin             = "login"             // LoginRequest -> LoginReply
	TypeResume            = "resume"            // ResumeRequest -> LoginReply
	TypeLogout            = "logout"            // nothing -> nothing; the session ends
	TypePing              = "ping"              // PingRequest -> PingReply; also before login
	TypeSetSelfProfile    = "setSelfProfile"    // Profile -> nothing
	TypeCreateRoom        = "createRoom"        // CreateRoomRequest -> Snapshot
	TypeEnterRoom         = "enterRoom"         // EnterRequest -> Snapshot
	TypeExitRoom          = "exitRoom"          // nothing -> nothing
	TypeDestroyRoom       = "destroyRoom"       // nothing -> RoomSummary; the owner's room
	TypeSetRoomInfo       = "setRoomInfo"       // RoomParam -> nothing; owner only
	TypeSetRoomName       = "setRoomName"       // NameRequest -> nothing; owner only
	TypeGetRoomInfos      = "getRoomInfos"      // RoomIDs -> RoomInfos; unknown ones are left out
	TypeGetRoomList       = "getRoomList"       // RoomListRequest -> RoomListReply
	TypeWatchRoomList     = "watchRoomList"     // WatchRequest -> nothing; switches roomListChanged
	TypeGetRoom           = "getRoom"           // nothing -> Snapshot; the room one is in, as it is now
	TypeGetAnchorList     = "getAnchorList"     // nothing -> AnchorList; in a room
	TypeGetRoomMemberList = "getRoomMemberList" // MemberListRequest -> MemberListReply; in a room
	TypePublish           = "publish"           // PublishRequest -> SDPReply
	TypeUnpublish         = "unpublish"         // nothing -> nothing
	TypeSetMedia          = "setMedia"          // MediaFlags -> nothing; a publisher's camera and microphone
	TypePlay              = "play"              // PlayRequest -> SDPReply
	TypeStopPlay          = "stopPlay"          // UserRequest -> nothing
)

// TypeError is the type of a reply to a message whose own type cannot be read.
const TypeError = "error"

// LoginRequest starts a session. An older session of the same user gets
// kickedOffline and leaves its room.
type LoginRequest struct {
	SDKAppID uint32 `json:"sdkAppId"`
	UserID   string `json:"userId"`
	UserSig  string `json:"userSig"`
	// Client names the program and its version, for the server's log.
	Client string `json:"client,omitempty"`
}

// ResumeRequest takes a dropped session up again, within 90 s of the loss.
type ResumeRequest struct {
	Token string `json:"token"`
	// LastSeq is the newest event the client has handled.
	LastSeq uint64 `json:"lastSeq"`
}

// LoginReply answers login and resume.
type LoginReply struct {
	// Token resumes this session. It is a secret.
	Token string `json:"token"`
	// Self is the user with the profile the server has stored.
	Self User `json:"self"`
	// Mode is ModeNew after login. After resume it is ModeReplay when every
	// missed event follows right after this reply, or ModeSnapshot when events
	// are lost: then Room is the truth and the client compares.
	Mode Mode `json:"mode"`
	// RoomID is the room the user is in, 0 for none, in every mode.
	RoomID uint32 `json:"roomId,omitempty"`
	// Room is that room as it is now. Set in ModeSnapshot only.
	Room *Snapshot `json:"room,omitempty"`
	// Kept is what of the client's media goes on though the server is another process
	// now, and need not be asked for again. Set in ModeSnapshot only.
	Kept *KeptMedia `json:"kept,omitempty"`
	// Move says that the client's media is at a node that goes away: all of it is to be
	// asked for again. Set in ModeReplay only.
	Move bool `json:"move,omitempty"`
	// Seq is the event number the session continues from: the next new event in
	// ModeNew and ModeSnapshot is Seq+1. In ModeReplay the replay ends at Seq.
	Seq uint64 `json:"seq"`
	// ServerTime is the server's clock, Unix milliseconds.
	ServerTime int64 `json:"serverTime"`
	// PingInterval is how often the client should ping, milliseconds.
	PingInterval int64 `json:"pingInterval"`
	// Grace is how long a dropped session is kept, milliseconds.
	Grace int64 `json:"grace"`
	// OwnStream is the user's stream that another program sends, nil for none. RoomID
	// does not tell of its room before the user has entered it.
	OwnStream *OwnStream `json:"ownStream,omitempty"`
	// Nodes are the addresses of the server's nodes, where it has several that told
	// theirs: a client whose own node is gone resumes at another.
	Nodes []string `json:"nodes,omitempty"`
	// Moved, set by the client: the session goes on at another node than before, and
	// media that went by that one are gone, mostly without having said so.
	Moved bool `json:"-"`
}

// Mode is how a session goes on.
type Mode string

// The modes.
const (
	ModeNew      Mode = "new"
	ModeReplay   Mode = "replay"
	ModeSnapshot Mode = "snapshot"
)

// PingRequest measures the round trip and tells which events have arrived.
type PingRequest struct {
	Sent    int64  `json:"sent"` // client's clock, Unix microseconds
	LastSeq uint64 `json:"lastSeq,omitempty"`
}

// PingReply carries the server's two time stamps, Unix microseconds (RFC 5905
// section 8: offset = ((Received-Sent) + (Replied-arrival)) / 2).
type PingReply struct {
	Sent     int64 `json:"sent"`
	Received int64 `json:"received"`
	Replied  int64 `json:"replied"`
}

// Profile is what a user may change about oneself.
type Profile struct {
	UserName  string `json:"userName"`
	AvatarURL string `json:"avatarUrl"`
}

// User is a user with profile.
type User struct {
	UserID    string `json:"userId"`
	UserName  string `json:"userName,omitempty"`
	AvatarURL string `json:"avatarUrl,omitempty"`
}

// RoomParam is what an owner chooses for a room.
type RoomParam struct {
	RoomName string `json:"roomName"`
	CoverURL string `json:"coverUrl,omitempty"`
	Quality  int    `json:"quality,omitempty"` // sound: 1 speech, 2 default, 3 music; 0 means 2
	// PKWithCoAnchors lets co-anchors stay on stage during a PK; it takes both owners.
	PKWithCoAnchors bool `json:"pkWithCoAnchors,omitempty"`
	// CommentsOff counts in createRoom only; setComments switches it later.
	CommentsOff bool `json:"commentsOff,omitempty"`
	// Private and Passcode count in createRoom only; see PrivateRequest.
	Private  bool   `json:"private,omitempty"`
	Passcode string `json:"passcode,omitempty"`
}

// CreateRoomRequest makes a room, or takes the caller's own one up again: then
// the stage is cleared and the viewers stay (Snapshot.Recreated).
type CreateRoomRequest struct {
	RoomID uint32 `json:"roomId"`
	RoomParam
}

// NameRequest gives a room another title and leaves all else as it is.
type NameRequest struct {
	RoomName string `json:"roomName"`
}

// RoomRequest names a room.
type RoomRequest struct {
	RoomID uint32 `json:"roomId"`
}

// UserRequest names a user.
type UserRequest struct {
	UserID string `json:"userId"`
}

// RoomInfo is a room as the lobby shows it.
type RoomInfo struct {
	RoomID      uint32 `json:"roomId"`
	RoomName    string `json:"roomName,omitempty"`
	CoverURL    string `json:"coverUrl,omitempty"`
	OwnerID     string `json:"ownerId"`
	OwnerName   string `json:"ownerName,omitempty"`
	OwnerAvatar string `json:"ownerAvatar,omitempty"`
	MemberCount int    `json:"memberCount"` // everybody in it, the owner too
	Quality     int    `json:"quality,omitempty"`
	HostAway    bool   `json:"hostAway,omitempty"`  // the owner has left; the grace time runs
	Live        bool   `json:"live,omitempty"`      // the owner is publishing
	InPK        bool   `json:"inPK,omitempty"`      // joined with another room
	PKRooms     int    `json:"pkRooms,omitempty"`   // how many rooms the PK or co-host joins, this one too; 0 for none
	CoAnchors   int    `json:"coAnchors,omitempty"` // viewers with a seat on stage
	CreatedAt   int64  `json:"createdAt"`           // Unix milliseconds
	CommentsOff bool   `json:"commentsOff,omitempty"`
	Private     bool   `json:"private,omitempty"` // needs a key; to those it has not let in the number is all that is told
}

// RoomSummary is what became of a room that has ended.
type RoomSummary struct {
	CreatedAt int64  `json:"createdAt"` // Unix milliseconds
	Duration  int64  `json:"duration"`  // milliseconds
	Visits    uint64 `json:"visits"`    // viewers' entries, those who came again counted again
	Peak      int    `json:"peak"`      // most members at once, the owner too
	Messages  uint64 `json:"messages"`  // texts, custom messages and gifts
	Likes     int64  `json:"likes"`
	Coins     int64  `json:"coins"` // worth of all gifts
	// Givers and Likers are those who gave and liked most, at most RankSize each.
	Givers []RankRow `json:"givers,omitempty"`
	Likers []RankRow `json:"likers,omitempty"`
}

// Role is a member's role.
type Role string

// The roles.
const (
	RoleAnchor   Role = "anchor"   // the room's owner
	RoleCoAnchor Role = "coanchor" // a viewer with a seat on stage
	RoleAudience Role = "audience"
	RolePeer     Role = "peer" // the anchor of the other room of a PK
)

// Member is one member of a room.
type Member struct {
	User
	Role  Role `json:"role"`
	Admin bool `json:"admin,omitempty"` // a helper named by the owner
	Muted bool `json:"muted,omitempty"` // may not write in the chat
}

// Anchor is one publisher of a room.
type Anchor struct {
	User
	Role  Role `json:"role"`
	Video bool `json:"video"` // as in the last userVideoAvailable
	Audio bool `json:"audio"` // as in the last userAudioAvailable
}

// Snapshot is a room at one moment. Every event of the room that comes after
// the message carrying it happened later; none that came before matters.
type Snapshot struct {
	Room RoomInfo `json:"room"`
	// Self is the receiver's own place in it.
	Self Member `json:"self"`
	// Anchors are all publishers, the receiver too when it publishes, and the
	// other owner in a PK.
	Anchors []Anchor `json:"anchors"`
	// HostAwayUntil is when the room ends unless the owner returns, Unix milliseconds; 0 while the owner is there.
	HostAwayUntil int64 `json:"hostAwayUntil,omitempty"`
	// Recreated: createRoom found the caller's own room and took it up again.
	Recreated bool `json:"recreated,omitempty"`
	// Seats are the places for co-anchors, taken, free or locked.
	Seats []SeatInfo `json:"seats,omitempty"`
	// Calls are the receiver's open invitations, in both directions.
	Calls []Call `json:"calls,omitempty"`
	// PK is the one the room is in, nil for none.
	PK *PKInfo `json:"pk,omitempty"`
	// ChatMuted: only the owner and the helpers may write.
	ChatMuted bool `json:"chatMuted,omitempty"`
	// Pinned is the message pinned above the chat, nil for none; Deleted are those taken out of what is kept.
	Pinned  *Message `json:"pinned,omitempty"`
	Deleted []uint64 `json:"deleted,omitempty"`
	// Likes and Coins are the room's totals.
	Likes int64 `json:"likes,omitempty"`
	Coins int64 `json:"coins,omitempty"`
	// OwnStream is the receiver's stream that another program sends, nil for none.
	OwnStream *OwnStream `json:"ownStream,omitempty"`
}

// RoomIDs asks for several rooms, at most MaxRoomPage.
type RoomIDs struct {
	RoomIDs []uint32 `json:"roomIds"`
}

// RoomInfos is a list of rooms in no particular order.
type RoomInfos struct {
	Rooms []RoomInfo `json:"rooms"`
}

// RoomListRequest asks for a page of all rooms, newest first.
type RoomListRequest struct {
	Cursor string `json:"cursor,omitempty"` // empty: from the start
	Limit  int    `json:"limit,omitempty"`  // 1..MaxRoomPage, 0 means 20
}

// RoomListReply is a page; Next is empty on the last one.
type RoomListReply struct {
	Rooms []RoomInfo `json:"rooms"`
	Next  string     `json:"next,omitempty"`
	Total int        `json:"total"`
}

// WatchRequest switches a subscription.
type WatchRequest struct {
	On bool `json:"on"`
}

// AnchorList is the stage: the owner first, then by user ID.
type AnchorList struct {
	Anchors []Anchor `json:"anchors"`
}

// MemberListRequest asks for a page of members; NextSeq 0 starts.
type MemberListRequest struct {
	NextSeq uint64 `json:"nextSeq"`
}

// MemberListReply is a page of at most MemberPage members in the order of
// entry; NextSeq 0 means that was the last one.
type MemberListReply struct {
	Members []Member `json:"members"`
	NextSeq uint64   `json:"nextSeq"`
	Total   int      `json:"total"`
}
