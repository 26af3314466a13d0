package room

import "time"

func (k RequestPK) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if k.Room == 0 || k.Room == c.id || k.User.ID == "" || k.User.ID == k.By || k.Duration < 0 || k.Duration > time.Hour {
		return ErrBadCommand
	}
	if i := c.pkCall(func(in PKCall) bool { return !in.Out && in.Room == k.Room }); i >= 0 {
		return c.agreePK(i)
	}
	rematch := c.mayRematch(k.Room)
	if err := k.refused(c, rematch); err != nil {
		return err
	}
	call := PKCall{ID: c.newCallID(), Out: true, Room: k.Room, User: k.User, CoHost: k.CoHost, Mix: c.info.MixPK,
		Duration: k.Duration, Rematch: rematch, Join: c.pk != nil && !rematch, Until: c.now.Add(c.rules.callTime())}
	if call.Duration == 0 {
		call.Duration = c.rules.pkTime()
	}
	if p := c.pk; p != nil {
		call.PK, call.Keeper, call.Mix = p.ID, p.Keeper, p.Mix
		if call.Join {
			call.CoHost = p.CoHost
			for _, s := range p.Sides {
				if s.Room != c.id {
					call.With = append(call.With, s.User)
				}
			}
		}
	}
	c.addPKCall(call)
	c.toPeer(k.Room, c.invitation(call))
	return nil
}

// refused reports why the owner cannot ask now.
func (k RequestPK) refused(c *change, rematch bool) error {
	open := c.pkCall(func(o PKCall) bool { return c.pk == nil || o.Room == k.Room || rematch && o.Rematch })
	switch {
	case !c.Live():
		return ErrNotLive
	case k.Join && (c.pk == nil || c.pk.Joining):
		return ErrNoPK
	case c.pk != nil && !rematch && (!k.Join || c.pk.Joining || c.pk.at(k.Room) >= 0):
		return ErrInPK
	case open >= 0:
		return ErrCallOpen
	case c.pk == nil && c.CoAnchors() > 0 && !c.info.MixPK:
		return ErrCoAnchors
	case c.pk != nil && !rematch && len(c.pk.Sides)+c.joinsOpen() >= MaxSides:
		return ErrPKFull
	}
	return nil
}

// joinsOpen counts the further rooms this one has asked in.
func (s State) joinsOpen() int {
	n := 0
	for _, k := range s.pkCalls {
		if k.Join {
			n++
		}
	}
	return n
}

// mayRematch reports whether another round with a room can be asked for.
func (s State) mayRematch(room uint32) bool {
	return s.pk != nil && !s.pk.Joining && s.pk.at(room) >= 0 && (s.pk.Over || s.pk.CoHost)
}

// invitation is the letter of an invitation.
func (c *change) invitation(k PKCall) PKInvited {
	return PKInvited{ID: k.ID, PK: k.PK, Keeper: k.Keeper, From: c.id, User: c.owner, To: k.User.ID, With: k.With, CoHost: k.CoHost,
		Mix: k.Mix, Join: k.Join, Rematch: k.Rematch, Duration: k.Duration, Until: k.Until}
}

func (k CancelPK) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	fits := func(o PKCall) bool { return o.Out && (k.Room == 0 || o.Room == k.Room) }
	i := c.pkCall(fits)
	if i < 0 {
		return ErrCallGone
	}
	for ; i >= 0; i = c.pkCall(fits) {
		call := c.takePKCall(i)
		c.toPeer(call.Room, PKWithdrawn{ID: call.ID, From: c.id})
	}
	return nil
}

// refusePK reports why an invitation cannot be taken, "" if it can.
// own: this room has asked as well.
func (c *change) refusePK(k PKInvited, own bool) RejectReason {
	switch {
	case !k.Until.After(c.now):
		return rejectedTimeout
	case k.To != c.owner.ID, !c.awayUntil.IsZero():
		return RejectedGone
	case !c.Live():
		return RejectedBusy
	case k.Rematch:
		if !c.mayRematch(k.From) || c.pk.ID != k.PK || c.pkCall(func(o PKCall) bool { return o.Rematch }) >= 0 {
			return RejectedBusy
		}
		return ""
	case c.info.Private && !own:
		return RejectedBusy
	case c.pk != nil, len(c.pkCalls) > 0, k.Join && k.Mix && !c.info.MixPK, c.CoAnchors() > 0 && !(c.info.MixPK && k.Mix):
		return RejectedBusy
	}
	return ""
}

func (k PKInvited) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if c.pkCall(func(o PKCall) bool { return o.ID == k.ID }) >= 0 || c.pk != nil && c.pk.Joining && c.pk.Call == k.ID {
		return nil // said again after a restart
	}
	crossed := c.pkCall(func(o PKCall) bool { return o.Out && o.Room == k.From })
	if crossed >= 0 && (c.pkCalls[crossed].Join && !k.Join || c.pkCalls[crossed].Join == k.Join && c.id < k.From) {
		return nil // this room's own invitation is on its way there and stands
	}
	before := c.pkCalls
	var own PKCall
	if crossed >= 0 {
		own = c.takePKCall(crossed)
	}
	if reason := c.refusePK(k, crossed >= 0); reason != "" {
		c.pkCalls = before
		c.toPeer(k.From, PKAnswered{ID: k.ID, From: c.id, Side: c.ownSide(), Reason: reason})
		return nil
	}
	call := PKCall{ID: k.ID, Room: k.From, User: k.User, CoHost: k.CoHost, Mix: k.Mix, Duration: k.Duration, Join: k.Join, Rematch: k.Rematch,
		PK: k.PK, Keeper: k.Keeper, With: k.With, Until: k.Until}
	c.addPKCall(call)
	if crossed >= 0 {
		c.emit(PKAccepted{For: For{To: c.owner.ID}, User: k.User, Call: own.call(), Peer: k.From})
		return c.agreePK(len(c.pkCalls) - 1)
	}
	c.emit(PKRequested{For: For{To: c.owner.ID}, User: k.User, Call: call.call(), Peer: k.From, CoHost: k.CoHost, Duration: k.Duration, Ask: call})
	return nil
}

func (k AnswerPK) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	i := c.pkCall(func(o PKCall) bool { return !o.Out && o.User.ID == k.User })
	if i < 0 && k.CallID == "" && len(c.pkCalls) > 0 {
		return ErrNotInvited
	}
	if i < 0 || k.CallID != "" && c.pkCalls[i].ID != k.CallID || !c.pkCalls[i].Until.After(c.now) {
		return ErrCallGone
	}
	if k.Agree {
		return c.agreePK(i)
	}
	call := c.takePKCall(i)
	c.toPeer(call.Room, PKAnswered{ID: call.ID, From: c.id, Side: c.ownSide(), Reason: RejectedByUser})
	return nil
}

// agreePK accepts an open invitation.
func (c *change) agreePK(i int) error {
	call := c.pkCalls[i]
	mix := call.Mix && (c.info.MixPK || call.Rematch)
	switch {
	case !call.Until.After(c.now):
		return ErrCallGone
	case !c.Live():
		return ErrNotLive
	case (c.CoAnchors() > 0 || call.Join && call.Mix) && !mix:
		return ErrCoAnchors
	}
	c.takePKCall(i)
	id := call.PK
	if id == "" {
		id = call.ID
	}
	if !call.Rematch {
		keeper := call.Keeper
		if keeper == 0 {
			keeper = call.Room
		}
		c.setPK(PK{ID: id, Call: call.ID, CoHost: call.CoHost, Joining: true, Until: c.now.Add(joinTime), Mix: mix,
			Asker: call.Room, By: call.User, Keeper: keeper})
	}
	c.toPeer(call.Room, PKAnswered{ID: call.ID, PK: id, From: c.id, Agree: true, Mix: mix, Side: c.ownSide()})
	return nil
}

func (k QuitPK) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if c.pk == nil {
		return ErrNoPK
	}
	c.endPK(PKQuit, User{})
	return nil
}
