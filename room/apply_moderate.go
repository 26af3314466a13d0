package room

import "time"

// How long a room's lists may get: they are written with each change of the room.
const (
	MaxBans   = 2000
	MaxMutes  = 2000
	MaxAdmins = 200
)

// Admin reports whether a user is one of the owner's helpers, there or not.
func (s State) Admin(userID string) bool {
	_, ok := s.admins.Get(userID)
	return ok
}

// Staff reports whether a user is the owner or a helper.
func (s State) Staff(userID string) bool { return userID == s.owner.ID || s.Admin(userID) }

// Admins returns the helpers, there or not, by ID.
func (s State) Admins() []string {
	var list []string
	s.admins.After("", func(id string, _ struct{}) bool { list = append(list, id); return true })
	return list
}

// Banned returns those who may not come in, by ID.
func (s State) Banned() []User {
	list := []User{}
	s.bans.After("", func(_ string, u User) bool { list = append(list, u); return true })
	return list
}

// Muted reports whether a user alone may not write in the chat.
func (s State) Muted(userID string, now time.Time) bool {
	until, ok := s.mutes.Get(muteKey(userID))
	return ok && (until.IsZero() || now.Before(until))
}

// AllMuted reports whether only the owner and the helpers may write.
func (s State) AllMuted(now time.Time) bool { return s.Muted("", now) }

// MayChat reports whether a user may write in the chat: ErrNotMember,
// ErrMuted, ErrCommentsOff.
func (s State) MayChat(userID string, now time.Time) error {
	if _, ok := s.Member(userID); !ok {
		return ErrNotMember
	}
	if s.Muted(userID, now) || s.AllMuted(now) && !s.Staff(userID) {
		return ErrMuted
	}
	if s.info.CommentsOff && !s.Staff(userID) {
		return ErrCommentsOff
	}
	return nil
}

// muteKey makes "" (everybody) a key of its own.
func muteKey(userID string) string { return "u" + userID }

// staffOnly lets the owner and the helpers pass; helpers not against a helper,
// nobody against the owner.
func (c *change) staffOnly(by, target string) error {
	if by == c.owner.ID && c.Exists() {
		if target == by {
			return ErrBadCommand
		}
		return nil
	}
	if _, err := c.member(by); err != nil {
		return err
	}
	if !c.Admin(by) || target != "" && c.Staff(target) {
		return ErrNoPermission
	}
	return nil
}

func (k Reopen) apply(c *change) error {
	fresh := !c.Exists()
	if err := k.Create.apply(c); err != nil || !fresh {
		return err
	}
	for _, u := range k.Bans {
		if u.ID != "" && u.ID != c.owner.ID && c.bans.Len() < MaxBans {
			c.bans = c.bans.Set(u.ID, bannedAs(u))
		}
	}
	if goodWords(k.Words) {
		c.words = k.Words
	}
	for _, id := range k.Admins {
		if id != c.owner.ID && c.admins.Len() < MaxAdmins {
			c.admins = c.admins.Set(id, struct{}{})
		}
	}
	return nil
}

func (k Ban) apply(c *change) error {
	if err := c.staffOnly(k.By, k.User.ID); err != nil {
		return err
	}
	if k.User.ID == "" {
		return ErrBadCommand
	}
	m, in := c.Member(k.User.ID)
	if in {
		k.User = m.User
	}
	if err := c.ban(k.By, k.User); err != nil {
		return err
	}
	if in {
		c.throwOut(k.By, m, true)
	}
	return nil
}

func (c *change) ban(by string, u User) error {
	_, known := c.bans.Get(u.ID)
	if !known && c.bans.Len() >= MaxBans {
		return ErrListFull
	}
	c.admins, c.guests = c.admins.Delete(u.ID), c.guests.Delete(u.ID)
	if !known {
		c.bans = c.bans.Set(u.ID, bannedAs(u))
		c.emit(BanChanged{For: For{Staff: true}, User: u, By: by, Banned: true})
	}
	return nil
}

// bannedAs is what a room keeps of who is banned: enough to tell who it was.
func bannedAs(u User) User { return User{ID: u.ID, Name: u.Name} }

func (k Unban) apply(c *change) error {
	if err := c.staffOnly(k.By, ""); err != nil {
		return err
	}
	c.takeBack(k.User)
	if u, known := c.bans.Get(k.User); known {
		c.bans = c.bans.Delete(k.User)
		c.emit(BanChanged{For: For{Staff: true}, User: u, By: k.By})
	}
	return nil
}

func (k MuteChat) apply(c *change) error {
	if err := c.staffOnly(k.By, k.User); err != nil {
		return err
	}
	if k.For < 0 {
		return ErrBadCommand
	}
	m, in := c.Member(k.User)
	if !in {
		m.User = User{ID: k.User}
	}
	if !k.Mute {
		if _, muted := c.mutes.Get(muteKey(k.User)); muted {
			c.mutes = c.mutes.Delete(muteKey(k.User))
			c.nextUnmute = c.firstUnmute()
			c.emit(ChatMuted{User: m.User, By: k.By})
		}
		return nil
	}
	if k.User != "" && !in {
		return ErrNoSuchUser
	}
	var until time.Time
	if k.For > 0 {
		until = c.now.Add(k.For)
	}
	if _, muted := c.mutes.Get(muteKey(k.User)); !muted && k.User != "" && c.mutes.Len() >= MaxMutes {
		return ErrListFull
	}
	c.mutes = c.mutes.Set(muteKey(k.User), until)
	c.nextUnmute = c.firstUnmute()
	c.emit(ChatMuted{User: m.User, By: k.By, Muted: true, Until: until})
	return nil
}

// firstUnmute is when the next mute ends, zero for never.
func (s State) firstUnmute() time.Time {
	var first time.Time
	s.mutes.After("", func(_ string, until time.Time) bool {
		first = earlier(first, until)
		return true
	})
	return first
}

// endMutes lets those write again whose time is over.
func (c *change) endMutes() {
	if c.nextUnmute.IsZero() || c.nextUnmute.After(c.now) {
		return
	}
	c.mutes.After("", func(key string, until time.Time) bool {
		if !until.IsZero() && !until.After(c.now) {
			c.mutes = c.mutes.Delete(key) // the old tree is walked on
			m, in := c.Member(key[1:])
			if !in {
				m.User = User{ID: key[1:]}
			}
			c.emit(ChatMuted{User: m.User})
		}
		return true
	})
	c.nextUnmute = c.firstUnmute()
}

func (k SetAdmin) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if k.User == c.owner.ID {
		return ErrBadCommand
	}
	_, in := c.Member(k.User)
	switch {
	case k.Admin && !in, !in && !c.Admin(k.User):
		return ErrNoSuchUser
	case k.Admin == c.Admin(k.User):
		return nil
	case k.Admin && c.admins.Len() >= MaxAdmins:
		return ErrListFull
	case k.Admin:
		c.admins = c.admins.Set(k.User, struct{}{})
	default:
		c.admins = c.admins.Delete(k.User)
	}
	if in {
		c.emitRole(k.User, "")
	}
	return nil
}
