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
// Co-anchoring, PK and moderation are further commands on the same state: they
// give and take seats; a PK is a value of its own that names its rooms.
package room

import (
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
}

// Rules are a room's limits, fixed when it is created.
type Rules struct {
	MaxMembers int           `json:"maxMembers"` // everybody, the owner too
	HostGrace  time.Duration `json:"hostGrace"`  // how long a room waits for its owner
	LinkGrace  time.Duration `json:"linkGrace"`  // how long a member without a connection stays
}

// DefaultRules are the limits used where nothing else is asked for.
func DefaultRules() Rules {
	return Rules{MaxMembers: 10000, HostGrace: time.Minute, LinkGrace: 90 * time.Second}
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
	// Stream names what the user sends; empty while nothing is sent.
	Stream string `json:"stream,omitempty"`
	// Want is what the user means to send, Flow what arrives at the server.
	Want Media `json:"want,omitzero"`
	Flow Media `json:"flow,omitzero"`
}

// Publishing reports whether the seat's user sends a stream.
func (s Seat) Publishing() bool { return s.Stream != "" }

// Available is what others can play.
func (s Seat) Available() Media {
	if !s.Publishing() {
		return Media{}
	}
	return s.Want.and(s.Flow)
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
)

// Why a room ended, in an event of kind Destroyed.
const (
	ReasonOwner    = "owner"
	ReasonHostGone = "hostGone"
	ReasonServer   = "server"
)
