package server

import (
	"context"
	"fmt"
	"time"

	"onair/room"
)

// orphan is a member whom nothing would ever take out of the room.
type orphan struct {
	room uint32
	user string
}

func (o orphan) String() string { return fmt.Sprintf("%s in room %d", o.user, o.room) }

// askTimeout bounds the wait for a room's own word on its members.
const askTimeout = time.Second

// orphans are the members without a session and without a running grace time.
// There are none, ever; /metrics counts them and tests look.
func (s *Server) orphans(ctx context.Context) []orphan {
	var found []orphan
	for _, h := range s.rooms.all() {
		if len(s.suspects(h)) == 0 {
			continue
		}
		// From outside a room may be seen between two steps, so it is asked itself,
		// twice: whoever ends a session sends its user out right after.
		sure := h.askOrphans(ctx)
		again := h.askOrphans(ctx)
		for user := range sure {
			if again[user] {
				found = append(found, orphan{h.id, user})
			}
		}
	}
	return found
}

// suspects are the members of a room who look like orphans from outside.
func (s *Server) suspects(h *host) []string {
	var list []string
	for m := range h.current().Members(0) {
		if !m.DropAt.IsZero() {
			continue
		}
		if sess := s.sessions.get(m.ID); sess == nil || sess.host() != h || sess.over() {
			list = append(list, m.ID)
		}
	}
	return list
}

// askOrphans asks the room's goroutine.
func (h *host) askOrphans(ctx context.Context) map[string]bool {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	answer := make(chan map[string]bool, 1)
	err := h.do(ctx, op{ask: true, done: func(st room.State, err error) {
		found := make(map[string]bool)
		for m := range st.Members(0) {
			if s := h.peers[m.ID]; m.DropAt.IsZero() && (s == nil || s.over() || s.host() != h) {
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
func (h *host) serves(by *session, joined map[string]*session) bool {
	holder := h.holder(by.user, joined)
	return !by.over() && (holder == nil || holder == by)
}

// holder is the session a member belongs to; joined are those of the batch.
func (h *host) holder(user string, joined map[string]*session) *session {
	if s := joined[user]; s != nil {
		return s
	}
	return h.peers[user]
}

// spares reports whether the end of a session takes nobody out: the member
// belongs to another session, which goes on.
func (h *host) spares(ended *session, joined map[string]*session) bool {
	holder := h.holder(ended.user, joined)
	return holder != nil && holder != ended && !holder.over()
}

// join attaches a session to the room its user has just become a member of. Who
// has ended meanwhile is taken out again; who is without a connection has the
// grace time.
func (h *host) join(sess *session) {
	if !sess.enter(h) {
		h.push(op{cmd: room.Leave{By: sess.user}, end: sess})
		return
	}
	h.peers[sess.user] = sess
	h.watchLink(sess)
}

// watchLink starts the grace time of a member whose connection is lost already.
func (h *host) watchLink(sess *session) {
	if sess.dropped() {
		h.push(op{cmd: room.LinkLost{User: sess.user}, valid: sess.dropped})
	}
}

// adopt brings sessions and directory in line with a state that did not come
// about here: who is no longer a member is let go, and whom no session stands for
// has the grace time.
func (h *host) adopt() {
	for user := range h.peers {
		if _, in := h.state.Member(user); !in {
			h.release(user)
		}
	}
	for m := range h.state.Members(0) {
		if h.peers[m.ID] != nil {
			continue
		}
		if err := h.srv.rooms.claim(m.ID, h.id); err != nil && h.srv.rooms.of(m.ID) != h.id {
			h.push(op{cmd: room.Leave{By: m.ID}}) // nobody is in two rooms
		}
		if next, _, err := room.Apply(h.state, room.LinkLost{User: m.ID}, time.Now()); err == nil {
			h.state = next
		}
	}
}

// leaveRooms takes a session's user out of the room the user is in, or is
// entering. It waits for that.
func (s *Server) leaveRooms(ctx context.Context, sess *session) {
	if h := s.rooms.get(s.rooms.of(sess.user)); h != nil {
		_ = h.do(ctx, op{cmd: room.Leave{By: sess.user}, end: sess})
	}
	s.stopPlays(sess)
}
