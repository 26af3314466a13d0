package chatlog

import (
	"encoding/json"
	"slices"

	"onair/signaling"
)

// Edit takes a message away or pins one.
type Edit struct {
	By  string
	ID  uint64 // of the message; 0 with Pin: unpin
	Pin bool
	// Told is whether there is something to tell, known when done.
	Told bool
}

// People says who may do what in the room.
type People interface {
	// Hosts reports whether the room is this user's.
	Hosts(user string) bool
	// Staff reports whether a user is the host or helps.
	Staff(user string) bool
}

// gone reports whether the message was deleted. Its place and key stay, so that
// a repeated request does not say it again.
func (s said) gone() bool { return s.msg.Text == "" && s.msg.Cmd == "" && s.msg.Gift == nil }

// at is the index of a message, -1 for one that is not kept any more.
func (l *Log) at(id uint64) int {
	return slices.IndexFunc(l.said, func(s said) bool { return s.msg.MsgID == id })
}

// message finds what is kept of a message, the pinned one included.
func (l *Log) message(id uint64) (said, bool) {
	if i := l.at(id); i >= 0 {
		return l.said[i], true
	}
	if l.pinned != nil && l.pinned.msg.MsgID == id {
		return *l.pinned, true
	}
	return said{}, false
}

// MayEdit says why a member of the room may not do this: pinning is for the host
// and the helpers, deleting also for who said it. Helpers do not touch what the
// host or another helper says; only the host what is so old that nobody knows who
// said it. Errors have a code.
func (l *Log) MayEdit(e Edit, in People) error {
	m, kept := l.message(e.ID)
	author := m.msg.User.UserID
	owner := in.Hosts(e.By)
	switch {
	case !in.Staff(e.By) && (e.Pin || !kept || author != e.By):
		return signaling.NewError(signaling.CodeNoPermission, "", "")
	case e.Pin && e.ID == 0:
		return nil
	case e.ID == 0 || e.ID > l.last, !kept && (e.Pin || !owner), e.Pin && m.gone():
		return signaling.NewError(signaling.CodeNoSuchMessage, "", "")
	case kept && e.Pin && m.msg.Text == "":
		return signaling.NewError(signaling.CodeBadArgument, "", "only a text can be pinned")
	case kept && !e.Pin && m.msg.Gift != nil:
		return signaling.NewError(signaling.CodeBadArgument, "", "a gift cannot be deleted")
	case kept && !e.Pin && !owner && author != e.By && in.Staff(author):
		return signaling.NewError(signaling.CodeNoPermission, "", "")
	}
	return nil
}

// Edit does what MayEdit allowed; it reports whether there is something to store.
func (l *Log) Edit(e *Edit) (changed bool, err error) {
	if e.Pin {
		return l.setPin(e)
	}
	if i := l.at(e.ID); i >= 0 && !l.said[i].gone() {
		s := l.said[i]
		s.msg.Text, s.msg.Cmd, s.msg.Message = "", "", ""
		s.raw, _ = json.Marshal(stored{Message: s.msg, Key: s.key})
		l.said = slices.Clone(l.said)
		l.said[i] = s
		changed = true
	}
	if l.pinned != nil && l.pinned.msg.MsgID == e.ID {
		l.pinned, changed = nil, true
	}
	e.Told = changed || l.at(e.ID) < 0
	return changed, nil
}

func (l *Log) setPin(e *Edit) (changed bool, err error) {
	if e.ID == 0 {
		e.Told = l.pinned != nil
		l.pinned = nil
		return e.Told, nil
	}
	m, kept := l.message(e.ID)
	if !kept || m.gone() { // by the command before this one
		return false, signaling.NewError(signaling.CodeNoSuchMessage, "", "")
	}
	if e.Told = l.pinned == nil || l.pinned.msg.MsgID != e.ID; e.Told {
		m.raw, _ = json.Marshal(stored{Message: m.msg, Key: m.key, Pin: true})
		l.pinned = &m
	}
	return e.Told, nil
}

// Deleted are the messages whose place is kept, oldest first; who was not told of their
// end learns it by them.
func (l *Log) Deleted() (ids []uint64) {
	for _, s := range l.said {
		if s.gone() {
			ids = append(ids, s.msg.MsgID)
		}
	}
	return ids
}

// Pinned is the pinned message, nil for none.
func (l *Log) Pinned() *signaling.Message {
	if l.pinned == nil {
		return nil
	}
	return &l.pinned.msg
}
