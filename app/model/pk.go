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

// MaxPKRooms is how many rooms a PK or co-host can have.
const MaxPKRooms = 6

// PK is a battle of two to six rooms, or on the way to one.
type PK struct {
	Phase PKPhase
	// Blocked says why the anchor cannot ask for one; empty: they can.
	Blocked BlockReason
	// AddBlocked says why no further room can be asked to join; empty: it can.
	AddBlocked BlockReason
	// Rooms are the live rooms to choose from, without the own one.
	Rooms       []PKRoom
	RoomsLoaded bool
	// Asked is the room that was asked, until Until; the zero Room: none. While
	// rooms are joined already, a further one can be asked.
	Asked Room
	Until time.Time
	// Request is what another anchor asks, until it is answered or over.
	Request *PKRequest

	// From PKBattle on: the sides, the own room first.
	Sides    []PKSide
	CoHost   bool
	Deadline time.Time
	// Length of the battle that is or was, for another one.
	Length time.Duration
	// Winner is the user ID of the winning anchor, empty for a draw.
	Winner string
	// Ending: the end is under way.
	Ending bool
}

// Joined reports whether two or more rooms share the stage.
func (p PK) Joined() bool { return p.Phase >= PKBattle && len(p.Sides) >= 2 }

// Asking reports whether another anchor was asked and has not answered.
func (p PK) Asking() bool { return p.Phase == PKAsking || p.Asked.ID != 0 }

// CanRematch reports whether a battle is over and the rooms are joined still.
func (p PK) CanRematch() bool {
	return p.Joined() && !p.CoHost && (p.Phase == PKResult || p.Phase == PKTogether)
}

// Shares are the parts of all points that the sides have, in their order;
// without points all the same.
func (p PK) Shares() []float64 {
	sum := int64(0)
	for _, s := range p.Sides {
		sum += max(s.Score, 0)
	}
	out := make([]float64, len(p.Sides))
	for i, s := range p.Sides {
		out[i] = 1 / float64(len(p.Sides))
		if sum > 0 {
			out[i] = float64(max(s.Score, 0)) / float64(sum)
		}
	}
	return out
}

// Place is which place a side has by its points, 1 for the first; sides with the
// same points share one.
func (p PK) Place(side int) int {
	place := 1
	for _, s := range p.Sides {
		if s.Score > p.Sides[side].Score {
			place++
		}
	}
	return place
}

// Has reports whether a room is one of the sides.
func (p PK) Has(room uint32) bool {
	for _, s := range p.Sides {
		if s.RoomID == room {
			return true
		}
	}
	return false
}

// PKRoom is a room that can be asked.
type PKRoom struct {
	Room Room
	// Busy: it is in a PK already.
	Busy bool
}

// PKTerms is what sort of PK is asked for.
type PKTerms struct {
	// Length of the battle; 0 is the server's.
	Length time.Duration
	// CoHost joins the rooms without points.
	CoHost bool
}

// PKRequest is what another anchor asks.
type PKRequest struct {
	User     User
	RoomID   uint32
	CoHost   bool
	Duration time.Duration
	Until    time.Time
	// Join: into what User and Others are in already. Rematch: another battle of
	// the rooms that are joined.
	Join    bool
	Rematch bool
	Others  []User
}

// PKSide is one room of a PK. The tile of another anchor has User.ID as ID.
type PKSide struct {
	RoomID uint32
	Title  string // may be empty
	User   User
	Score  int64
}
