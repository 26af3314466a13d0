package model

import "time"

// PKPhase is how far a PK is.
type PKPhase int

// The phases.
const (
	PKNone     PKPhase = iota
	PKAsking           // the other anchor was asked; Until says until when
	PKBattle           // scores count, Deadline says until when
	PKResult           // the result is being shown
	PKTogether         // joined still without scores: after the result, or a co-host
)

// PK is a battle of two rooms, or on the way to one.
type PK struct {
	Phase PKPhase
	// Blocked says why the anchor cannot ask for one; empty: they can.
	Blocked BlockReason
	// Rooms are the live rooms to choose from, without the own one.
	Rooms       []PKRoom
	RoomsLoaded bool
	// Asked is the room that was asked, until Until.
	Asked Room
	Until time.Time
	// Request is what another anchor asks, until it is answered or over.
	Request *PKRequest

	// From PKBattle on: the two sides, the own room first.
	Sides    []PKSide
	CoHost   bool
	Deadline time.Time
	// Winner is the user ID of the winning anchor, empty for a draw.
	Winner string
	// Ending: the end is under way.
	Ending bool
}

// Joined reports whether two rooms share the stage.
func (p PK) Joined() bool { return p.Phase >= PKBattle && len(p.Sides) >= 2 }

// Share is the part of all points that the own room has, 0.5 without points.
func (p PK) Share() float64 {
	if len(p.Sides) < 2 || p.Sides[0].Score+p.Sides[1].Score <= 0 {
		return 0.5
	}
	return float64(p.Sides[0].Score) / float64(p.Sides[0].Score+p.Sides[1].Score)
}

// PKRoom is a room that can be asked.
type PKRoom struct {
	Room Room
	// Busy: it is in a PK already.
	Busy bool
}

// PKRequest is what another anchor asks.
type PKRequest struct {
	User     User
	RoomID   uint32
	CoHost   bool
	Duration time.Duration
	Until    time.Time
}

// PKSide is one room of a PK. The tile of the other anchor has User.ID as ID.
type PKSide struct {
	RoomID uint32
	Title  string // may be empty
	User   User
	Score  int64
}
