package server

import (
	"slices"
	"time"

	"onair/room"
	"onair/signaling"
)

// bundle gathers entries and exits when there are many: up to a rate they are
// told one by one, above it once a second in one event.
type bundle struct {
	window time.Time // start of the second being counted
	count  int
	in     []signaling.User
	out    []signaling.User
	due    time.Time // when to tell; zero: nothing gathered
}

// bundleEvent tells of an entry or exit now or adds it to the bundle.
func (h *host) bundleEvent(e room.Event) {
	b, now := &h.bundle, time.Now()
	if now.Sub(b.window) >= time.Second {
		h.flushBundle()
		b.window, b.count = now, 0
	}
	b.count++
	u := wireUser(e.User)
	if b.count <= h.srv.cfg.Limits.BundleAbove {
		h.tellUsers(e.Kind, []signaling.User{u}, e.Except)
		return
	}
	same := func(o signaling.User) bool { return o.UserID == u.UserID }
	switch {
	case e.Kind == room.MemberLeft && slices.ContainsFunc(b.in, same):
		b.in = slices.DeleteFunc(b.in, same) // nobody has heard of them
	case e.Kind == room.MemberLeft:
		b.out = append(b.out, u)
	default:
		if slices.ContainsFunc(b.out, same) {
			h.flushBundle()
		}
		b.in = append(b.in, u)
	}
	if b.due.IsZero() {
		b.due = b.window.Add(time.Second)
	}
}

func (h *host) flushBundle() {
	b := &h.bundle
	if len(b.out) > 0 {
		h.tellUsers(room.MemberLeft, b.out, "")
	}
	if len(b.in) > 0 {
		h.tellUsers(room.MemberEntered, b.in, "")
	}
	b.in, b.out, b.due = nil, nil, time.Time{}
}

// tellUsers sends one entry or exit event. Whoever is named in a bundle gets it
// too and leaves oneself out; see docs/protocol.md.
func (h *host) tellUsers(kind room.Kind, users []signaling.User, except string) {
	typ := signaling.EventAudienceEnter
	if kind == room.MemberLeft {
		typ = signaling.EventAudienceExit
	}
	h.broadcast(except, newEvent(typ, signaling.UsersEvent{RoomID: h.id, Users: users, MemberCount: h.state.Len()}))
}
