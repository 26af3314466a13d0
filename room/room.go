// Package room holds the rules of a live room as a pure state machine:
//
//	Apply(state, command, now) -> (state', events, error)
//
// It does no I/O, starts no goroutine and reads no clock: deadlines are data in
// the state, and whoever owns the state applies Tick when State.NextDeadline has
// come. A State is immutable: Apply returns a new one that shares most of its
// memory with the old, so old states may be kept, compared and stored. On an
// error the state returned is the one given.
//
// A member has a role: the anchor owns the room, a co-anchor is a viewer with a
// seat on stage, everybody else is audience. Whoever sends media has a seat.
// A PK joins two to six rooms. Each holds its own view of it; what one has to
// tell another is a ToPeer with a command for that room, which
// whoever owns the states passes on, in order. A room that is not there any more
// is answered for with PKGone.
package room

import (
	"cmp"
	"errors"
	"time"
)

// Role is a member's role. The zero value is invalid.
type Role int

// The roles.
const (
	Anchor   Role = iota + 1 // the owner
	CoAnchor                 // a viewer with a seat
	Audience
	Peer // in events: the anchor of the other room of a PK
)

// User is a user as others see them.
type User struct {
	ID     string `json:"id"`
	Name   string `json:"name,omitempty"`
	Avatar string `json:"avatar,omitempty"`
}

// Info is what the owner chooses.
type Info struct {
	Name    string `json:"name,omitempty"`
	Cover   string `json:"cover,omitempty"`
	Quality int    `json:"quality,omitempty"` // sound: 1 speech, 2 default, 3 music
	MixPK   bool   `json:"mixPK,omitempty"`   // co-anchors may stay during a PK
	// CommentsOff: only owner and helpers may write; SetInfo leaves it as it is.
	CommentsOff bool `json:"commentsOff,omitempty"`
	// Private: whoever is not let in needs a key; SetPrivate changes it.
	Private bool `json:"private,omitempty"`
}

// Rules are a room's limits, fixed when it is created.
type Rules struct {
	MaxMembers int           `json:"maxMembers"` // everybody, the owner too
	HostGrace  time.Duration `json:"hostGrace"`  // how long a room waits for its owner
	LinkGrace  time.Duration `json:"linkGrace"`  // how long a member without a connection stays
	// Zero means that of DefaultRules for these.
	MaxCoAnchors int           `json:"maxCoAnchors,omitempty"` // at most 31; negative: none
	CallTime     time.Duration `json:"callTime,omitempty"`     // how long an invitation lives
	PKTime       time.Duration `json:"pkTime,omitempty"`       // a battle
	SeatTime     time.Duration `json:"seatTime,omitempty"`     // from getting a seat to sending
	KickTime     time.Duration `json:"kickTime,omitempty"`     // how long KickOut keeps out; negative: not at all
}

func (r Rules) maxCoAnchors() int {
	return max(0, min(cmp.Or(r.MaxCoAnchors, DefaultRules().MaxCoAnchors), 31))
}

func (r Rules) callTime() time.Duration { return cmp.Or(r.CallTime, DefaultRules().CallTime) }
func (r Rules) seatTime() time.Duration { return cmp.Or(r.SeatTime, DefaultRules().SeatTime) }
func (r Rules) pkTime() time.Duration   { return cmp.Or(r.PKTime, DefaultRules().PKTime) }

// DefaultRules are the limits used where nothing else is asked for.
func DefaultRules() Rules {
	return Rules{MaxMembers: 10000, HostGrace: time.Minute, LinkGrace: 90 * time.Second,
		MaxCoAnchors: 8, CallTime: 30 * time.Second, PKTime: 5 * time.Minute, SeatTime: 30 * time.Second, KickTime: time.Minute}
}

// Media is a pair of switches, for picture and sound.
type Media struct {
	Video bool `json:"video,omitempty"`
	Audio bool `json:"audio,omitempty"`
}

func (m Media) and(o Media) Media { return Media{m.Video && o.Video, m.Audio && o.Audio} }

// Seat is a place on stage: the right to send, and what is sent.
type Seat struct {
	UserID string `json:"userId"`
	// Index is 0 for the owner, 1 and up for co-anchors.
	Index int `json:"index,omitempty"`
	// SoundOnly: no picture may be sent.
	SoundOnly bool `json:"soundOnly,omitempty"`
	// Stream names what the user sends; empty while nothing is sent.
	Stream string `json:"stream,omitempty"`
	// Want is what the user means to send, Flow what arrives at the server.
	Want Media `json:"want,omitzero"`
	Flow Media `json:"flow,omitzero"`
	// Muted is what the owner or a helper has switched off.
	Muted Media `json:"muted,omitzero"`
	// UseBy is when a co-anchor's seat is taken back unless something is sent;
	// zero once it was.
	UseBy time.Time `json:"useBy,omitzero"`
}

// Publishing reports whether the seat's user sends a stream.
func (s Seat) Publishing() bool { return s.Stream != "" }

// Available is what others can play.
func (s Seat) Available() Media {
	if !s.Publishing() {
		return Media{}
	}
	is := s.Want.and(s.Flow)
	is.Video = is.Video && !s.SoundOnly && !s.Muted.Video
	is.Audio = is.Audio && !s.Muted.Audio
	return is
}

// Lost reports whether a picture is meant to be sent and does not arrive.
func (s Seat) Lost() bool {
	return s.Publishing() && s.Want.Video && !s.Flow.Video && !s.SoundOnly && !s.Muted.Video
}

// Member is a user in the room.
type Member struct {
	User
	Role Role `json:"role"`
	// Order counts entries: a later one has a larger number.
	Order uint64 `json:"order"`
	// DropAt is when the member is taken out; zero while connected.
	DropAt time.Time `json:"dropAt,omitzero"`
}

// Why a command is refused.
var (
	ErrNoSuchRoom    = errors.New("room: no such room")
	ErrTaken         = errors.New("room: the number belongs to another owner")
	ErrAlreadyMember = errors.New("room: already a member")
	ErrNotMember     = errors.New("room: not a member")
	ErrFull          = errors.New("room: full")
	ErrNoPermission  = errors.New("room: no permission")
	ErrBadCommand    = errors.New("room: bad command")
	ErrNotOnStage    = errors.New("room: not on stage")
	ErrOnStage       = errors.New("room: on stage already")
	ErrStageFull     = errors.New("room: stage full")
	ErrCallOpen      = errors.New("room: an invitation is open")
	ErrCallGone      = errors.New("room: no such invitation")
	ErrNotInvited    = errors.New("room: not invited")
	ErrNotLive       = errors.New("room: not live")
	ErrInPK          = errors.New("room: in a PK")
	ErrNoPK          = errors.New("room: no PK")
	ErrCoAnchors     = errors.New("room: co-anchors on stage")
	ErrBanned        = errors.New("room: banned")
	ErrMuted         = errors.New("room: muted")
	ErrHostMuted     = errors.New("room: switched off by the owner")
	ErrNoSuchUser    = errors.New("room: no such user")
	ErrPKFull        = errors.New("room: the PK has all the rooms it may")
	ErrGiftKnown     = errors.New("room: gift noted before")
	ErrListFull      = errors.New("room: a list is full")
)

// SeatReason says why a seat is gone; empty: somebody gave it back or took it.
type SeatReason string

// SeatUnused: the seat was not used in time.
const SeatUnused SeatReason = "unused"

// EndReason says why a room ended.
type EndReason string

// The reasons.
const (
	ReasonOwner    EndReason = "owner"
	ReasonHostGone EndReason = "hostGone"
	ReasonServer   EndReason = "server"
)
