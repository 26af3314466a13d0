package room

import "time"

// RequestPK asks another room's owner for a PK; owner of a live room. If that
// owner has asked already, it accepts. During a decided PK, or a co-host, a
// request to one of its sides asks for another round. With Join it asks a
// further room into the running PK. ErrInPK, ErrCallOpen, ErrNotLive,
// ErrCoAnchors, ErrPKFull, ErrNoPK.
type RequestPK struct {
	By       string
	Room     uint32
	User     User
	CoHost   bool
	Join     bool
	Duration time.Duration // 0: the room's rules
}

// CancelPK withdraws an invitation to a PK; owner only. Room 0: every one.
// ErrCallGone.
type CancelPK struct {
	By   string
	Room uint32
}

// AnswerPK answers one; owner only. ErrCallGone, ErrNotInvited, ErrCoAnchors.
type AnswerPK struct {
	By, User, CallID string
	Agree            bool
}

// QuitPK takes the room out of the PK; owner only. With two sides that ends it.
// ErrNoPK.
type QuitPK struct{ By string }

// PKInvited reaches the room that is asked. PK and Keeper are set for Join and
// Rematch.
type PKInvited struct {
	ID            string
	PK            string
	Keeper        uint32
	From          uint32
	User          User // who asks
	To            string
	With          []User
	CoHost, Mix   bool
	Join, Rematch bool
	Duration      time.Duration
	Until         time.Time
}

// PKAnswered reaches the room that asked.
type PKAnswered struct {
	ID     string // of the invitation
	PK     string // what the room that agrees waits for
	From   uint32
	Agree  bool
	Mix    bool
	Side   Side
	Reason RejectReason
}

// PKJoin asks the keeper to add a side that has agreed.
type PKJoin struct {
	ID   string
	From uint32
	Side Side
}

// PKRound asks the keeper for another round, both sides agreed.
type PKRound struct {
	ID       string
	From     uint32
	Round    int // the one that is over
	CoHost   bool
	Duration time.Duration
}

// PKSync is the PK as its keeper has it: it confirms a side, starts a round,
// tells the result, who came and who went (Reason says why), and hands the
// keeping over.
type PKSync struct {
	From   uint32
	PK     PK
	Reason PKReason
}

// PKNews is one side as it is now: from that side to the keeper, or from the
// keeper on to the others.
type PKNews struct {
	ID    string
	From  uint32
	Round int
	Side  Side
}

// PKWithdrawn ends an invitation for who was asked.
type PKWithdrawn struct {
	ID   string
	From uint32
}

// PKGone tells that the other room has no such PK or invitation (any more), or
// that the receiver is none of its sides.
type PKGone struct {
	ID     string
	From   uint32
	Reason PKReason
}

func (k PKInvited) about() string   { return k.ID }
func (k PKAnswered) about() string  { return k.PK }
func (k PKJoin) about() string      { return k.ID }
func (k PKRound) about() string     { return k.ID }
func (k PKSync) about() string      { return k.PK.ID }
func (k PKNews) about() string      { return k.ID }
func (k PKWithdrawn) about() string { return k.ID }
func (k PKGone) about() string      { return k.ID }
