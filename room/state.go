package room

import (
	"encoding/binary"
	"iter"
	"slices"
	"time"

	"onair/room/tree"
)

// State is one room at one moment. The zero value is a room that does not exist.
// Treat it as a value: copies share memory and nobody changes it.
type State struct {
	id         uint32
	info       Info
	rules      Rules
	owner      User
	created    time.Time
	awayUntil  time.Time // zero while the owner is a member
	nextOrder  uint64
	stage      []Seat             // never changed in place; the owner's seat first
	members    tree.Map[uint64]   // Member.Order by user ID
	order      tree.Map[*entry]   // by Member.Order
	drops      tree.Map[struct{}] // deadline + user ID
	locked     uint32             // seats that are closed, a bit each
	calls      []Call             // never changed in place
	pk         *PK                // never changed in place
	pkCalls    []PKCall           // never changed in place
	nextCall   uint64
	admins     tree.Map[struct{}]
	bans       tree.Map[User]
	mutes      tree.Map[time.Time] // by muteKey; a zero time has no end
	nextUnmute time.Time           // the first end of mutes
	kept       []kept              // by their time; never changed in place
	visits     uint64
	peak       int // most members at once
	likes      int64
	coins      int64
	givers     *ranking
	likers     *ranking
	gifts      []string           // keys of the newest gifts; never changed in place
	door       Key                // of a private room
	guests     tree.Map[struct{}] // whom it has let in, and who are not here
	words      []string           // that the owner blocks; never changed in place
}

// entry is a member, shared by the states it is the same in.
type entry struct{ Member }

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

// GiftKeys are those of the newest gifts, one of each giver. Not to be changed.
func (s State) GiftKeys() []string { return s.gifts }

// Len is the number of members.
func (s State) Len() int { return s.members.Len() }

// Visits counts the viewers' entries.
func (s State) Visits() uint64 { return s.visits }

// Peak is the most members there have been at once.
func (s State) Peak() int { return s.peak }

// Member looks a member up.
func (s State) Member(userID string) (Member, bool) {
	order, ok := s.members.Get(userID)
	if !ok {
		return Member{}, false
	}
	e, _ := s.order.Get(orderKey(order))
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
		s.order.After(orderKey(afterOrder), func(_ string, e *entry) bool { return yield(e.Member) })
	}
}

// NextDeadline is when Tick has something to do; zero for never.
func (s State) NextDeadline() time.Time {
	next := s.awayUntil
	if key, _, ok := s.drops.First(); ok {
		if t := dropTime(key); next.IsZero() || t.Before(next) {
			next = t
		}
	}
	for _, k := range s.calls {
		next = earlier(next, k.Until)
	}
	for _, k := range s.pkCalls {
		next = earlier(next, k.deadline())
	}
	if s.pk != nil && s.pk.Joining {
		next = earlier(next, s.pk.Until)
	}
	for _, t := range s.stage {
		next = earlier(next, t.UseBy)
	}
	next = earlier(next, s.nextUnmute)
	if len(s.kept) > 0 {
		next = earlier(next, s.kept[0].Until)
	}
	if s.pkDue() {
		next = earlier(next, s.pk.Deadline)
	}
	return next
}

// earlier is the first of two times; a zero one is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// orderKey and dropKey sort as their numbers do.
func orderKey(n uint64) string { return string(binary.BigEndian.AppendUint64(nil, n)) }

func dropKey(t time.Time, userID string) string { return orderKey(uint64(t.UnixNano())) + userID }

func dropTime(key string) time.Time {
	return time.Unix(0, int64(binary.BigEndian.Uint64([]byte(key[:8]))))
}

func dropUser(key string) string { return key[8:] }

// putMember adds or replaces a member and keeps the indexes in step.
func (s State) putMember(m Member) State {
	s = s.removeMember(m.ID)
	s.members = s.members.Set(m.ID, m.Order)
	s.order = s.order.Set(orderKey(m.Order), &entry{m})
	if !m.DropAt.IsZero() {
		s.drops = s.drops.Set(dropKey(m.DropAt, m.ID), struct{}{})
	}
	s.peak = max(s.peak, s.Len())
	return s
}

func (s State) removeMember(userID string) State {
	m, ok := s.Member(userID)
	if !ok {
		return s
	}
	s.members = s.members.Delete(userID)
	s.order = s.order.Delete(orderKey(m.Order))
	if !m.DropAt.IsZero() {
		s.drops = s.drops.Delete(dropKey(m.DropAt, m.ID))
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
