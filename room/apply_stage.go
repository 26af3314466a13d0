package room

// mayJoin reports why nobody can be given a seat now.
func (c *change) mayJoin() error {
	switch {
	case !c.awayUntil.IsZero():
		return ErrNotLive
	case c.pkBlocksJoin():
		return ErrInPK
	case c.freeSeat() == 0:
		return ErrStageFull
	}
	return nil
}

func (k RequestJoin) apply(c *change) error {
	m, err := c.member(k.By)
	if err != nil {
		return err
	}
	if m.Role == Anchor {
		return ErrNoPermission
	}
	if m.Role == CoAnchor {
		return ErrOnStage
	}
	i := c.callOf(k.By)
	if i >= 0 && c.calls[i].Kind == CallJoin {
		return ErrCallOpen
	}
	if err := c.mayJoin(); err != nil {
		return err
	}
	if i >= 0 {
		c.accept(i, k.SoundOnly)
		return nil
	}
	if len(c.calls) >= maxCalls {
		return ErrStageFull
	}
	call := c.addCall(CallJoin, m.User, k.SoundOnly)
	c.emit(JoinRequested{For: For{To: c.owner.ID}, User: m.User, Call: call})
	return nil
}

func (k InviteJoin) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	m, ok := c.Member(k.User)
	if !ok {
		return ErrNoSuchUser
	}
	if m.Role != Audience {
		return ErrOnStage
	}
	i := c.callOf(k.User)
	if i >= 0 && c.calls[i].Kind == CallInvite {
		return ErrCallOpen
	}
	if err := c.mayJoin(); err != nil {
		return err
	}
	if i >= 0 {
		c.accept(i, k.SoundOnly)
		return nil
	}
	if len(c.calls) >= maxCalls {
		return ErrStageFull
	}
	call := c.addCall(CallInvite, m.User, k.SoundOnly)
	c.emit(JoinInvited{For: For{To: m.ID}, User: c.owner, Call: call})
	return nil
}

// accept gives the seat an invitation is about.
func (c *change) accept(i int, soundOnly bool) {
	call := c.takeCall(i)
	call.SoundOnly = call.SoundOnly || soundOnly
	to, by := call.User.ID, c.owner
	if call.Kind == CallInvite {
		to, by = c.owner.ID, call.User
	}
	c.emit(JoinAccepted{For: For{To: to}, User: by, Call: call, SoundOnly: call.SoundOnly})
	m, _ := c.Member(call.User.ID)
	m.Role = CoAnchor
	c.State = c.putMember(m).putSeat(Seat{UserID: m.ID, Index: c.freeSeat(), SoundOnly: call.SoundOnly, UseBy: c.now.Add(c.rules.seatTime())})
	c.emitRole(m.ID, "")
}

// emitRole tells a member's standing, and why a seat is gone.
func (c *change) emitRole(userID string, reason SeatReason) {
	m, _ := c.Member(userID)
	t, _ := c.Seat(userID)
	c.emit(RoleChanged{User: m.User, Role: m.Role, Seat: t.Index, SoundOnly: t.SoundOnly, Admin: c.Admin(userID), Reason: reason})
}

func (k CancelJoin) apply(c *change) error {
	if _, err := c.member(k.By); err != nil {
		return err
	}
	kind, viewer := CallJoin, k.By
	if k.By == c.owner.ID {
		kind, viewer = CallInvite, k.User
	}
	i := c.callOf(viewer)
	if i < 0 || c.calls[i].Kind != kind {
		return ErrCallGone
	}
	call := c.takeCall(i)
	to, by := c.owner.ID, call.User
	if kind == CallInvite {
		to, by = call.User.ID, c.owner
	}
	c.emit(CallCancelled{For: For{To: to}, User: by, Call: call})
	return nil
}

func (k AnswerJoin) apply(c *change) error {
	if _, err := c.member(k.By); err != nil {
		return err
	}
	kind, viewer := CallInvite, k.By
	if k.By == c.owner.ID {
		kind, viewer = CallJoin, k.User
	} else if k.User != c.owner.ID {
		return ErrNotInvited
	}
	i := c.callOf(viewer)
	if i < 0 || k.CallID != "" && c.calls[i].ID != k.CallID || !c.calls[i].Until.After(c.now) {
		return ErrCallGone
	}
	if c.calls[i].Kind != kind {
		return ErrNotInvited
	}
	if !k.Agree {
		call := c.takeCall(i)
		to, by := call.User.ID, c.owner
		if kind == CallInvite {
			to, by = c.owner.ID, call.User
		}
		c.emit(JoinRejected{For: For{To: to}, User: by, Call: call, Reason: RejectedByUser})
		return nil
	}
	if err := c.mayJoin(); err != nil {
		return err
	}
	c.accept(i, k.SoundOnly)
	return nil
}

func (k KickJoin) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if m, ok := c.Member(k.User); !ok || m.Role != CoAnchor {
		return ErrNotOnStage
	}
	c.emit(JoinKicked{For: For{To: k.User}, User: c.owner})
	c.endStream(k.User)
	c.stepDown(k.User, "")
	return nil
}

func (k MuteAnchor) apply(c *change) error {
	if err := c.staffOnly(k.By, k.User); err != nil {
		return err
	}
	t, ok := c.Seat(k.User)
	if !ok {
		return ErrNotOnStage
	}
	if t.Muted == k.Mute {
		return nil
	}
	next := t
	next.Muted = k.Mute
	m, _ := c.Member(k.User)
	c.emit(StageMuted{User: m.User, By: k.By, Muted: k.Mute})
	c.setSeat(t, next)
	return nil
}

// takeUnusedSeats ends the right to send of those who did not use it in time.
func (c *change) takeUnusedSeats() {
	for _, t := range c.stage {
		if !t.UseBy.IsZero() && !t.UseBy.After(c.now) {
			c.stepDown(t.UserID, SeatUnused)
		}
	}
}

func (k LockSeat) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if k.Seat < 1 || k.Seat > c.rules.maxCoAnchors() {
		return ErrBadCommand
	}
	if c.SeatLocked(k.Seat) == k.Locked {
		return nil
	}
	c.locked ^= 1 << k.Seat
	c.emit(SeatLocked{Seat: k.Seat, Locked: k.Locked})
	return nil
}

// SeatLocked reports whether a co-anchor's seat is closed.
func (s State) SeatLocked(seat int) bool { return s.locked&(1<<seat) != 0 }

// Seats is the number of seats for co-anchors.
func (s State) Seats() int { return s.rules.maxCoAnchors() }

// freeSeat is the lowest open seat nobody has, 0 for none.
func (s State) freeSeat() int {
	taken := s.locked
	for _, t := range s.stage {
		taken |= 1 << t.Index
	}
	for i := 1; i <= s.rules.maxCoAnchors(); i++ {
		if taken&(1<<i) == 0 {
			return i
		}
	}
	return 0
}

// CoAnchors is how many viewers have a seat.
func (s State) CoAnchors() int {
	n := 0
	for _, t := range s.stage {
		if t.UserID != s.owner.ID {
			n++
		}
	}
	return n
}
