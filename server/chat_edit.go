package server

import (
	"encoding/json"
	"slices"

	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// edit takes a message away or pins one.
type edit struct {
	by  string
	id  uint64 // of the message; 0 with pin: unpin
	pin bool
	// told is whether there is something to tell, known when done.
	told bool
}

// gone reports whether the message was deleted. Its place and key stay, so that
// a repeated request does not say it again.
func (s said) gone() bool { return s.msg.Text == "" && s.msg.Cmd == "" && s.msg.Gift == nil }

// at is the index of a message, -1 for one that is not kept any more.
func (c *chat) at(id uint64) int {
	return slices.IndexFunc(c.said, func(s said) bool { return s.msg.MsgID == id })
}

// message finds what is kept of a message, the pinned one included.
func (c *chat) message(id uint64) (said, bool) {
	if i := c.at(id); i >= 0 {
		return c.said[i], true
	}
	if c.pinned != nil && c.pinned.msg.MsgID == id {
		return *c.pinned, true
	}
	return said{}, false
}

// mayEdit reports whether somebody may do this: pinning is for the owner and the
// helpers, deleting also for who said it. Helpers do not touch what the owner or
// another helper says; only the owner what is so old that nobody knows who said it.
func (c *chat) mayEdit(st room.State, e edit) error {
	if !st.Exists() {
		return room.ErrNoSuchRoom
	}
	if _, in := st.Member(e.by); !in {
		return room.ErrNotMember
	}
	m, kept := c.message(e.id)
	author := m.msg.User.UserID
	owner := e.by == st.Owner().ID
	switch {
	case !st.Staff(e.by) && (e.pin || !kept || author != e.by):
		return room.ErrNoPermission
	case e.pin && e.id == 0:
		return nil
	case e.id == 0 || e.id > c.last, !kept && (e.pin || !owner), e.pin && m.gone():
		return codeError(signaling.CodeNoSuchMessage, "")
	case kept && e.pin && m.msg.Text == "":
		return codeError(signaling.CodeBadArgument, "only a text can be pinned")
	case kept && !e.pin && m.msg.Gift != nil:
		return codeError(signaling.CodeBadArgument, "a gift cannot be deleted")
	case kept && !e.pin && !owner && author != e.by && st.Staff(author):
		return room.ErrNoPermission
	}
	return nil
}

// edit does it in the chat; it reports whether there is something to store.
func (c *chat) edit(e *edit) (changed bool, err error) {
	if e.pin {
		return c.setPin(e)
	}
	if i := c.at(e.id); i >= 0 && !c.said[i].gone() {
		s := c.said[i]
		s.msg.Text, s.msg.Cmd, s.msg.Message = "", "", ""
		s.raw, _ = json.Marshal(storedSaid{s.msg, s.key, false})
		c.said = slices.Clone(c.said)
		c.said[i] = s
		changed = true
	}
	if c.pinned != nil && c.pinned.msg.MsgID == e.id {
		c.pinned, changed = nil, true
	}
	e.told = changed || c.at(e.id) < 0
	return changed, nil
}

func (c *chat) setPin(e *edit) (changed bool, err error) {
	if e.id == 0 {
		e.told = c.pinned != nil
		c.pinned = nil
		return e.told, nil
	}
	m, kept := c.message(e.id)
	if !kept || m.gone() { // by the command before this one
		return false, codeError(signaling.CodeNoSuchMessage, "")
	}
	if e.told = c.pinned == nil || c.pinned.msg.MsgID != e.id; e.told {
		m.raw, _ = json.Marshal(storedSaid{m.msg, m.key, true})
		c.pinned = &m
	}
	return e.told, nil
}

// tellEdit tells everybody what became of a message.
func (h *host) tellEdit(e *edit) {
	if !e.told {
		return
	}
	h.flushBundle()
	if !e.pin {
		h.broadcast("", signaling.NewEvent(signaling.EventMessageDeleted, signaling.MessageDeletedEvent{RoomID: h.id, MsgID: e.id, UserID: e.by}))
		return
	}
	h.broadcast("", signaling.NewEvent(signaling.EventMessagePinned, signaling.MessagePinnedEvent{RoomID: h.id, Message: h.chat.pin(), UserID: e.by}))
}

// pin is the pinned message, nil for none.
func (c *chat) pin() *signaling.Message {
	if c.pinned == nil {
		return nil
	}
	return &c.pinned.msg
}

// snapshot is the room as a member sees it. It is asked for on the room's
// goroutine.
func (h *host) snapshot(st room.State, user string) *signaling.Snapshot {
	snap := wire.Snapshot(st, user)
	snap.Pinned = h.chat.pin()
	return snap
}
