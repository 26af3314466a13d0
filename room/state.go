package room

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"time"
)

// State is one room at one moment. The zero value is a room that does not exist.
// Treat it as a value: copies share memory and nobody changes it.
type State struct {
	id        uint32
	info      Info
	rules     Rules
	owner     User
	created   time.Time
	awayUntil time.Time // zero while the owner is a member
	nextOrder uint64
	stage     []Seat         // never changed in place; the owner's seat first
	members   tree[Member]   // by user ID
	order     tree[string]   // user IDs by Member.Order
	drops     tree[struct{}] // deadline + user ID
}

// Exists reports whether there is a room.
func (s State) Exists() bool { return s.id != 0 }

// ID is the room's number.
func (s State) ID() uint32 { return s.id }

// Info is what the owner chose.
func (s State) Info() Info { return s.info }

// Rules are the room's limits.
func (s State) Rules() Rules { return s.rules }

// Owner is the owner, present or not.
func (s State) Owner() User { return s.owner }

// Created is when the room was made.
func (s State) Created() time.Time { return s.created }

// AwayUntil is when the room ends unless the owner returns; zero while there.
func (s State) AwayUntil() time.Time { return s.awayUntil }

// Len is the number of members.
func (s State) Len() int { return s.members.len() }

// Member looks a member up.
func (s State) Member(userID string) (Member, bool) { return s.members.get(userID) }

// Seat looks up a user's seat.
func (s State) Seat(userID string) (Seat, bool) {
	if i := s.seatIndex(userID); i >= 0 {
		return s.stage[i], true
	}
	return Seat{}, false
}

func (s State) seatIndex(userID string) int {
	return slices.IndexFunc(s.stage, func(t Seat) bool { return t.UserID == userID })
}

// Stage returns the seats, the owner's first.
func (s State) Stage() []Seat { return slices.Clone(s.stage) }

// Live reports whether the owner is publishing.
func (s State) Live() bool {
	t, ok := s.Seat(s.owner.ID)
	return ok && t.Publishing()
}

// Members yields the members who entered after the given order, oldest first.
func (s State) Members(afterOrder uint64) iter.Seq[Member] {
	return func(yield func(Member) bool) {
		s.order.after(orderKey(afterOrder), func(_, id string) bool {
			m, _ := s.members.get(id)
			return yield(m)
		})
	}
}

// NextDeadline is when Tick has something to do; zero for never.
func (s State) NextDeadline() time.Time {
	next := s.awayUntil
	if key, _, ok := s.drops.first(); ok {
		if t := dropTime(key); next.IsZero() || t.Before(next) {
			next = t
		}
	}
	return next
}

func orderKey(n uint64) string { return fmt.Sprintf("%016x", n) }

func dropKey(t time.Time, userID string) string {
	return fmt.Sprintf("%016x", t.UnixNano()) + userID
}

func dropTime(key string) time.Time {
	var n int64
	_, _ = fmt.Sscanf(key[:16], "%x", &n)
	return time.Unix(0, n)
}

// stored is the state's form in JSON.
type stored struct {
	ID        uint32    `json:"id"`
	Info      Info      `json:"info"`
	Rules     Rules     `json:"rules"`
	Owner     User      `json:"owner"`
	Created   time.Time `json:"created"`
	AwayUntil time.Time `json:"awayUntil,omitzero"`
	NextOrder uint64    `json:"nextOrder"`
	Stage     []Seat    `json:"stage,omitempty"`
	Members   []Member  `json:"members,omitempty"`
}

// MarshalJSON implements json.Marshaler.
func (s State) MarshalJSON() ([]byte, error) {
	return json.Marshal(stored{s.id, s.info, s.rules, s.owner, s.created, s.awayUntil, s.nextOrder,
		s.stage, slices.Collect(s.Members(0))})
}

// UnmarshalJSON implements json.Unmarshaler. It refuses a state that breaks the
// rules, so that a damaged store is noticed when it is read.
func (s *State) UnmarshalJSON(b []byte) error {
	var d stored
	if err := json.Unmarshal(b, &d); err != nil {
		return err
	}
	n := State{id: d.ID, info: d.Info, rules: d.Rules, owner: d.Owner, created: d.Created,
		awayUntil: d.AwayUntil, nextOrder: d.NextOrder, stage: d.Stage}
	for _, m := range d.Members {
		n = n.putMember(m)
	}
	if err := n.Check(); err != nil {
		return fmt.Errorf("stored room %d: %w", d.ID, err)
	}
	*s = n
	return nil
}

// putMember adds or replaces a member and keeps the indexes in step.
func (s State) putMember(m Member) State {
	s = s.removeMember(m.ID)
	s.members = s.members.set(m.ID, m)
	s.order = s.order.set(orderKey(m.Order), m.ID)
	if !m.DropAt.IsZero() {
		s.drops = s.drops.set(dropKey(m.DropAt, m.ID), struct{}{})
	}
	return s
}

func (s State) removeMember(userID string) State {
	m, ok := s.members.get(userID)
	if !ok {
		return s
	}
	s.members = s.members.delete(userID)
	s.order = s.order.delete(orderKey(m.Order))
	if !m.DropAt.IsZero() {
		s.drops = s.drops.delete(dropKey(m.DropAt, m.ID))
	}
	return s
}

// putSeat adds or replaces a seat on a copy of the stage.
func (s State) putSeat(t Seat) State {
	stage := slices.Clone(s.stage)
	if i := s.seatIndex(t.UserID); i >= 0 {
		stage[i] = t
	} else if t.UserID == s.owner.ID {
		stage = slices.Insert(stage, 0, t)
	} else {
		stage = append(stage, t)
	}
	s.stage = stage
	return s
}

func (s State) removeSeat(userID string) State {
	if i := s.seatIndex(userID); i >= 0 {
		s.stage = slices.Delete(slices.Clone(s.stage), i, i+1)
	}
	return s
}
