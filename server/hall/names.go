package hall

import (
	"cmp"
	"time"

	"onair/room"
	"onair/server/alike"
	"onair/signaling"
)

// hostName is the name of a room's owner as others are compared with it.
type hostName struct {
	of  string
	key alike.Name
}

// hideMost bounds how many names are hidden after one change: each is told to all.
const hideMost = 200

// judge looks at names on their way into the room. Who comes in with one that is
// not allowed here is shown without a name, by the ID; who changes to one, or may
// not write, is refused.
func (h *Room) judge(st room.State, o Op, now time.Time) (room.Command, error) {
	switch c := o.Cmd.(type) {
	case room.Enter:
		c.By = h.nameless(st, c.By)
		return c, nil
	case room.EnterWith:
		c.By = h.nameless(st, c.By)
		return c, nil
	case room.SetProfile:
		if o.By == nil || !st.Exists() {
			return c, nil
		}
		if m, in := st.Member(c.User.ID); in && m.User != c.User { // all would read it
			if err := st.MayChat(c.User.ID, now); err != nil {
				return c, err
			}
		}
		return c, h.checkName(st, c.User)
	}
	return o.Cmd, nil
}

func (h *Room) nameless(st room.State, u room.User) room.User {
	if st.Exists() && h.checkName(st, u) != nil {
		u.Name = ""
	}
	return u
}

// checkName says why a user may not have a name in this room: it is the host's, or
// has a word the host blocks.
func (h *Room) checkName(st room.State, u room.User) error {
	owner := st.Owner()
	if u.ID == owner.ID || u.Name == "" {
		return nil
	}
	owner.Name = cmp.Or(owner.Name, owner.ID) // what is shown
	if h.owner.of != owner.Name {
		h.owner = hostName{owner.Name, alike.NewName(owner.Name)}
	}
	if h.owner.key.Like(alike.NewName(u.Name)) {
		return signaling.NewError(signaling.CodeNameRefused, "", "this is the host's name")
	}
	if h.filter(st).Has(u.Name) {
		return signaling.NewError(signaling.CodeBlockedWords, "", "")
	}
	return nil
}

// hideNames takes away names that a change of the owner's has made wrong.
func (h *Room) hideNames(s step) {
	if s.err != nil || !s.before.Exists() || !s.after.Exists() {
		return
	}
	if _, words := s.op.Cmd.(room.SetWords); !words && s.before.Owner().Name == s.after.Owner().Name {
		return
	}
	left := hideMost
	for m := range s.after.Members(0) {
		if h.checkName(s.after, m.User) == nil {
			continue
		}
		m.User.Name = ""
		h.Push(Op{Cmd: room.SetProfile{User: m.User}})
		if left--; left == 0 {
			return
		}
	}
}
