package room

import "fmt"

// Check reports the first broken invariant of a state, nil for a sound one:
//
//   - whoever has a seat is a member with the anchor's or co-anchor's role, and
//     the other way round; nobody has two seats
//   - only the owner is anchor; the owner is a member or the grace time runs
//   - only a stream has media switches set
//   - the indexes agree with the members
//   - an invitation is between the owner, who is there, and a viewer, one each
//   - co-anchors have seats of their own and during a PK only if it is mixed
//   - a PK has two to six sides of different owners, this room among them
func (s State) Check() error {
	if !s.Exists() {
		if s.members.Len() != 0 || len(s.stage) != 0 {
			return fmt.Errorf("no room, but members or seats")
		}
		return nil
	}
	if s.owner.ID == "" {
		return fmt.Errorf("no owner")
	}
	if _, in := s.members.Get(s.owner.ID); in != s.awayUntil.IsZero() {
		return fmt.Errorf("owner in the room: %v, away until %v", in, s.awayUntil)
	}
	if err := s.checkStage(); err != nil {
		return err
	}
	if err := s.checkCalls(); err != nil {
		return err
	}
	return s.checkMembers()
}

func (s State) checkCalls() error {
	away := !s.awayUntil.IsZero()
	seen := map[string]bool{}
	for _, k := range s.calls {
		m, ok := s.Member(k.User.ID)
		if !ok || m.Role != Audience || away || seen[k.User.ID] || k.Until.IsZero() {
			return fmt.Errorf("invitation %+v: member %v, owner away %v", k, ok, away)
		}
		seen[k.User.ID] = true
	}
	switch {
	case away && (s.pk != nil || len(s.pkCalls) > 0):
		return fmt.Errorf("a PK without an owner")
	case s.info.Private != s.door.good():
		return fmt.Errorf("private %v with a door of %d and %d characters", s.info.Private, len(s.door.Passcode), len(s.door.Invite))
	case s.pk != nil && !s.pk.Mix && s.CoAnchors() > 0:
		return fmt.Errorf("co-anchors in a PK")
	}
	return s.checkPK()
}

func (s State) checkPK() error {
	asked := map[uint32]bool{}
	rematches := 0
	for _, k := range s.pkCalls {
		if k.Until.IsZero() || asked[k.Room] || k.Room == s.id || (k.PK != "") != (k.Join || k.Rematch) {
			return fmt.Errorf("an invitation to a PK: %+v", k)
		}
		if s.pk != nil && (!k.Rematch && !(k.Join && k.Out) || s.pk.ID != k.PK || s.pk.Joining) || s.pk == nil && (k.Rematch || len(s.pkCalls) > 1) {
			return fmt.Errorf("an invitation that does not fit: %+v in %+v", k, s.pk)
		}
		if asked[k.Room] = true; k.Rematch {
			rematches++
		}
	}
	switch p := s.pk; {
	case p == nil:
	case rematches > 1:
		return fmt.Errorf("%d rematches asked for", rematches)
	case p.ID == "" || p.Keeper == 0:
		return fmt.Errorf("a PK of nobody: %+v", *p)
	case p.Joining && (p.Asker == 0 || p.Until.IsZero() || len(p.Sides) > 0):
		return fmt.Errorf("joining a PK: %+v", *p)
	case p.Joining:
	case len(p.Sides) < 2 || len(p.Sides) > MaxSides || p.at(s.id) < 0 || p.at(p.Keeper) < 0:
		return fmt.Errorf("a PK of %d sides: %+v", len(p.Sides), *p)
	default:
		rooms, users := map[uint32]bool{}, map[string]bool{}
		for _, side := range p.Sides {
			if rooms[side.Room] || users[side.User.ID] || side.User.ID == "" {
				return fmt.Errorf("a side twice: %+v", *p)
			}
			rooms[side.Room], users[side.User.ID] = true, true
		}
	}
	return nil
}

func (s State) checkStage() error {
	seen := map[string]bool{}
	taken := map[int]bool{}
	for _, t := range s.stage {
		m, ok := s.Member(t.UserID)
		switch {
		case taken[t.Index] || (t.Index == 0) != (t.UserID == s.owner.ID) || t.Index < 0 || t.Index > 31:
			return fmt.Errorf("%s has seat %d", t.UserID, t.Index)
		case !ok:
			return fmt.Errorf("seat of %s, who is not a member", t.UserID)
		case seen[t.UserID]:
			return fmt.Errorf("two seats for %s", t.UserID)
		case m.Role == Audience:
			return fmt.Errorf("seat of %s, who is audience", t.UserID)
		case !t.Publishing() && (t.Want != Media{} || t.Flow != Media{}):
			return fmt.Errorf("media of %s without a stream", t.UserID)
		case t.Index == 0 && (t.Muted != Media{} || !t.UseBy.IsZero()), t.Publishing() && !t.UseBy.IsZero():
			return fmt.Errorf("seat %+v", t)
		}
		seen[t.UserID], taken[t.Index] = true, true
	}
	return nil
}

func (s State) checkMembers() error {
	n, last, drops := 0, uint64(0), 0
	for m := range s.Members(0) {
		_, seat := s.Seat(m.ID)
		switch {
		case m.Order <= last || m.Order > s.nextOrder:
			return fmt.Errorf("order of %s is %d after %d, newest %d", m.ID, m.Order, last, s.nextOrder)
		case m.Role < Anchor || m.Role > Audience:
			return fmt.Errorf("%s has no role", m.ID)
		case (m.Role == Anchor) != (m.ID == s.owner.ID):
			return fmt.Errorf("%s has role %d, owner is %s", m.ID, m.Role, s.owner.ID)
		case (m.Role != Audience) != seat:
			return fmt.Errorf("%s has role %d, seat %v", m.ID, m.Role, seat)
		}
		if !m.DropAt.IsZero() {
			drops++
		}
		last = m.Order
		n++
	}
	if n != s.members.Len() || n != s.order.Len() || drops != s.drops.Len() {
		return fmt.Errorf("%d members, %d in the list, %d in order, %d of %d deadlines",
			s.members.Len(), n, s.order.Len(), s.drops.Len(), drops)
	}
	return nil
}
