package room

import (
	"slices"
	"time"
)

// MaxSides is how many rooms a PK or co-host joins at most.
const MaxSides = 6

// PK is a room's view of a PK. All its rooms have one with the same ID. One of
// them, the keeper, keeps the list of sides and the clock: the others tell it
// what changes on their side and hear from it of the rest, as commands of
// commands_pk.go. When the keeper goes, the next side of the list is keeper.
type PK struct {
	ID     string `json:"id"`
	CoHost bool   `json:"coHost,omitempty"` // no battle
	Mix    bool   `json:"mix,omitempty"`    // co-anchors may stay
	// Joining: this room has accepted and waits for the keeper's word, until
	// Until. Asker is the room that asked, By its owner, Call the invitation.
	Joining bool      `json:"joining,omitempty"`
	Asker   uint32    `json:"asker,omitempty"`
	By      User      `json:"by,omitzero"`
	Call    string    `json:"call,omitempty"`
	Until   time.Time `json:"until,omitzero"`
	Keeper  uint32    `json:"keeper"`
	// Rev counts the keeper's changes of sides and rounds.
	Rev uint64 `json:"rev,omitempty"`
	// Sides are all rooms, this one too, in the order of joining. Never changed
	// in place.
	Sides    []Side    `json:"sides,omitempty"`
	Score    int64     `json:"score"` // this room's own points
	Round    int       `json:"round"`
	Started  time.Time `json:"started,omitzero"`
	Deadline time.Time `json:"deadline,omitzero"` // zero for a co-host
	Over     bool      `json:"over,omitempty"`
	Winner   string    `json:"winner,omitempty"` // user ID, empty for a draw
}

// Side is one room of a PK, with its owner.
type Side struct {
	Room uint32 `json:"room"`
	User User   `json:"user"`
	// Stream names what the owner sends, Is what of it can be played.
	Stream string `json:"stream,omitempty"`
	Is     Media  `json:"is,omitzero"`
	// Lost as in VideoAvailable.
	Lost  bool  `json:"lost,omitempty"`
	Score int64 `json:"score"`
}

// PKCall is an open invitation to a PK.
type PKCall struct {
	ID       string        `json:"id"`
	Out      bool          `json:"out,omitempty"` // this room asked
	Room     uint32        `json:"room"`          // the other room
	User     User          `json:"user"`          // its owner
	CoHost   bool          `json:"coHost,omitempty"`
	Mix      bool          `json:"mix,omitempty"` // the asking side's choice
	Duration time.Duration `json:"duration"`
	// Join: into the running PK named PK; Rematch: a new round of it.
	Join    bool      `json:"join,omitempty"`
	Rematch bool      `json:"rematch,omitempty"`
	PK      string    `json:"pk,omitempty"`
	Keeper  uint32    `json:"keeper,omitempty"`
	With    []User    `json:"with,omitempty"` // of Join: who is in it besides User
	Until   time.Time `json:"until"`
}

// PKReason says why a PK ended.
type PKReason string

// The reasons.
const (
	PKQuit PKReason = "quit" // an owner ended it
	PKLost PKReason = "gone" // an owner or a room is gone
)

// rejectedTimeout is the asked room's word that nobody answered.
const rejectedTimeout RejectReason = "timeout"

// callSlack is how much longer than the asked room the asking one waits: the
// asked room decides whether an answer came in time. joinTime is how long a room
// that has accepted waits for the keeper.
const (
	callSlack = 3 * time.Second
	joinTime  = 10 * time.Second
)

// PK returns the PK the room is in. One that is joining still is not told.
func (s State) PK() (PK, bool) {
	if s.pk == nil {
		return PK{}, false
	}
	return *s.pk, !s.pk.Joining
}

// PKCalls returns the open invitations to a PK, oldest first.
func (s State) PKCalls() []PKCall { return slices.Clone(s.pkCalls) }

// Side looks up the side of a room.
func (p PK) Side(room uint32) (Side, bool) {
	if i := p.at(room); i >= 0 {
		return p.Sides[i], true
	}
	return Side{}, false
}

func (p PK) at(room uint32) int {
	return slices.IndexFunc(p.Sides, func(s Side) bool { return s.Room == room })
}

// with is p with a side added or replaced, without one lacking a room's side.
func (p PK) with(side Side) PK {
	p.Sides = slices.Clone(p.Sides)
	if i := p.at(side.Room); i >= 0 {
		p.Sides[i] = side
	} else {
		p.Sides = append(p.Sides, side)
	}
	return p
}

func (p PK) without(room uint32) PK {
	p.Sides = slices.DeleteFunc(slices.Clone(p.Sides), func(s Side) bool { return s.Room == room })
	return p
}

// PeerStream is the stream of another owner of the PK, empty if that user is
// not one or sends nothing.
func (s State) PeerStream(userID string) string {
	if pk, ok := s.PK(); ok {
		for _, side := range pk.Sides {
			if side.User.ID == userID && side.Room != s.id {
				return side.Stream
			}
		}
	}
	return ""
}

// pkBlocksJoin reports whether a PK keeps viewers from the stage.
func (s State) pkBlocksJoin() bool {
	asking := slices.ContainsFunc(s.pkCalls, func(k PKCall) bool { return k.Out && k.PK == "" })
	return s.pk != nil && !s.pk.Mix || asking && !s.info.MixPK
}

// call is the invitation as an event carries it.
// gone is what the owner is told when an invitation has no other side any more.
func (k PKCall) gone(owner string) Event {
	if k.Out {
		return PKRejected{For: For{To: owner}, User: k.User, Call: k.call(), Peer: k.Room, Reason: RejectedGone}
	}
	return CallCancelled{For: For{To: owner}, User: k.User, Call: k.call(), Peer: k.Room}
}

func (k PKCall) call() Call { return Call{ID: k.ID, Kind: CallPK, User: k.User, Until: k.Until} }

// pkCall returns the index of the open invitation that fits, -1 for none.
func (s State) pkCall(fits func(PKCall) bool) int { return slices.IndexFunc(s.pkCalls, fits) }

// takePKCall closes an invitation; whoever does it tells the outcome.
func (c *change) takePKCall(i int) PKCall {
	k := c.pkCalls[i]
	c.pkCalls = slices.Delete(slices.Clone(c.pkCalls), i, i+1)
	return k
}

func (c *change) addPKCall(k PKCall) { c.pkCalls = append(slices.Clip(c.pkCalls), k) }

// toPeer sends a command of commands_pk.go to another room.
func (c *change) toPeer(id uint32, k Command) { c.emit(ToPeer{Room: id, Command: k}) }

// ownSide is this room's side as it is now.
func (s State) ownSide() Side {
	t, _ := s.Seat(s.owner.ID)
	side := Side{Room: s.id, User: s.owner, Stream: t.Stream, Is: t.Available(), Lost: t.Lost()}
	if s.pk != nil {
		side.Score = s.pk.Score
	}
	return side
}

// setPK replaces the room's PK.
func (c *change) setPK(p PK) { c.pk = &p }

// PKOf is the ID of the PK or invitation a command from another room is about.
func PKOf(k Command) string {
	if l, ok := k.(interface{ about() string }); ok {
		return l.about()
	}
	return ""
}
