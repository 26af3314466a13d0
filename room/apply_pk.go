package room

import "time"

func (k RequestPK) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if k.Room == 0 || k.Room == c.id || k.User.ID == "" || k.User.ID == k.By || k.Duration < 0 || k.Duration > time.Hour {
		return ErrBadCommand
	}
	if in := c.pkCall; in != nil && !in.Out && in.Room == k.Room {
		return c.agreePK()
	}
	rematch := c.pk != nil && !c.pk.Joining && c.pk.Room == k.Room && (c.pk.Over || c.pk.CoHost)
	switch {
	case !c.Live():
		return ErrNotLive
	case c.pk != nil && !rematch:
		return ErrInPK
	case c.pkCall != nil:
		return ErrCallOpen
	case c.CoAnchors() > 0 && !c.info.MixPK && !rematch:
		return ErrCoAnchors
	}
	if k.Duration == 0 {
		k.Duration = c.rules.pkTime()
	}
	call := PKCall{ID: c.newCallID(), Out: true, Room: k.Room, User: k.User, CoHost: k.CoHost, Mix: c.info.MixPK,
		Duration: k.Duration, Rematch: rematch, Until: c.now.Add(c.rules.callTime())}
	c.pkCall = &call
	c.toPeer(k.Room, PKInvited{ID: call.ID, From: c.id, User: c.owner, To: k.User.ID, CoHost: k.CoHost, Mix: call.Mix,
		Rematch: rematch, Duration: k.Duration, Until: call.Until})
	return nil
}

func (k CancelPK) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	call := c.pkCall
	if call == nil || !call.Out {
		return ErrCallGone
	}
	c.pkCall = nil
	c.toPeer(call.Room, PKWithdrawn{ID: call.ID, From: c.id})
	return nil
}

// refusePK reports why an invitation cannot be taken, "" if it can.
func (c *change) refusePK(k PKInvited) string {
	rematch := k.Rematch && c.pk != nil && !c.pk.Joining && c.pk.Room == k.From && (c.pk.Over || c.pk.CoHost)
	switch {
	case k.To != c.owner.ID, !c.awayUntil.IsZero():
		return RejectedGone
	case !c.Live(), k.Rematch != rematch, c.pk != nil && !rematch, c.pkCall != nil,
		c.CoAnchors() > 0 && !(c.info.MixPK && k.Mix) && !rematch:
		return RejectedBusy
	}
	return ""
}

func (k PKInvited) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	crossed := c.pkCall != nil && c.pkCall.Out && c.pkCall.Room == k.From
	if crossed && c.id < k.From {
		return nil // this room's own invitation is on its way there and stands
	}
	own := c.pkCall
	if crossed {
		c.pkCall = nil
	}
	if reason := c.refusePK(k); reason != "" {
		c.pkCall = own
		c.toPeer(k.From, PKAnswered{ID: k.ID, From: c.id, User: c.owner, Reason: reason})
		return nil
	}
	call := PKCall{ID: k.ID, Room: k.From, User: k.User, CoHost: k.CoHost, Mix: k.Mix, Duration: k.Duration, Rematch: k.Rematch, Until: k.Until}
	c.pkCall = &call
	if crossed {
		c.emit(Event{Kind: PKAccepted, To: c.owner.ID, User: k.User, Call: own.call(), Peer: k.From})
		return c.agreePK()
	}
	c.emit(Event{Kind: PKRequested, To: c.owner.ID, User: k.User, Call: call.call(), Peer: k.From, CoHost: k.CoHost, Duration: k.Duration})
	return nil
}

func (k AnswerPK) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	call := c.pkCall
	if call == nil || k.CallID != "" && call.ID != k.CallID {
		return ErrCallGone
	}
	if call.Out || call.User.ID != k.User {
		return ErrNotInvited
	}
	if k.Agree {
		return c.agreePK()
	}
	c.pkCall = nil
	c.toPeer(call.Room, PKAnswered{ID: call.ID, From: c.id, User: c.owner, Reason: RejectedByUser})
	return nil
}

// agreePK accepts the open invitation.
func (c *change) agreePK() error {
	call := *c.pkCall
	mix := call.Mix && c.info.MixPK
	if call.Rematch {
		mix = c.pk.Mix // stays as it is
	}
	switch {
	case !c.Live():
		return ErrNotLive
	case c.CoAnchors() > 0 && !mix:
		return ErrCoAnchors
	}
	c.pkCall = nil
	if !call.Rematch {
		c.setPK(PK{ID: call.ID, CoHost: call.CoHost, Joining: true, Mix: mix, Room: call.Room, User: call.User})
	}
	stream, is := c.ownStream()
	c.toPeer(call.Room, PKAnswered{ID: call.ID, From: c.id, User: c.owner, Agree: true, Mix: mix, Stream: stream, Is: is})
	return nil
}

func (k PKAnswered) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	call := c.pkCall
	if call == nil || call.ID != k.ID || !call.Out {
		if k.Agree && c.pk != nil && c.pk.ID == k.ID { // said again after a restart
			c.setPeerMedia(k.User, k.Stream, k.Is)
			c.toPeer(k.From, c.sync())
		} else if k.Agree {
			c.toPeer(k.From, PKGone{ID: k.ID, From: c.id, Reason: PKLost})
		}
		return nil
	}
	c.pkCall = nil
	answer := Event{To: c.owner.ID, User: k.User, Call: call.call(), Peer: k.From, Kind: PKAccepted}
	if !k.Agree || c.CoAnchors() > 0 && !k.Mix {
		if answer.Reason = k.Reason; k.Agree {
			answer.Reason = RejectedBusy
			c.toPeer(k.From, PKGone{ID: k.ID, From: c.id, Reason: PKLost})
		}
		answer.Kind = PKRejected
		c.emit(answer)
		return nil
	}
	c.emit(answer)
	p := PK{ID: call.ID, Home: true, Room: k.From, User: k.User, Stream: k.Stream, Is: k.Is}
	if call.Rematch {
		p = *c.pk
	}
	p.CoHost, p.Mix, p.Round, p.Started, p.Deadline = call.CoHost, k.Mix, p.Round+1, c.now, c.now.Add(call.Duration)
	p.Over, p.Winner, p.Score, p.PeerScore = false, "", 0, 0
	if p.CoHost {
		p.Deadline = time.Time{}
	}
	c.setPK(p)
	if call.Rematch {
		c.emit(Event{Kind: PKChanged, PK: c.pk})
	} else {
		c.beginPK()
	}
	c.toPeer(k.From, c.sync())
	return nil
}

// fits reports whether a message belongs to the room's PK; if not, the sender
// is told that there is none.
func (c *change) fits(id string, from uint32) bool {
	if c.pk != nil && c.pk.ID == id && c.pk.Room == from {
		return true
	}
	c.toPeer(from, PKGone{ID: id, From: c.id, Reason: PKLost})
	return false
}

func (k PKSync) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if !c.fits(k.ID, k.From) {
		return nil
	}
	p := *c.pk
	was := p
	if k.Round > p.Round {
		p.Round, p.Started, p.Deadline, p.CoHost = k.Round, k.Started, k.Deadline, k.CoHost
		p.Over, p.Winner, p.Score, p.PeerScore = false, "", 0, 0
	}
	if k.Round == p.Round && k.Over && !p.Over {
		p.Over, p.Winner, p.Score, p.PeerScore = true, k.Winner, k.PeerScore, k.Score
	}
	if k.Round == p.Round && !p.Over {
		p.PeerScore = max(p.PeerScore, k.Score)
	}
	if p.Joining {
		p.Mix = k.Mix
		p.User, p.Stream, p.Is = k.User, k.Stream, k.Is
		c.setPK(p)
		c.beginPK()
		return nil
	}
	c.setPK(p)
	c.setPeerMedia(k.User, k.Stream, k.Is)
	if was.Round != p.Round || was.Over != p.Over {
		c.emit(Event{Kind: PKChanged, PK: c.pk})
	}
	return nil
}

func (k PKMedia) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if c.fits(k.ID, k.From) {
		c.setPeerMedia(k.User, k.Stream, k.Is)
	}
	return nil
}

func (k PKScore) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if c.fits(k.ID, k.From) && k.Round == c.pk.Round && !c.pk.Over && k.Score > c.pk.PeerScore {
		p := *c.pk
		p.PeerScore = k.Score
		c.setPK(p)
		c.emit(Event{Kind: PKScored, PK: c.pk})
	}
	return nil
}

func (k PKWithdrawn) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if call := c.pkCall; call != nil && call.ID == k.ID && !call.Out {
		c.pkCall = nil
		c.emit(Event{Kind: CallCancelled, To: c.owner.ID, User: call.User, Call: call.call(), Peer: call.Room})
	}
	return nil
}

func (k PKGone) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if call := c.pkCall; call != nil && (call.ID == k.ID || call.Rematch && c.pk != nil && c.pk.ID == k.ID) {
		c.pkCall = nil
		if call.Out {
			c.emit(Event{Kind: PKRejected, To: c.owner.ID, User: call.User, Call: call.call(), Peer: call.Room, Reason: RejectedGone})
		} else {
			c.emit(Event{Kind: CallCancelled, To: c.owner.ID, User: call.User, Call: call.call(), Peer: call.Room})
		}
	}
	if c.pk != nil && c.pk.ID == k.ID {
		c.endPK(k.Reason, true)
	}
	return nil
}

func (k QuitPK) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if c.pk == nil {
		return ErrNoPK
	}
	if k := c.pkCall; k != nil { // of a rematch
		c.pkCall = nil
		if k.Out {
			c.toPeer(k.Room, PKWithdrawn{ID: k.ID, From: c.id})
		} else {
			c.toPeer(k.Room, PKAnswered{ID: k.ID, From: c.id, User: c.owner, Reason: RejectedGone})
		}
	}
	c.endPK(PKQuit, false)
	return nil
}
