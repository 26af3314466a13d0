package signaling

// Request types of private lives.
const (
	TypeSetPrivate = "setPrivate" // PrivateRequest -> PrivateInfo; owner only
	TypeUnlockRoom = "unlockRoom" // EnterRequest -> RoomInfo; lets the caller in, who does not enter yet
	TypeGetPrivate = "getPrivate" // nothing -> PrivateInfo; owner only
)

// Lengths of a passcode, in bytes.
const (
	MinPasscode = 4
	MaxPasscode = 32
)

// EnterRequest names a room to enter and, for a private one, what opens it.
type EnterRequest struct {
	RoomID   uint32 `json:"roomId"`
	Passcode string `json:"passcode,omitempty"`
	Invite   string `json:"invite,omitempty"` // counts before Passcode
}

// PrivateRequest makes the own room private or public. Passcode empty: the one
// there is, or one the server makes. Renew: a new invitation.
type PrivateRequest struct {
	Private  bool   `json:"private"`
	Passcode string `json:"passcode,omitempty"`
	Renew    bool   `json:"renew,omitempty"`
}

// PrivateInfo is what opens the own room. Passcode and Invite are secrets, empty
// for a public room.
type PrivateInfo struct {
	Private  bool   `json:"private"`
	Passcode string `json:"passcode,omitempty"`
	Invite   string `json:"invite,omitempty"`
}
