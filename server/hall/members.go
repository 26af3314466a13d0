package hall

import (
	"context"
	"fmt"
	"time"

	"onair/room"
)

// Orphan is a member whom nothing would ever take out of the room.
type Orphan struct {
	Room uint32
	User string
}

func (o Orphan) String() string { return fmt.Sprintf("%s in room %d", o.User, o.Room) }

// askTimeout bounds the wait for a room's own word on its members.
const askTimeout = time.Second

// Orphans are the members without a session and without a running grace time.
// There are none, ever; /metrics counts them and tests look.
func (r *Hall) Orphans(ctx context.Context) []Orphan {
	var found []Orphan
	for _, h := range r.All() {
		if len(r.suspects(h)) == 0 {
			continue
		}
		// From outside a room may be seen between two steps, so it is asked itself,
		// twice: whoever ends a session sends its user out right after.
		sure := h.askOrphans(ctx)
		again := h.askOrphans(ctx)
		for user := range sure {
			if again[user] {
				found = append(found, Orphan{h.id, user})
			}
		}
	}
	return found
}

// suspects are the members of a room who look like orphans from outside.
func (r *Hall) suspects(h *Room) []string {
	var list []string
	for m := range h.Current().Members(0) {
		if !m.DropAt.IsZero() {
			continue
		}
		if sess := r.cfg.Sessions.Of(m.ID); sess == nil || sess.Room() != h || sess.Over() {
			list = append(list, m.ID)
		}
	}
	return list
}

// askOrphans asks the room's goroutine.
func (h *Room) askOrphans(ctx context.Context) map[string]bool {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	answer := make(chan map[string]bool, 1)
	err := h.Do(ctx, Op{Ask: true, Done: func(st room.State, err error) {
		found := make(map[string]bool)
		for m := range st.Members(0) {
			if s := h.peers[m.ID]; m.DropAt.IsZero() && (s == nil || s.Over() || s.Room() != h) {
				found[m.ID] = true
			}
		}
		answer <- found
	}})
	if err != nil {
		return nil
	}
	return <-answer
}

// serves reports whether a session may act in the room: it goes on, and is the
// member's own.
func (h *Room) serves(by Session, joined map[string]Session) bool {
	holder := h.holder(by.User(), joined)
	return !by.Over() && (holder == nil || holder == by)
}

// holder is the session a member belongs to; joined are those of the batch.
func (h *Room) holder(user string, joined map[string]Session) Session {
	if s := joined[user]; s != nil {
		return s
	}
	return h.peers[user]
}

// spares reports whether the end of a session takes nobody out: the member
// belongs to another session, which goes on.
func (h *Room) spares(ended Session, joined map[string]Session) bool {
	holder := h.holder(ended.User(), joined)
	return holder != nil && holder != ended && !holder.Over()
}

// join attaches a session to the room its user has just become a member of. Who
// has ended meanwhile is taken out again; who is without a connection has the
// grace time.
func (h *Room) join(sess Session, part string) {
	if !sess.Enter(h, part) {
		h.Push(Op{Cmd: room.Leave{By: sess.User()}, End: sess})
		return
	}
	h.peers[sess.User()] = sess
	h.WatchLink(sess)
}

// WatchLink starts the grace time of a member whose connection is lost already.
func (h *Room) WatchLink(sess Session) {
	if sess.Dropped() {
		h.Push(Op{Cmd: room.LinkLost{User: sess.User()}, Valid: sess.Dropped})
	}
}

// adopt brings sessions and directory in line with a state that did not come
// about here: who is no longer a member is let go, and whom no session stands for
// has the grace time.
func (h *Room) adopt() {
	for user := range h.peers {
		if _, in := h.state.Member(user); !in {
			h.release(user)
		}
	}
	for m := range h.state.Members(0) {
		if h.peers[m.ID] != nil {
			continue
		}
		if err := h.hall.claim(m.ID, h.id); err != nil && h.hall.of(m.ID) != h.id {
			h.Push(Op{Cmd: room.Leave{By: m.ID}}) // nobody is in two rooms
		}
		if next, _, err := room.Apply(h.state, room.LinkLost{User: m.ID}, time.Now()); err == nil {
			h.state = next
		}
	}
}

// Leave takes a session's user out of the room the user is in, or is entering, and
// ends what the session watches. It waits for that.
func (r *Hall) Leave(ctx context.Context, sess Session) {
	if h := r.Get(r.of(sess.User())); h != nil {
		_ = h.Do(ctx, Op{Cmd: room.Leave{By: sess.User()}, End: sess})
	}
	r.StopPlays(sess)
}

// StopPlays ends all a session watches.
func (r *Hall) StopPlays(sess Session) {
	for _, stream := range sess.TakePlays() {
		r.cfg.Media.StopPlay(stream, sess.User())
	}
}
