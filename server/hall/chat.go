package hall

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
func (h *Room) hear(st room.State, o Op, now time.Time) error {
	switch {
	case !st.Exists():
		return room.ErrNoSuchRoom
	case o.Likes != nil:
		if _, in := st.Member(o.Likes.User); !in {
			return room.ErrNotMember
		}
		return nil
	}
	user := o.Say.Msg.User.UserID
	if o.Say.Msg.Gift != nil { // paid and noted; the history shows whether it was told
		o.Say.Again = !h.noted.untold(o.Say.Key)
		return nil
	}
	if err := st.MayChat(user, now); err != nil {
		return err
	}
	if err := h.checkWords(st, o.Say.Msg); err != nil {
		return err
	}
	if !h.chat.Told(o.Say) && !h.chat.Allow(now) {
		return signaling.NewError(signaling.CodeTooFast, "", "the room gets too many messages")
	}
	return nil
}

// mayEdit reports whether a member may delete or pin a message.
func (h *Room) mayEdit(st room.State, e chatlog.Edit) error {
	if !st.Exists() {
		return room.ErrNoSuchRoom
	}
	if _, in := st.Member(e.By); !in {
		return room.ErrNotMember
	}
	return h.chat.MayEdit(e, powers{st})
}

// checkWords refuses a message with a word that the room's owner blocks.
func (h *Room) checkWords(st room.State, m signaling.Message) error {
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
func (h *Room) filter(st room.State) *clean.Words {
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
func (h *Room) saveChat(ctx context.Context, steps []step) {
	next := h.chat
	fresh := false
	for i, s := range steps {
		if s.op.Edit != nil && s.err == nil {
			changed, err := next.Edit(s.op.Edit)
			steps[i].err, fresh = err, fresh || changed
		}
		say := s.op.Say
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
	err := h.hall.cfg.Chats.Put(ctx, roomKey(h.id), next.Encode())
	if err == nil {
		h.chat = next
		return
	}
	h.hall.cfg.Log.Warn("messages not stored", "room", h.id, "err", err)
	for i, s := range steps {
		if say := s.op.Say; s.err == nil && (say != nil && s.op.Cmd == nil && !say.Again || s.op.Edit != nil) {
			steps[i].err = store.ErrNotStored
		}
	}
}

// tellMessage passes on a message or what became of one, or gathers likes.
func (h *Room) tellMessage(s step) {
	if e := s.op.Edit; e != nil {
		h.tellEdit(e)
		return
	}
	if l := s.op.Likes; l != nil {
		m, _ := s.after.Member(l.User)
		h.likes.add(m.User, l.Count, h.hall.cfg.LikePace)
		return
	}
	if say := s.op.Say; !say.Again {
		h.tellWho()
		except, ev := say.Msg.User.UserID, signaling.MessageEvent{RoomID: h.id, Message: say.Msg}
		if say.Msg.Gift != nil { // one that a crash kept from being told
			except, ev.RoomCoins = "", s.after.Coins()
		}
		h.broadcast(except, signaling.NewEvent(say.Type, ev))
	}
}

// tellEdit tells everybody what became of a message.
func (h *Room) tellEdit(e *chatlog.Edit) {
	if !e.Told {
		return
	}
	h.tellWho()
	if !e.Pin {
		h.broadcast("", signaling.NewEvent(signaling.EventMessageDeleted, signaling.MessageDeletedEvent{RoomID: h.id, MsgID: e.ID, UserID: e.By}))
		return
	}
	h.broadcast("", signaling.NewEvent(signaling.EventMessagePinned, signaling.MessagePinnedEvent{RoomID: h.id, Message: h.chat.Pinned(), UserID: e.By}))
}

// giftEvent tells of a gift that is noted in the room.
func (h *Room) giftEvent(s step, e room.Gifted) *signaling.Event {
	return signaling.NewEvent(signaling.EventGift, signaling.MessageEvent{RoomID: h.id, Message: s.op.Say.Msg, RoomCoins: e.Total})
}

// Snapshot is the room as a member sees it. It is asked for on the room's
// goroutine.
func (h *Room) Snapshot(st room.State, user string) *signaling.Snapshot {
	snap := wire.Snapshot(st, user)
	snap.Pinned, snap.Deleted = h.chat.Pinned(), h.chat.Deleted()
	return snap
}

// History is the newest messages below a number (0: of all), oldest first. It is
// asked for in an Op's Done, so that history and events fit.
func (h *Room) History(before uint64, most int) []signaling.Message {
	return h.chat.Page(before, most)
}
