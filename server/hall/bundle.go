package hall

import (
	"slices"
	"time"

	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// bundle gathers entries and exits when there are many, so that what the members of a
// room are told of them in a second does not grow with the room: up to a rate they are
// told one by one, the fewer the more members there are; above it, or in time, in one
// event of each kind. In a crowd that event has the newest names alone.
type bundle struct {
	window  time.Time // start of the time being counted
	count   int
	in      []signaling.User
	out     []exit
	unnamed bool      // others, too, came or went, whom nobody will be told by name
	due     time.Time // when to tell; zero: nothing gathered
}

// exit is a gathered exit. It happened after so many of the gathered entries:
// those who came later never saw that user.
type exit struct {
	user  signaling.User
	after int
}

const (
	// maxBundle is how many are gathered before they are told; in a crowd it is how many
	// of each kind have a name.
	maxBundle = 100
	// fewMembers is the largest room in which as many are told one by one as are allowed,
	// and manyMembers the largest in which everybody is told by name.
	fewMembers  = 100
	manyMembers = 1000
)

// bundlePace is how many entries and exits are told one by one in a time, and how long
// that is: both so that there are about as many posts a second in any larger room.
func (h *Room) bundlePace() (alone int, every time.Duration) {
	alone, n := h.hall.cfg.BundleAbove, len(h.peers)
	if posts := max(1, alone) * fewMembers; n > fewMembers {
		alone, every = posts/n, time.Second*time.Duration(n)/time.Duration(posts)
	}
	return alone, max(every, time.Second)
}

// bundleEvent tells of an entry or exit now or adds it to the bundle.
func (h *Room) bundleEvent(typ string, user room.User, except string) {
	b, now := &h.bundle, time.Now()
	alone, every := h.bundlePace()
	if now.Sub(b.window) >= every {
		h.flushBundle()
		b.window, b.count = now, 0
	}
	b.count++
	u := wire.User(user)
	if b.count <= alone {
		h.broadcast(except, h.usersEvent(typ, u))
		return
	}
	crowd := h.crowd()
	if typ == signaling.EventAudienceExit {
		b.leave(u)
	} else {
		if i := b.left(u.UserID); i >= 0 && crowd {
			b.out = slices.Delete(b.out, i, i+1)
		} else if i >= 0 {
			h.flushBundle()
		}
		b.in = append(b.in, u)
	}
	if crowd {
		b.thin()
	} else if len(b.in)+len(b.out) >= maxBundle {
		h.flushBundle()
		return
	}
	if b.due.IsZero() {
		b.due = b.window.Add(every)
	}
}

// crowd reports whether not everybody who comes and goes is told by name.
func (h *Room) crowd() bool { return len(h.peers) > manyMembers }

// tellWho tells who came and went before something else is told. A crowd is told in its
// own time: every line of its chat would be three events else.
func (h *Room) tellWho() {
	if !h.crowd() {
		h.flushBundle()
	}
}

// left is the index of a user's gathered exit, -1 for none.
func (b *bundle) left(id string) int {
	return slices.IndexFunc(b.out, func(x exit) bool { return x.user.UserID == id })
}

// leave gathers an exit. Of one who came and went untold nothing is told, unless the
// number of members has to be.
func (b *bundle) leave(u signaling.User) {
	i := slices.IndexFunc(b.in, func(o signaling.User) bool { return o.UserID == u.UserID })
	if i >= 0 {
		b.in = slices.Delete(b.in, i, i+1)
		b.closeUp(i)
	}
	if i < 0 || b.unnamed {
		b.out = append(b.out, exit{u, len(b.in)})
	}
}

// closeUp notes that the gathered entry of an index is gone.
func (b *bundle) closeUp(i int) {
	for j := range b.out {
		if b.out[j].after > i {
			b.out[j].after--
		}
	}
}

// thin leaves the newest names.
func (b *bundle) thin() {
	if len(b.in) > maxBundle {
		b.in, b.unnamed = slices.Delete(b.in, 0, 1), true
		b.closeUp(0)
	}
	if len(b.out) > maxBundle {
		b.out, b.unnamed = slices.Delete(b.out, 0, 1), true
	}
}

// flushBundle tells what was gathered. Those who entered meanwhile get what
// came after their entry.
func (h *Room) flushBundle() {
	in, out := h.bundle.in, h.bundle.out
	h.bundle.in, h.bundle.out, h.bundle.unnamed, h.bundle.due = nil, nil, false, time.Time{}
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
