package hall

import (
	"slices"
	"time"

	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// bundle gathers entries and exits when there are many: up to a rate they are
// told one by one, above it once a second in one event of each kind, or when
// maxBundle have come together.
type bundle struct {
	window time.Time // start of the second being counted
	count  int
	in     []signaling.User
	out    []exit
	due    time.Time // when to tell; zero: nothing gathered
}

// exit is a gathered exit. It happened after so many of the gathered entries:
// those who came later never saw that user.
type exit struct {
	user  signaling.User
	after int
}

const maxBundle = 100

// bundleEvent tells of an entry or exit now or adds it to the bundle.
func (h *Room) bundleEvent(typ string, user room.User, except string) {
	b, now := &h.bundle, time.Now()
	if now.Sub(b.window) >= time.Second {
		h.flushBundle()
		b.window, b.count = now, 0
	}
	b.count++
	u := wire.User(user)
	if b.count <= h.hall.cfg.BundleAbove {
		h.broadcast(except, h.usersEvent(typ, u))
		return
	}
	if typ == signaling.EventAudienceExit {
		b.leave(u)
	} else {
		if slices.ContainsFunc(b.out, func(x exit) bool { return x.user.UserID == u.UserID }) {
			h.flushBundle()
		}
		b.in = append(b.in, u)
	}
	if len(b.in)+len(b.out) >= maxBundle {
		h.flushBundle()
	} else if b.due.IsZero() {
		b.due = b.window.Add(time.Second)
	}
}

// leave gathers an exit. Of one who came and went untold nothing is told.
func (b *bundle) leave(u signaling.User) {
	i := slices.IndexFunc(b.in, func(o signaling.User) bool { return o.UserID == u.UserID })
	if i < 0 {
		b.out = append(b.out, exit{u, len(b.in)})
		return
	}
	b.in = slices.Delete(b.in, i, i+1)
	for j := range b.out {
		if b.out[j].after > i {
			b.out[j].after--
		}
	}
}

// flushBundle tells what was gathered. Those who entered meanwhile get what
// came after their entry.
func (h *Room) flushBundle() {
	in, out := h.bundle.in, h.bundle.out
	h.bundle.in, h.bundle.out, h.bundle.due = nil, nil, time.Time{}
	newcomer := make(map[string]bool, len(in))
	for i, u := range in {
		newcomer[u.UserID] = true
		if h.peers[u.UserID] == nil { // nobody to tell: what is told is costly to make
			continue
		}
		h.tellBundle(exitsAfter(out, i), in[i+1:], u.UserID)
	}
	var others []string
	for id := range h.peers {
		if !newcomer[id] {
			others = append(others, id)
		}
	}
	h.tellBundle(exitsAfter(out, -1), in, others...)
}

// exitsAfter are the exits after the entry of the given index.
func exitsAfter(out []exit, index int) []signaling.User {
	var users []signaling.User
	for _, x := range out {
		if x.after > index {
			users = append(users, x.user)
		}
	}
	return users
}

func (h *Room) tellBundle(out, in []signaling.User, to ...string) {
	for _, part := range []struct {
		typ   string
		users []signaling.User
	}{{signaling.EventAudienceExit, out}, {signaling.EventAudienceEnter, in}} {
		if len(part.users) == 0 {
			continue
		}
		ev := h.usersEvent(part.typ, part.users...)
		for _, id := range to {
			h.send(id, "", ev)
		}
	}
}

func (h *Room) usersEvent(typ string, users ...signaling.User) *signaling.Event {
	return signaling.NewEvent(typ, signaling.UsersEvent{RoomID: h.id, Users: users, MemberCount: h.state.Len()})
}
