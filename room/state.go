package room

import (
	"encoding/binary"
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
	members   tree[uint64]   // Member.Order by user ID
	order     tree[*entry]   // by Member.Order
	drops     tree[struct{}] // deadline + user ID
}

// entry is a member with its stored form, made once: storing a large room then
// costs little more than copying.
type entry struct {
	Member
	json []byte
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
func (s State) Member(userID string) (Member, bool) {
	order, ok := s.members.get(userID)
	if !ok {
		return Member{}, false
	}
	e, _ := s.order.get(orderKey(order))
	return e.Member, true
}

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
		s.order.after(orderKey(afterOrder), func(_ string, e *entry) bool { return yield(e.Member) })
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

// orderKey and dropKey sort as their numbers do.
func orderKey(n uint64) string { return string(binary.BigEndian.AppendUint64(nil, n)) }

func dropKey(t time.Time, userID string) string { return orderKey(uint64(t.UnixNano())) + userID }

func dropTime(key string) time.Time {
	return time.Unix(0, int64(binary.BigEndian.Uint64([]byte(key[:8]))))
}

func dropUser(key string) string { return key[8:] }

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
func (s State) MarshalJSON() ([]byte, error) { return s.Encode() }

// Encode is the state as JSON, without the second look json.Marshal would take.
func (s State) Encode() ([]byte, error) {
	b, err := json.Marshal(stored{s.id, s.info, s.rules, s.owner, s.created, s.awayUntil, s.nextOrder, s.stage, nil})
	if err != nil || s.Len() == 0 {
		return b, err
	}
	b = slices.Grow(b, s.Len()*160)
	b = append(b[:len(b)-1], `,"members":[`...)
	s.order.after("", func(_ string, e *entry) bool {
		b = append(append(b, e.json...), ',')
		return true
	})
	return append(b[:len(b)-1], "]}"...), nil
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
	b, err := json.Marshal(m)
	if err != nil {
		panic("room: a member that is no JSON") // strings, numbers and times of this era
	}
	s.members = s.members.set(m.ID, m.Order)
	s.order = s.order.set(orderKey(m.Order), &entry{m, b})
	if !m.DropAt.IsZero() {
		s.drops = s.drops.set(dropKey(m.DropAt, m.ID), struct{}{})
	}
	return s
}

func (s State) removeMember(userID string) State {
	m, ok := s.Member(userID)
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
