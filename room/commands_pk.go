package room

import "time"

// RequestPK asks another room's owner for a PK; owner of a live room. If that
// owner has asked already, it accepts. During a decided PK with the same room it
// asks for a rematch. ErrInPK, ErrCallOpen, ErrNotLive, ErrCoAnchors.
type RequestPK struct {
	By       string
	Room     uint32
	User     User
	CoHost   bool
	Duration time.Duration // 0: the room's rules
}

// CancelPK withdraws an invitation to a PK; owner only. ErrCallGone.
type CancelPK struct{ By string }

// AnswerPK answers one; owner only. ErrCallGone, ErrNotInvited, ErrCoAnchors.
type AnswerPK struct {
	By, User, CallID string
	Agree            bool
}

// QuitPK ends the PK; owner only. ErrNoPK.
type QuitPK struct{ By string }

// PKInvited reaches the room that is asked.
type PKInvited struct {
	ID       string
	From     uint32
	User     User // who asks
	To       string
	CoHost   bool
	Mix      bool
	Rematch  bool
	Duration time.Duration
	Until    time.Time
}

// PKAnswered reaches the room that asked.
type PKAnswered struct {
	ID     string
	From   uint32
	User   User
	Agree  bool
	Mix    bool
	Stream string
	Is     Media
	Reason string
}

// PKSync is the other room's side, whole: it confirms a PK, starts a round and
// tells the result.
type PKSync struct {
	ID                string
	From              uint32
	User              User
	Stream            string
	Is                Media
	Round             int
	CoHost, Mix       bool
	Started, Deadline time.Time
	Over              bool
	Winner            string
	Score, PeerScore  int64
}

// PKMedia is what the other owner sends now.
type PKMedia struct {
	ID     string
	From   uint32
	User   User
	Stream string
	Is     Media
}

// PKScore is the other room's score.
type PKScore struct {
	ID    string
	From  uint32
	Round int
	Score int64
}

// PKWithdrawn ends an invitation for who was asked.
type PKWithdrawn struct {
	ID   string
	From uint32
}

// PKGone tells that the other room has no such PK or invitation (any more).
type PKGone struct {
	ID     string
	From   uint32
	Reason string
}
