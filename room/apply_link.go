package room

import (
	"slices"
	"time"
)

func (k LinkLost) apply(c *change) error {
	m, err := c.member(k.User)
	if err != nil {
		return err
	}
	if m.DropAt.IsZero() {
		m.DropAt = c.now.Add(c.rules.LinkGrace)
		c.State = c.putMember(m)
	}
	return nil
}

func (k LinkBack) apply(c *change) error {
	m, err := c.member(k.User)
	if err != nil {
		return err
	}
	if !m.DropAt.IsZero() {
		m.DropAt = time.Time{}
		c.State = c.putMember(m)
	}
	return nil
}

func (k SetProfile) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	m, in := c.Member(k.User.ID)
	isOwner := k.User.ID == c.owner.ID
	if !in && !isOwner {
		return ErrNotMember
	}
	if isOwner && c.owner != k.User {
		c.owner = k.User
		c.emit(InfoChanged{}) // the owner's name is part of it
	}
	if in && m.User != k.User {
		m.User = k.User
		c.State = c.putMember(m)
		c.emit(ProfileChanged{For: For{Except: k.User.ID}, User: k.User})
	}
	return nil
}

func (Tick) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	for {
		key, _, ok := c.drops.First()
		if !ok || dropTime(key).After(c.now) {
			break
		}
		m, _ := c.Member(dropUser(key))
		c.leave(m)
	}
	c.timeOutCalls()
	c.timeOutPK()
	c.takeUnusedSeats()
	c.endMutes()
	c.endKept()
	c.decidePK()
	if !c.awayUntil.IsZero() && !c.awayUntil.After(c.now) {
		c.destroy(ReasonHostGone, "")
	}
	return nil
}

// callsKept is how long an invitation lives at least after a restart: people have
// to be back to hear how it ends.
const callsKept = 3 * time.Second

func (c *change) keepCalls() {
	least := c.now.Add(callsKept)
	calls, pkCalls := slices.Clone(c.calls), slices.Clone(c.pkCalls)
	for i := range calls {
		if calls[i].Until.Before(least) {
			calls[i].Until = least
		}
	}
	for i := range pkCalls {
		if pkCalls[i].Until.Before(least) {
			pkCalls[i].Until = least
		}
	}
	c.calls, c.pkCalls = calls, pkCalls
}

func (k Restarted) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	for _, t := range c.stage {
		next := t
		next.Flow = k.Flows[t.UserID]
		if !t.UseBy.IsZero() {
			next.UseBy = c.now.Add(c.rules.seatTime())
		}
		c.setSeat(t, next)
	}
	c.keepCalls()
	c.resumePK()
	drop := c.now.Add(c.rules.LinkGrace)
	for m := range c.Members(0) {
		m.DropAt = drop
		c.State = c.putMember(m)
	}
	if !c.awayUntil.IsZero() { // the owner could not return while the server was down
		c.awayUntil = c.now.Add(c.rules.HostGrace)
	}
	return nil
}
