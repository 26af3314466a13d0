package room

import "slices"

// sideMedia tells the members what changed in another owner's stream.
func (c *change) sideMedia(now Side) {
	i := c.pk.at(now.Room)
	if i < 0 {
		return
	}
	side := c.pk.Sides[i]
	was, had := side.Is, side.Stream != ""
	lost := now.Lost || now.Stream == "" // nobody switched it off
	if now.Stream == "" {
		now.Is, now.Lost = Media{}, false
	}
	u, stream, is := now.User, now.Stream, now.Is
	side.User, side.Stream, side.Is, side.Lost = u, stream, is, now.Lost
	c.setPK(c.pk.with(side))
	if !had && stream != "" {
		c.emit(AnchorEntered{User: u, Role: Peer})
	}
	if was.Video != is.Video {
		c.emit(VideoAvailable{User: u, Available: is.Video, Lost: !is.Video && lost})
	}
	if was.Audio != is.Audio {
		c.emit(AudioAvailable{User: u, Available: is.Audio})
	}
	if had && stream == "" {
		c.emit(AnchorLeft{User: u, Role: Peer})
		c.emit(PlayEnded{User: u})
	}
}

// become replaces the PK and tells the members what is different: who is gone,
// the PK itself, then what the others send.
func (c *change) become(next PK, why PKReason) {
	var old PK
	if c.pk != nil && !c.pk.Joining {
		old = *c.pk
	} else if !next.Mix {
		c.rejectCalls(RejectedPK)
	}
	var gone []Side
	for _, s := range old.Sides {
		if next.at(s.Room) < 0 {
			c.sideMedia(Side{Room: s.Room, User: s.User})
			c.closePKCalls(true, func(k PKCall) bool { return k.Room == s.Room })
			gone = append(gone, s)
		}
	}
	known := next
	known.Sides = slices.Clone(next.Sides)
	scored := false
	for i, s := range known.Sides {
		was, _ := old.Side(s.Room)
		scored = scored || was.Score != s.Score
		if s.Room != c.id {
			known.Sides[i].Stream, known.Sides[i].Is = was.Stream, was.Is
		}
	}
	c.setPK(known)
	switch {
	case len(gone) > 0, len(next.Sides) != len(old.Sides), next.Round != old.Round, next.Over != old.Over:
		c.emit(PKChanged{PK: *c.pk, Gone: gone, Why: why})
	case scored:
		c.emit(PKScored{PK: *c.pk})
	}
	for _, s := range next.Sides {
		if s.Room != c.id {
			c.sideMedia(s)
		}
	}
}

// tellSide keeps the other rooms up to date about this one's side.
func (c *change) tellSide() {
	if c.pk == nil || c.pk.Joining {
		return
	}
	side := c.ownSide()
	was, _ := c.pk.Side(c.id)
	if side == was {
		return
	}
	c.setPK(c.pk.with(side))
	if side.Score != was.Score {
		c.emit(PKScored{PK: *c.pk})
	}
	c.sendNews(side, 0)
}

// sendNews tells of a side: the keeper all others, anybody else the keeper. A
// keeper's news do not go to the room they came from.
func (c *change) sendNews(side Side, except uint32) {
	p := c.pk
	news := PKNews{ID: p.ID, From: c.id, Round: p.Round, Side: side}
	if p.Keeper != c.id {
		c.toPeer(p.Keeper, news)
		return
	}
	for _, s := range p.Sides {
		if s.Room != c.id && s.Room != except {
			c.toPeer(s.Room, news)
		}
	}
}

// sync tells all others the whole PK; keeper only.
func (c *change) sync(why PKReason) {
	for _, s := range c.pk.Sides {
		if s.Room != c.id {
			c.toPeer(s.Room, PKSync{From: c.id, PK: *c.pk, Reason: why})
		}
	}
}

// endPK ends this room's part. by is the other owner whose going ends it; zero
// when this room goes: then the others are told.
func (c *change) endPK(reason PKReason, by User) {
	if c.pk == nil {
		return
	}
	byPeer := by.ID != ""
	if p := *c.pk; p.Joining {
		c.pk = nil
		if byPeer {
			c.emit(CallCancelled{For: For{To: c.owner.ID}, User: p.By, Call: Call{ID: p.Call, Kind: CallPK, User: p.By}, Peer: p.Asker})
			return
		}
		c.toPeer(p.Asker, PKGone{ID: p.ID, From: c.id, Reason: reason})
		if p.Keeper != p.Asker {
			c.toPeer(p.Keeper, PKGone{ID: p.ID, From: c.id, Reason: reason})
		}
		return
	}
	for _, s := range c.pk.Sides {
		if s.Room != c.id {
			c.sideMedia(Side{Room: s.Room, User: s.User})
		}
	}
	p := *c.pk
	c.emit(PKChanged{PK: p, Ended: reason})
	if byPeer {
		c.emit(PKEnded{For: For{To: c.owner.ID}, User: by, Reason: reason})
	}
	c.closePKCalls(byPeer, func(PKCall) bool { return true })
	c.pk = nil
	if !byPeer {
		c.handOver(p, reason)
	}
}

// handOver tells the others that this room is gone. A keeper names the next one,
// which hears of it first.
func (c *change) handOver(p PK, reason PKReason) {
	rest := p.without(c.id)
	switch {
	case p.Keeper != c.id:
		c.toPeer(p.Keeper, PKGone{ID: p.ID, From: c.id, Reason: reason})
	case len(rest.Sides) == 1:
		c.toPeer(rest.Sides[0].Room, PKGone{ID: p.ID, From: c.id, Reason: reason})
	default:
		rest.Keeper, rest.Rev = rest.Sides[0].Room, rest.Rev+1
		for _, s := range rest.Sides {
			c.toPeer(s.Room, PKSync{From: c.id, PK: rest, Reason: reason})
		}
	}
}

// keeperGone makes the next side the keeper.
func (c *change) keeperGone(reason PKReason) {
	old, _ := c.pk.Side(c.pk.Keeper)
	p := c.pk.without(old.Room)
	if len(p.Sides) == 1 {
		c.endPK(reason, old.User)
		return
	}
	p.Keeper, p.Rev = p.Sides[0].Room, p.Rev+1
	c.become(p, reason)
	if p.Keeper == c.id {
		c.sync(reason)
		return
	}
	c.sendNews(c.ownSide(), 0)
}

// sideGone takes a side out; keeper only. The side is told, in case it thinks
// it is one still.
func (c *change) sideGone(room uint32, reason PKReason) {
	side, ok := c.pk.Side(room)
	if !ok {
		return
	}
	c.toPeer(room, PKGone{ID: c.pk.ID, From: c.id, Reason: PKLost})
	p := c.pk.without(room)
	if len(p.Sides) == 1 {
		c.endPK(reason, side.User)
		return
	}
	p.Rev++
	c.become(p, reason)
	c.sync(reason)
}

// closePKCalls ends open invitations because the PK or a side is gone. With tell
// this room's owner hears of it.
func (c *change) closePKCalls(tell bool, fits func(PKCall) bool) {
	for i := c.pkCall(fits); i >= 0; i = c.pkCall(fits) {
		k := c.takePKCall(i)
		if k.Out {
			c.toPeer(k.Room, PKWithdrawn{ID: k.ID, From: c.id})
		} else {
			c.toPeer(k.Room, PKAnswered{ID: k.ID, From: c.id, Side: c.ownSide(), Reason: RejectedGone})
		}
		if tell {
			c.emit(k.gone(c.owner.ID))
		}
	}
}

// dropPK ends PK and invitations because the owner is gone.
func (c *change) dropPK() {
	c.endPK(PKLost, User{})
	c.closePKCalls(false, func(PKCall) bool { return true })
}
