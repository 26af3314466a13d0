package room

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"

	"onair/room/tree"
)

// Why a private room does not let somebody in.
var (
	ErrPrivate       = errors.New("room: private")
	ErrWrongPasscode = errors.New("room: wrong passcode")
	ErrBadInvite     = errors.New("room: no such invitation to the room")
)

// Key opens a private room: its passcode, or the code of an invitation. Of a room
// it is both. It is a secret: not to be logged.
type Key struct {
	Passcode string `json:"passcode,omitempty"`
	Invite   string `json:"invite,omitempty"`
}

// String hides the key from whatever prints it.
func (Key) String() string { return "(a key)" }

// GoString does so, too.
func (Key) GoString() string { return "(a key)" }

// good reports whether a room can have it as its own.
func (k Key) good() bool {
	return len(k.Passcode) >= MinPasscode && len(k.Passcode) <= MaxPasscode && len(k.Invite) >= 16
}

// Lengths of a passcode, in bytes.
const (
	MinPasscode = 4
	MaxPasscode = 32
)

// SetPrivate makes a room private with a key of both kinds, or public; owner only.
// Who is a member is let in. With another key than before the old one opens
// nothing, and who is let in and not there has to bring the new one.
type SetPrivate struct {
	By      string
	Private bool
	Key     Key
}

// EnterWith is Enter with a key. ErrPrivate without one, ErrWrongPasscode,
// ErrBadInvite; the owner, helpers and who was let in before need none. A room
// that is not private ignores it.
type EnterWith struct {
	Enter
	Key Key
}

// OpenPrivate is Reopen of a room that is private from its beginning.
type OpenPrivate struct {
	Reopen
	Key Key
}

// Private reports whether the room needs a key.
func (s State) Private() bool { return s.info.Private }

// Door is a private room's key, for its owner.
func (s State) Door() Key { return s.door }

// LetIn reports whether a user may know of the room, and enter it without a key.
func (s State) LetIn(userID string) bool {
	if !s.info.Private || s.Staff(userID) {
		return true
	}
	if _, banned := s.bans.Get(userID); banned {
		return false
	}
	_, in := s.members.Get(userID)
	_, known := s.guests.Get(userID)
	return in || known
}

// mayPass reports why a private room does not let a user in with a key.
func (c *change) mayPass(userID string, key Key) error {
	switch {
	case c.LetIn(userID):
		return nil
	case key.Invite != "":
		if !same(key.Invite, c.door.Invite) {
			return ErrBadInvite
		}
	case key.Passcode != "":
		if !same(key.Passcode, c.door.Passcode) {
			return ErrWrongPasscode
		}
	default:
		return ErrPrivate
	}
	return nil
}

// same compares in a time that depends on neither.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// maxGuests bounds who is remembered as let in.
const maxGuests = 20000

// letIn remembers who was let in and is not here: members are stored by themselves.
func (c *change) letIn(userID string) {
	if c.info.Private && userID != c.owner.ID && c.guests.Len() < maxGuests {
		c.guests = c.guests.Set(userID, struct{}{})
	}
}

func (k EnterWith) apply(c *change) error { return k.Enter.with(c, k.Key) }

func (k SetPrivate) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if k.Private && !k.Key.good() {
		return ErrBadCommand
	}
	was := c.info.Private
	c.setDoor(k.Private, k.Key)
	if c.info.Private != was {
		c.emit(InfoChanged{})
	}
	return nil
}

// setDoor makes the room private or public.
func (c *change) setDoor(private bool, key Key) {
	if !private {
		c.info.Private, c.door, c.guests = false, Key{}, tree.Map[struct{}]{}
		return
	}
	if key != c.door {
		c.guests = tree.Map[struct{}]{}
	}
	c.info.Private, c.door = true, key
}

func (k OpenPrivate) apply(c *change) error {
	if !k.Key.good() {
		return ErrBadCommand
	}
	door, guests := c.door, c.guests
	k.Info.Private = false
	if err := k.Reopen.apply(c); err != nil {
		return err
	}
	c.door, c.guests = door, guests
	c.setDoor(true, k.Key)
	return nil
}

// Unlock lets a user in with a key who does not enter yet: from then on the user
// may know of the room. As EnterWith, but it says nothing of a full room.
type Unlock struct {
	By  string
	Key Key
}

func (k Unlock) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if k.By == "" {
		return ErrBadCommand
	}
	if _, banned := c.bans.Get(k.By); banned {
		return ErrBanned
	}
	if err := c.mayPass(k.By, k.Key); err != nil {
		return err
	}
	if _, in := c.Member(k.By); !in {
		c.letIn(k.By)
	}
	return nil
}
