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
func (s State) Check() error {
	if !s.Exists() {
		if s.members.len() != 0 || len(s.stage) != 0 {
			return fmt.Errorf("no room, but members or seats")
		}
		return nil
	}
	if s.owner.ID == "" {
		return fmt.Errorf("no owner")
	}
	if _, in := s.members.get(s.owner.ID); in != s.awayUntil.IsZero() {
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
	case away && (s.pk != nil || s.pkCall != nil):
		return fmt.Errorf("a PK without an owner")
	case s.pk != nil && (s.pk.Room == s.id || s.pk.Room == 0 || s.pk.User.ID == s.owner.ID || s.pk.ID == ""):
		return fmt.Errorf("a PK with nobody: %+v", *s.pk)
	case s.pk != nil && !s.pk.Mix && s.CoAnchors() > 0:
		return fmt.Errorf("co-anchors in a PK")
	case s.pk != nil && s.pkCall != nil && !s.pkCall.Rematch:
		return fmt.Errorf("an invitation in a PK")
	case s.pkCall != nil && s.pkCall.Until.IsZero():
		return fmt.Errorf("an invitation without an end")
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
	if n != s.members.len() || n != s.order.len() || drops != s.drops.len() {
		return fmt.Errorf("%d members, %d in the list, %d in order, %d of %d deadlines",
			s.members.len(), n, s.order.len(), s.drops.len(), drops)
	}
	return nil
}
