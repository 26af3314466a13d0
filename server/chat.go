package server

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"onair/room"
	"onair/server/clean"
	"onair/server/store"
	"onair/server/wire"
	"onair/signaling"
)

// saying is something said in a room.
type saying struct {
	typ string // of the event
	key string // the client's, empty for none
	msg signaling.Message
	// again: this key was told before; msg is what was told then.
	again bool
}

// said is a message of the history with its stored form.
type said struct {
	msg signaling.Message
	key string
	raw json.RawMessage
}

// storedSaid is a message in the store.
type storedSaid struct {
	signaling.Message
	Key string `json:"key,omitempty"`
	// Pin: this is the pinned message, not one of the history.
	Pin bool `json:"pin,omitempty"`
}

// chat is a room's newest messages, oldest first, and their limit. It belongs to
// the room's goroutine.
type chat struct {
	last    uint64
	said    []said // never changed in place
	pinned  *said  // may be older than said; never changed in place
	limiter *rate.Limiter
}

func newChat(l Limits) chat {
	return chat{limiter: rate.NewLimiter(rate.Limit(l.RoomChatRate), max(1, int(l.RoomChatRate)))}
}

// load takes up what the store has.
func (c *chat) load(b []byte) error {
	var list []storedSaid
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	for _, m := range list {
		m.Text, m.User = clean.Text(m.Text), wire.User(room.User{ID: m.User.UserID, Name: m.User.UserName, Avatar: m.User.AvatarURL})
		raw, err := json.Marshal(m)
		if err != nil {
			return err
		}
		if m.Pin {
			c.pinned = &said{m.Message, m.Key, raw}
			continue
		}
		c.said = append(c.said, said{m.Message, m.Key, raw})
		c.last = max(c.last, m.MsgID)
	}
	return nil
}

// maxHistoryBytes bounds a stored history besides the number of messages.
const maxHistoryBytes = 128 << 10

// trim forgets the oldest messages, above the bounds.
func (c *chat) trim() {
	keep, bytes := 0, 0
	for _, s := range slices.Backward(c.said) {
		if bytes += len(s.raw); keep == signaling.HistorySize || bytes > maxHistoryBytes {
			break
		}
		keep++
	}
	c.said = c.said[len(c.said)-keep:]
}

// find looks a user's key up.
func (c *chat) find(user, key string) (signaling.Message, bool) {
	if key == "" {
		return signaling.Message{}, false
	}
	for _, s := range slices.Backward(c.said) {
		if s.key == key && s.msg.User.UserID == user {
			return s.msg, true
		}
	}
	return signaling.Message{}, false
}

// liking is likes of one user.
type liking struct {
	user  string
	count int64
}

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
	user := o.say.msg.User.UserID
	if o.say.msg.Gift != nil { // paid and noted; the history shows whether it was told
		o.say.again = !h.noted.untold(o.say.key)
		return nil
	}
	if err := st.MayChat(user, now); err != nil {
		return err
	}
	if err := h.checkWords(st, o.say.msg); err != nil {
		return err
	}
	if msg, told := h.chat.find(user, o.say.key); told {
		o.say.msg, o.say.again = msg, true
		return nil
	}
	if !h.chat.limiter.AllowN(now, 1) {
		return codeError(signaling.CodeTooFast, "the room gets too many messages")
	}
	return nil
}

// saveChat numbers what the steps say and stores it before it is told. Messages
// that cannot be stored are refused; gifts are told, they are in the ledger.
func (h *host) saveChat(ctx context.Context, steps []step) {
	next := h.chat
	fresh := false
	for i, s := range steps {
		if s.op.edit != nil && s.err == nil {
			changed, err := next.edit(s.op.edit)
			steps[i].err, fresh = err, fresh || changed
		}
		say := s.op.say
		if say == nil || s.err != nil {
			continue
		}
		if msg, told := next.find(say.msg.User.UserID, say.key); told || say.again {
			if told {
				say.msg, say.again = msg, true
			}
			continue
		}
		m, _ := s.after.Member(say.msg.User.UserID)
		next.last++
		say.msg.MsgID, say.msg.Time = next.last, time.Now().UnixMilli()
		say.msg.User, say.msg.Role, say.msg.Admin = wire.User(m.User), wire.Role(m.Role), s.after.Admin(m.ID)
		if g := say.msg.Gift; g != nil {
			given := *g
			to, _ := s.after.Member(g.To.UserID)
			given.To = wire.User(to.User)
			say.msg.Gift = &given
		}
		raw, _ := json.Marshal(storedSaid{say.msg, say.key, false})
		next.said = append(slices.Clip(next.said), said{say.msg, say.key, raw})
		fresh = true
	}
	if !fresh {
		return
	}
	next.trim()
	if !steps[len(steps)-1].after.Exists() { // the room ends, and its history with it
		h.chat = next
		return
	}
	err := h.putChat(ctx, next)
	if err == nil {
		h.chat = next
		return
	}
	h.srv.log.Warn("messages not stored", "room", h.id, "err", err)
	for i := range steps {
		if say := steps[i].op.say; say != nil && steps[i].op.cmd == nil && !say.again && steps[i].err == nil {
			steps[i].err = store.ErrNotStored
		}
		if steps[i].op.edit != nil && steps[i].err == nil {
			steps[i].err = store.ErrNotStored
		}
	}
}

// putChat writes the history of a room that goes on.
func (h *host) putChat(ctx context.Context, c chat) error {
	b := []byte{'['}
	if c.pinned != nil {
		b = append(b, c.pinned.raw...)
	}
	for _, s := range c.said {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(b, s.raw...)
	}
	return h.srv.chats.Put(ctx, roomKey(h.id), append(b, ']'))
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
	if say := s.op.say; !say.again {
		h.flushBundle()
		except, ev := say.msg.User.UserID, signaling.MessageEvent{RoomID: h.id, Message: say.msg}
		if say.msg.Gift != nil { // one that a crash kept from being told
			except, ev.RoomCoins = "", s.after.Coins()
		}
		h.broadcast(except, signaling.NewEvent(say.typ, ev))
	}
}

// giftEvent tells of a gift that is noted in the room.
func (h *host) giftEvent(s step, e room.Gifted) *signaling.Event {
	return signaling.NewEvent(signaling.EventGift, signaling.MessageEvent{RoomID: h.id, Message: s.op.say.msg, RoomCoins: e.Total})
}

// likes gathers likes until they are told.
type likes struct {
	count int64
	users []signaling.User
	by    []room.Ranked
	at    map[string]int // in by
	due   time.Time
	told  time.Time
}

// likers is how many users an event about likes names.
const likers = 5

func (l *likes) add(u room.User, n int64, pace time.Duration) {
	l.count += n
	i, known := l.at[u.ID]
	if !known {
		if l.at == nil {
			l.at = make(map[string]int)
		}
		i = len(l.by)
		l.at[u.ID] = i
		l.by = append(l.by, room.Ranked{User: u})
	}
	l.by[i].Value += n
	if !known && len(l.users) < likers {
		l.users = append(l.users, wire.User(u))
	}
	if l.due.IsZero() {
		l.due = time.Now()
		if next := l.told.Add(pace); next.After(l.due) {
			l.due = next
		}
	}
}

// likesEvent tells of the likes gathered.
func (h *host) likesEvent(e room.LikesChanged) *signaling.Event {
	ev := signaling.NewEvent(signaling.EventLikes, signaling.LikesEvent{RoomID: h.id, Count: e.Count, Total: e.Total, Users: h.likes.users})
	h.likes = likes{told: time.Now()}
	return ev
}
