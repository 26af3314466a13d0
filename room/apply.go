package room

import (
	"slices"
	"time"

	"onair/room/tree"
)

// Apply does one command and returns the new state with what follows from it,
// in order. On an error (one of the Err values) the state is the one given and
// there are no events.
func Apply(s State, c Command, now time.Time) (State, []Event, error) {
	ch := change{State: s, now: now}
	if err := c.apply(&ch); err != nil {
		return s, nil, err
	}
	ch.tellSide()
	return ch.State, ch.events, nil
}

// change is a command under way.
type change struct {
	State
	now    time.Time
	events []Event
}

func (c *change) emit(e Event) { c.events = append(c.events, e) }

// member looks up who gives a command.
func (c *change) member(userID string) (Member, error) {
	if !c.Exists() {
		return Member{}, ErrNoSuchRoom
	}
	m, ok := c.Member(userID)
	if !ok {
		return Member{}, ErrNotMember
	}
	return m, nil
}

func (c *change) ownerOnly(userID string) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if userID != c.owner.ID {
		if _, ok := c.Member(userID); !ok {
			return ErrNotMember
		}
		return ErrNoPermission
	}
	return nil
}

func (k Create) apply(c *change) error {
	if k.Room == 0 || k.By.ID == "" || k.Rules.MaxMembers < 1 || k.Info.Private {
		return ErrBadCommand
	}
	if c.Exists() {
		return k.again(c)
	}
	c.State = State{id: k.Room, info: k.Info, rules: k.Rules, owner: k.By, created: c.now}
	c.seatOwner(k.By)
	return nil
}

// again is the owner's return after a crash.
func (k Create) again(c *change) error {
	if k.By.ID != c.owner.ID {
		return ErrTaken
	}
	if k.Room != c.id {
		return ErrBadCommand
	}
	c.dropCalls()
	c.dropPK()
	for _, t := range c.stage {
		c.endStream(t.UserID)
		if t.UserID != c.owner.ID {
			c.stepDown(t.UserID, "")
		}
	}
	away := !c.awayUntil.IsZero()
	if k.Info != c.info {
		c.info = k.Info
		c.emit(InfoChanged{For: For{Except: k.By.ID}})
	}
	if !c.info.Private {
		c.door, c.guests = Key{}, tree.Map[struct{}]{}
	}
	c.rules = k.Rules
	c.seatOwner(k.By)
	if away {
		c.emit(HostBack{For: For{Except: k.By.ID}, User: k.By})
	}
	return nil
}

// seatOwner makes the owner a connected member with an empty seat.
func (c *change) seatOwner(u User) {
	c.owner, c.awayUntil = u, time.Time{}
	m, ok := c.Member(u.ID)
	if !ok {
		m.Order = c.newOrder()
	}
	m.User, m.Role, m.DropAt = u, Anchor, time.Time{}
	c.State = c.putMember(m).putSeat(Seat{UserID: u.ID})
}

func (c *change) newOrder() uint64 {
	c.nextOrder++
	return c.nextOrder
}

// stepDown turns a co-anchor without a stream into audience.
func (c *change) stepDown(userID string, reason SeatReason) {
	m, _ := c.Member(userID)
	m.Role = Audience
	c.State = c.removeSeat(userID).putMember(m)
	c.emitRole(userID, reason)
}

func (k Enter) apply(c *change) error { return k.with(c, Key{}) }

// with is entering with a key, empty for none.
func (k Enter) with(c *change, key Key) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if k.By.ID == "" {
		return ErrBadCommand
	}
	if _, in := c.Member(k.By.ID); in {
		return ErrAlreadyMember
	}
	if k.By.ID == c.owner.ID {
		c.seatOwner(k.By)
		c.emit(HostBack{For: For{Except: k.By.ID}, User: k.By})
		return nil
	}
	if _, banned := c.bans.Get(k.By.ID); banned {
		return ErrBanned
	}
	if left := c.keptOut(k.By.ID, c.now); left > 0 {
		return RemovedError{left}
	}
	if err := c.mayPass(k.By.ID, key); err != nil {
		return err
	}
	if c.Len() >= c.rules.MaxMembers {
		return ErrFull
	}
	c.guests = c.guests.Delete(k.By.ID) // being here is enough
	c.visits++
	c.State = c.putMember(Member{User: k.By, Role: Audience, Order: c.newOrder()})
	c.emit(MemberEntered{For: For{Except: k.By.ID}, User: k.By})
	return nil
}

func (k Leave) apply(c *change) error {
	m, err := c.member(k.By)
	if err != nil {
		return err
	}
	c.leave(m)
	return nil
}

func (c *change) leave(m Member) {
	if m.ID == c.owner.ID {
		c.dropCalls()
		c.dropPK()
		c.awayUntil = c.now.Add(c.rules.HostGrace)
		c.emit(HostAway{For: For{Except: m.ID}, User: m.User, Until: c.awayUntil}) // before the stream ends: it is to come back
	} else {
		c.dropCall(m.ID)
	}
	c.endStream(m.ID)
	c.State = c.removeSeat(m.ID).removeMember(m.ID)
	c.letIn(m.ID)
	c.emit(Out{User: m.User})
	if m.ID != c.owner.ID {
		c.emit(MemberLeft{For: For{Except: m.ID}, User: m.User})
	}
}

func (k Destroy) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	c.destroy(ReasonOwner, k.By)
	return nil
}

func (Shut) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	c.destroy(ReasonServer, "")
	return nil
}

// destroy ends the room: the streams, then everything.
func (c *change) destroy(reason EndReason, except string) {
	if pk, on := c.PK(); on {
		for _, s := range pk.Sides {
			if s.Room != c.id && s.Stream != "" {
				c.emit(PlayEnded{User: s.User})
			}
		}
	}
	quiet := len(c.events)
	c.dropPK()
	c.events = append(c.events[:quiet:quiet], onlyToPeer(c.events[quiet:])...) // Destroyed stands for the rest
	for _, t := range c.stage {
		if t.Publishing() {
			c.emit(StreamEnded{User: User{ID: t.UserID}, Stream: t.Stream})
		}
	}
	c.emit(Destroyed{For: For{Except: except}, Reason: reason})
	c.State = State{}
}

func onlyToPeer(events []Event) []Event {
	return slices.DeleteFunc(events, func(e Event) bool { _, letter := e.(ToPeer); return !letter })
}

func (k SetInfo) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	k.Info.CommentsOff, k.Info.Private = c.info.CommentsOff, c.info.Private
	if k.Info != c.info {
		c.info = k.Info
		c.emit(InfoChanged{})
	}
	return nil
}
