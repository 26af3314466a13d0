package server

import (
	"context"
	"time"

	"onair/room"
	"onair/server/chatlog"
	"onair/server/clean"
	"onair/server/store"
	"onair/server/wire"
	"onair/signaling"
)

// powers are who may do what, as chatlog asks for it.
type powers struct{ room.State }

// Hosts implements chatlog.People.
func (p powers) Hosts(user string) bool { return user == p.Owner().ID }

// hear reports whether a message or likes may go on.
func (h *host) hear(st room.State, o op, now time.Time) error {
	switch {
	case !st.Exists():
		return room.ErrNoSuchRoom
	case o.likes != nil:
		if _, in := st.Member(o.likes.user); !in {
			return room.ErrNotMember
		}
		return nil
	}
	user := o.say.Msg.User.UserID
	if o.say.Msg.Gift != nil { // paid and noted; the history shows whether it was told
		o.say.Again = !h.noted.untold(o.say.Key)
		return nil
	}
	if err := st.MayChat(user, now); err != nil {
		return err
	}
	if err := h.checkWords(st, o.say.Msg); err != nil {
		return err
	}
	if !h.chat.Told(o.say) && !h.chat.Allow(now) {
		return codeError(signaling.CodeTooFast, "the room gets too many messages")
	}
	return nil
}

// mayEdit reports whether a member may delete or pin a message.
func (h *host) mayEdit(st room.State, e chatlog.Edit) error {
	if !st.Exists() {
		return room.ErrNoSuchRoom
	}
	if _, in := st.Member(e.By); !in {
		return room.ErrNotMember
	}
	return h.chat.MayEdit(e, powers{st})
}

// checkWords refuses a message with a word that the room's owner blocks.
func (h *host) checkWords(st room.State, m signaling.Message) error {
	if m.User.UserID == st.Owner().ID {
		return nil
	}
	f := h.filter(st)
	if err := f.Check(m.Text); err != nil {
		return err
	}
	return f.Check(m.Message)
}

// filter finds the words that the room's owner blocks.
func (h *host) filter(st room.State) *clean.Words {
	words := st.Words()
	if len(words) == 0 {
		return nil
	}
	if !h.words.Are(words) {
		h.words = clean.NewWords(words)
	}
	return h.words
}

// saveChat numbers what the steps say and stores it before it is told. Messages
// that cannot be stored are refused; gifts are told, they are in the ledger.
func (h *host) saveChat(ctx context.Context, steps []step) {
	next := h.chat
	fresh := false
	for i, s := range steps {
		if s.op.edit != nil && s.err == nil {
			changed, err := next.Edit(s.op.edit)
			steps[i].err, fresh = err, fresh || changed
		}
		say := s.op.say
		if say == nil || s.err != nil || next.Told(say) || say.Again {
			continue
		}
		m, _ := s.after.Member(say.Msg.User.UserID)
		next.Next(say, time.Now())
		say.Msg.User, say.Msg.Role, say.Msg.Admin = wire.User(m.User), wire.Role(m.Role), s.after.Admin(m.ID)
		if g := say.Msg.Gift; g != nil {
			given := *g
			to, _ := s.after.Member(g.To.UserID)
			given.To = wire.User(to.User)
			say.Msg.Gift = &given
		}
		next.Add(say)
		fresh = true
	}
	if !fresh {
		return
	}
	next.Trim()
	if !steps[len(steps)-1].after.Exists() { // the room ends, and its history with it
		h.chat = next
		return
	}
	err := h.srv.chats.Put(ctx, roomKey(h.id), next.Encode())
	if err == nil {
		h.chat = next
		return
	}
	h.srv.log.Warn("messages not stored", "room", h.id, "err", err)
	for i, s := range steps {
		if say := s.op.say; s.err == nil && (say != nil && s.op.cmd == nil && !say.Again || s.op.edit != nil) {
			steps[i].err = store.ErrNotStored
		}
	}
}

// tellMessage passes on a message or what became of one, or gathers likes.
func (h *host) tellMessage(s step) {
	if e := s.op.edit; e != nil {
		h.tellEdit(e)
		return
	}
	if l := s.op.likes; l != nil {
		m, _ := s.after.Member(l.user)
		h.likes.add(m.User, l.count, h.srv.cfg.Limits.LikePace)
		return
	}
	if say := s.op.say; !say.Again {
		h.flushBundle()
		except, ev := say.Msg.User.UserID, signaling.MessageEvent{RoomID: h.id, Message: say.Msg}
		if say.Msg.Gift != nil { // one that a crash kept from being told
			except, ev.RoomCoins = "", s.after.Coins()
		}
		h.broadcast(except, signaling.NewEvent(say.Type, ev))
	}
}

// tellEdit tells everybody what became of a message.
func (h *host) tellEdit(e *chatlog.Edit) {
	if !e.Told {
		return
	}
	h.flushBundle()
	if !e.Pin {
		h.broadcast("", signaling.NewEvent(signaling.EventMessageDeleted, signaling.MessageDeletedEvent{RoomID: h.id, MsgID: e.ID, UserID: e.By}))
		return
	}
	h.broadcast("", signaling.NewEvent(signaling.EventMessagePinned, signaling.MessagePinnedEvent{RoomID: h.id, Message: h.chat.Pinned(), UserID: e.By}))
}

// giftEvent tells of a gift that is noted in the room.
func (h *host) giftEvent(s step, e room.Gifted) *signaling.Event {
	return signaling.NewEvent(signaling.EventGift, signaling.MessageEvent{RoomID: h.id, Message: s.op.say.Msg, RoomCoins: e.Total})
}

// snapshot is the room as a member sees it. It is asked for on the room's
// goroutine.
func (h *host) snapshot(st room.State, user string) *signaling.Snapshot {
	snap := wire.Snapshot(st, user)
	snap.Pinned = h.chat.Pinned()
	return snap
}
