package room

import "time"

// score counts points of a battle.
func (c *change) score(n int64) {
	if c.pk == nil || c.pk.Joining || c.pk.Over || c.pk.CoHost {
		return
	}
	p := *c.pk
	p.Score += n
	c.setPK(p)
}

// startRound begins a battle or co-host anew; keeper only.
func (c *change) startRound(coHost bool, length time.Duration) {
	p := *c.pk
	p.Rev, p.Round, p.Started, p.CoHost = p.Rev+1, p.Round+1, c.now, coHost
	p.Deadline = time.Time{}
	if !coHost {
		p.Deadline = c.now.Add(length)
	}
	p.Over, p.Winner, p.Score = false, "", 0
	sides := make([]Side, len(p.Sides))
	for i, s := range p.Sides {
		s.Score = 0
		sides[i] = s
	}
	p.Sides = sides
	c.become(p, "")
	c.sync("")
}

// decidePK ends the battle at its deadline: the highest score wins, alone.
func (c *change) decidePK() {
	if !c.pkDue() || c.pk.Deadline.After(c.now) {
		return
	}
	p := c.pk.with(c.ownSide())
	p.Over = true
	best := int64(-1)
	for _, s := range p.Sides {
		switch {
		case s.Score > best:
			best, p.Winner = s.Score, s.User.ID
		case s.Score == best:
			p.Winner = ""
		}
	}
	p.Rev++
	c.become(p, "")
	c.sync("")
}

// pkDue reports whether this room waits for the battle's deadline.
func (s State) pkDue() bool {
	return s.pk != nil && !s.pk.Joining && s.pk.Keeper == s.id && !s.pk.Over && !s.pk.CoHost
}

// deadline is when this room ends the invitation.
func (k PKCall) deadline() time.Time {
	if k.Out {
		return k.Until.Add(callSlack)
	}
	return k.Until
}

// timeOutPK ends invitations nobody answered in time, and the waiting for a
// keeper who does not answer.
func (c *change) timeOutPK() {
	over := func(k PKCall) bool { return !k.deadline().After(c.now) }
	for i := c.pkCall(over); i >= 0; i = c.pkCall(over) {
		k := c.takePKCall(i)
		c.emit(CallTimedOut{For: For{To: c.owner.ID}, User: k.User, Call: k.call(), Peer: k.Room, Out: k.Out})
		if !k.Out {
			c.toPeer(k.Room, PKAnswered{ID: k.ID, From: c.id, Side: c.ownSide(), Reason: rejectedTimeout})
		}
	}
	if p := c.pk; p != nil && p.Joining && !p.Until.After(c.now) {
		c.toPeer(p.Keeper, PKGone{ID: p.ID, From: c.id, Reason: PKLost})
		c.endPK(PKLost, p.By)
	}
}

// resumePK tells the other rooms where this one stands: some of them may not
// have heard the last word before the server stopped.
func (c *change) resumePK() {
	for _, k := range c.pkCalls {
		if k.Out {
			c.toPeer(k.Room, c.invitation(k))
		}
	}
	switch p := c.pk; {
	case p == nil:
	case p.Joining:
		next := *p
		next.Until = c.now.Add(joinTime)
		c.setPK(next)
		c.toPeer(p.Asker, PKAnswered{ID: p.Call, PK: p.ID, From: c.id, Agree: true, Mix: p.Mix, Side: c.ownSide()})
	case p.Keeper == c.id:
		c.setPK(p.with(c.ownSide()))
		c.sync("")
	default:
		c.setPK(p.with(c.ownSide()))
		c.sendNews(c.ownSide(), 0)
	}
}
