package room

import (
	"slices"
	"time"
)

func (k PKAnswered) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	i := c.pkCall(func(o PKCall) bool { return o.Out && o.ID == k.ID })
	if i < 0 {
		k.late(c)
		return nil
	}
	call := c.takePKCall(i)
	asker := For{To: c.owner.ID}
	switch {
	case k.Reason == rejectedTimeout:
		c.emit(CallTimedOut{For: asker, User: call.User, Call: call.call(), Peer: k.From, Out: true})
		return nil
	case k.Agree && (call.PK == "" && c.CoAnchors() > 0 && !k.Mix):
		k.Reason = RejectedBusy
		c.toPeer(k.From, PKGone{ID: k.PK, From: c.id, Reason: PKLost})
		fallthrough
	case !k.Agree:
		c.emit(PKRejected{For: asker, User: k.Side.User, Call: call.call(), Peer: k.From, Reason: k.Reason})
		return nil
	}
	c.emit(PKAccepted{For: asker, User: k.Side.User, Call: call.call(), Peer: k.From})
	switch {
	case call.Rematch && c.pk.Keeper == c.id:
		PKRound{ID: c.pk.ID, Round: c.pk.Round, CoHost: call.CoHost, Duration: call.Duration}.start(c)
	case call.Rematch:
		c.toPeer(c.pk.Keeper, PKRound{ID: c.pk.ID, From: c.id, Round: c.pk.Round, CoHost: call.CoHost, Duration: call.Duration})
	case call.Join && c.pk.Keeper == c.id:
		c.addSide(k.Side)
	case call.Join:
		c.toPeer(c.pk.Keeper, PKJoin{ID: c.pk.ID, From: c.id, Side: k.Side})
	default:
		c.beginPK(call, k)
	}
	return nil
}

// late deals with an answer to an invitation that is not open any more.
func (k PKAnswered) late(c *change) {
	switch p := c.pk; {
	case !k.Agree:
	case p != nil && p.ID == k.PK && !p.Joining && p.Keeper == c.id && p.at(k.From) >= 0:
		c.hear(k.Side) // said again after a restart
		c.toPeer(k.From, PKSync{From: c.id, PK: *c.pk})
	case p != nil && p.ID == k.PK && !p.Joining && p.Keeper != c.id:
		c.toPeer(p.Keeper, PKJoin{ID: p.ID, From: c.id, Side: k.Side})
	default:
		c.toPeer(k.From, PKGone{ID: k.PK, From: c.id, Reason: PKLost})
	}
}

// beginPK joins the first two rooms; this one, which asked, is the keeper.
func (c *change) beginPK(call PKCall, k PKAnswered) {
	own, other := c.ownSide(), k.Side
	own.Score, other.Score = 0, 0
	p := PK{ID: call.ID, CoHost: call.CoHost, Mix: k.Mix, Keeper: c.id, Rev: 1, Sides: []Side{own, other}, Round: 1, Started: c.now}
	if !p.CoHost {
		p.Deadline = c.now.Add(call.Duration)
	}
	c.become(p, "")
	c.sync("")
}

// addSide adds a side that has agreed; keeper only.
func (c *change) addSide(side Side) {
	switch {
	case c.pk.at(side.Room) >= 0: // said again after a restart
		c.hear(side)
		c.toPeer(side.Room, PKSync{From: c.id, PK: *c.pk})
		return
	case len(c.pk.Sides) >= MaxSides, slices.ContainsFunc(c.pk.Sides, func(s Side) bool { return s.User.ID == side.User.ID }):
		c.toPeer(side.Room, PKGone{ID: c.pk.ID, From: c.id, Reason: PKLost})
		return
	}
	side.Score = 0
	p := c.pk.with(side)
	p.Rev++
	c.become(p, "")
	c.sync("")
}

func (k PKJoin) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if p := c.pk; p == nil || p.ID != k.ID || p.Joining || p.Keeper != c.id {
		c.toPeer(k.Side.Room, PKGone{ID: k.ID, From: c.id, Reason: PKLost})
		return nil
	}
	c.addSide(k.Side)
	return nil
}

func (k PKRound) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if c.pk != nil && c.pk.Keeper == c.id && !c.pk.Joining {
		k.start(c)
	}
	return nil
}

// start begins the round unless another has begun already; keeper only.
func (k PKRound) start(c *change) {
	if p := c.pk; p.ID == k.ID && p.Round == k.Round && (p.Over || p.CoHost) {
		c.startRound(k.CoHost, k.Duration)
	}
}

func (k PKSync) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	p := c.pk
	if p == nil || p.ID != k.PK.ID {
		c.toPeer(k.From, PKGone{ID: k.PK.ID, From: c.id, Reason: PKLost})
		return nil
	}
	from := k.From == p.Keeper || k.From == p.Asker
	newer := k.From == k.PK.Keeper && k.PK.Rev > p.Rev
	switch {
	case k.PK.at(c.id) < 0:
		if from {
			c.endPK(PKLost, p.by(k.From))
		}
	case p.Joining, from, newer:
		k.take(c)
	}
	return nil
}

// by is the owner of a side, for an event about it.
func (p PK) by(room uint32) User {
	if s, ok := p.Side(room); ok {
		return s.User
	}
	return p.By
}

// take makes the keeper's PK this room's; only its own side is known better here.
func (k PKSync) take(c *change) {
	was, next := *c.pk, k.PK
	told, _ := next.Side(c.id)
	next.Joining, next.Asker, next.Call, next.By, next.Until = false, 0, "", User{}, time.Time{}
	next.Score = told.Score
	if !was.Joining && next.Round == was.Round && !next.Over {
		next.Score = max(next.Score, was.Score)
	}
	own := c.ownSide()
	own.Score = next.Score
	takesOver := next.Keeper == c.id
	if takesOver {
		next.Rev++
	}
	next = next.with(own)
	c.become(next, k.Reason)
	for _, s := range was.Sides {
		if next.at(s.Room) < 0 && s.Room != k.From {
			c.toPeer(s.Room, PKGone{ID: next.ID, From: c.id, Reason: k.Reason})
		}
	}
	switch {
	case takesOver:
		c.sync(k.Reason)
	case own != told:
		c.sendNews(own, 0)
	}
}

func (k PKNews) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	p := c.pk
	if p == nil || p.ID != k.ID || !p.Joining && p.at(k.From) < 0 {
		c.toPeer(k.From, PKGone{ID: k.ID, From: c.id, Reason: PKLost})
		return nil
	}
	keeps := p.Keeper == c.id
	if p.Joining || k.Side.Room == c.id || p.at(k.Side.Room) < 0 || keeps && k.Side.Room != k.From || !keeps && k.From != p.Keeper {
		return nil
	}
	if k.Round != p.Round || p.Over {
		was, _ := p.Side(k.Side.Room)
		k.Side.Score = was.Score
	}
	if c.hear(k.Side) && keeps {
		side, _ := c.pk.Side(k.Side.Room)
		c.sendNews(side, k.From)
	}
	return nil
}

// hear takes up news of another side and reports whether there were any.
func (c *change) hear(side Side) bool {
	was, _ := c.pk.Side(side.Room)
	c.sideMedia(side)
	now, _ := c.pk.Side(side.Room)
	if side.Score > was.Score {
		now.Score = side.Score
		c.setPK(c.pk.with(now))
		c.emit(PKScored{PK: *c.pk})
	}
	return now != was
}

func (k PKWithdrawn) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if i := c.pkCall(func(o PKCall) bool { return o.ID == k.ID && !o.Out }); i >= 0 {
		call := c.takePKCall(i)
		c.emit(CallCancelled{For: For{To: c.owner.ID}, User: call.User, Call: call.call(), Peer: call.Room})
	}
	return nil
}

func (k PKGone) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	for {
		i := c.pkCall(func(o PKCall) bool { return o.ID == k.ID || o.PK == k.ID && o.Room == k.From })
		if i < 0 {
			break
		}
		call := c.takePKCall(i)
		c.emit(call.gone(c.owner.ID))
	}
	p := c.pk
	switch {
	case p == nil || p.ID != k.ID:
	case p.Joining:
		if k.From == p.Asker || k.From == p.Keeper {
			c.endPK(k.Reason, p.By)
		}
	case p.Keeper == c.id:
		c.sideGone(k.From, k.Reason)
	case p.Keeper == k.From:
		c.keeperGone(k.Reason)
	}
	return nil
}
