package room

import "time"

// RequestJoin asks for a seat; a viewer. If the owner has invited the viewer,
// it accepts. ErrOnStage, ErrCallOpen, ErrNotLive, ErrInPK, ErrStageFull;
// ErrNoPermission for the owner.
type RequestJoin struct {
	By        string
	SoundOnly bool
}

// InviteJoin asks a viewer up; owner only. If the viewer has asked, it accepts.
type InviteJoin struct {
	By        string
	User      string
	SoundOnly bool
}

// CancelJoin withdraws By's own invitation; the owner names the viewer.
// ErrCallGone.
type CancelJoin struct{ By, User string }

// AnswerJoin answers an invitation of User's: the owner a viewer's, a viewer the
// owner's. CallID, if set, must fit. ErrCallGone; ErrNotInvited for others.
type AnswerJoin struct {
	By, User, CallID string
	Agree            bool
	SoundOnly        bool
}

// KickJoin takes a co-anchor's seat; owner only. ErrNotOnStage.
type KickJoin struct{ By, User string }

// MuteAnchor switches off what a co-anchor sends (true), or gives it back; the
// owner, and helpers as KickOut. Who is muted cannot switch on again what is off
// (ErrHostMuted of SetMedia). ErrNotOnStage.
type MuteAnchor struct {
	By, User string
	Mute     Media
}

// LockSeat closes or opens a seat; owner only.
type LockSeat struct {
	By     string
	Seat   int
	Locked bool
}

// KickOut takes a user out of the room for Rules.KickTime (Enter: RemovedError),
// with Ban for good; the owner, and helpers those who are neither owner nor
// helper. ErrNoSuchUser.
type KickOut struct {
	By, User string
	Ban      bool
}

// Ban keeps a user out, who need not be there; as KickOut.
type Ban struct {
	By   string
	User User
}

// Unban lets a user in again who was banned or put out; owner and helpers. Neither:
// no effect.
type Unban struct{ By, User string }

// MuteChat takes the right to write away for a time (0: until taken back) or
// gives it back. User empty: everybody but owner and helpers.
type MuteChat struct {
	By, User string
	Mute     bool
	For      time.Duration
}

// SetAdmin names a helper or takes that back; owner only. ErrNoSuchUser.
type SetAdmin struct {
	By, User string
	Admin    bool
}

// Like adds likes the server has gathered, and whose they are.
type Like struct {
	Count int64
	By    []Ranked
}

// Gift notes a gift that is paid. Key is different for each one and begins with By
// and a dot; a repeated one is refused with ErrGiftKnown, until By gives again. To has to be on stage (ErrNotOnStage); empty
// means the owner; nobody gives to oneself.
type Gift struct {
	By, To, Key string
	Coins       int64
}

// Reopen is Create for an owner who has had rooms before: if the room is new,
// those banned stay banned and the helpers stay helpers.
type Reopen struct {
	Create
	Bans   []User
	Admins []string
	Words  []string // that the owner blocks
}
