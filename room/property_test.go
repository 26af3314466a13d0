package room

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onair/room/directory"
)

// letter is a command for another room, and who wrote it.
type letter struct {
	ToPeer
	from uint32
}

// world is several rooms and the people who walk between them, as a server
// keeps them.
type world struct {
	rooms map[uint32]State
	dir   directory.Rooms
	seen  map[string]map[string]Media // what each member believes of each publisher, from events alone
	now   time.Time
	mail  []letter          // from room to room, in order
	ended map[string]string // outcome of each invitation, as who asked was told
}

func draw[T any](t *rapid.T, name string, of ...T) T { return rapid.SampledFrom(of).Draw(t, name) }

// command draws something that may happen to a room.
func command(t *rapid.T, id uint32, u User) Command {
	media := Media{rapid.Bool().Draw(t, "video"), rapid.Bool().Draw(t, "audio")}
	stream := "s-" + u.ID + draw(t, "stream", "", "2")
	return draw[Command](t, "command",
		Create{id, u, Info{Name: draw(t, "name", "a", "b")}, Rules{MaxMembers: 4, HostGrace: time.Minute, LinkGrace: 90 * time.Second}},
		Enter{u}, Enter{u}, Leave{u.ID}, Destroy{u.ID}, Publish{u.ID, stream, media}, Publish{u.ID, stream, media}, Unpublish{u.ID},
		SetMedia{u.ID, media}, Flow{u.ID, stream, media}, Flow{u.ID, stream, both}, LinkLost{u.ID}, LinkBack{u.ID},
		SetProfile{User{ID: u.ID, Name: draw(t, "name", "x", "y")}}, SetInfo{u.ID, Info{Name: "c"}}, SetName{u.ID, draw(t, "title", "d", "e")}, Tick{}, Shut{},
		stageCommand(t, id, u), stageCommand(t, id, u), stageCommand(t, id, u), stageCommand(t, id, u), stageCommand(t, id, u))
}

// step does a command the way the server does: the directory first.
func (w *world) step(t *rapid.T, id uint32, c Command, by string) {
	_, creates := c.(Create)
	_, enters := c.(Enter)
	claimed := false
	if creates || enters {
		if w.dir.Claim(by, id) != nil {
			return
		}
		claimed = true
	}
	before := w.rooms[id]
	after, events, err := Apply(before, c, w.now)
	if err != nil {
		if claimed {
			w.dir.Release(by, id)
		}
		return
	}
	w.rooms[id] = after
	if claimed {
		w.seen[by] = views(after)
	}
	for _, e := range events {
		if to, is := e.(ToPeer); is {
			w.mail = append(w.mail, letter{to, id})
		}
		w.outcome(t, after, e)
		w.hear(t, e, before, after, id)
	}
	w.check(t, c, id)
}

// views is what a snapshot tells.
func views(s State) map[string]Media {
	v := map[string]Media{}
	for _, seat := range s.Stage() {
		if seat.Publishing() {
			v[seat.UserID] = seat.Available()
		}
	}
	if pk, on := s.PK(); on {
		for _, side := range pk.Sides {
			if side.Room != s.id && side.Stream != "" {
				v[side.User.ID] = side.Is
			}
		}
	}
	return v
}

// hear gives an event to those it is for, and checks that it fits what they
// have heard before.
func (w *world) hear(t *rapid.T, e Event, before, after State, id uint32) {
	user := field[User](e, "User").ID
	switch e.(type) {
	case Out:
		w.dir.Release(user, id)
		delete(w.seen, user)
	case Destroyed:
		for m := range before.Members(0) {
			w.dir.Release(m.ID, id)
			delete(w.seen, m.ID)
		}
	}
	if isEffect(e) {
		return
	}
	for m := range after.Members(0) {
		v := w.seen[m.ID]
		if m.ID == e.Whom().Except || v == nil {
			continue
		}
		is, on := v[user]
		switch e := e.(type) {
		case AnchorEntered:
			if on {
				t.Fatalf("%s heard twice that %s is on stage", m.ID, user)
			}
			v[user] = Media{}
		case AnchorLeft:
			if !on || is != (Media{}) {
				t.Fatalf("%s heard that %s left, who was on stage: %v, playable: %+v", m.ID, user, on, is)
			}
			delete(v, user)
		case VideoAvailable:
			if !on || is.Video == e.Available {
				t.Fatalf("%s heard video %v of %s, who was on stage: %v, %+v", m.ID, e.Available, user, on, is)
			}
			v[user] = Media{e.Available, is.Audio}
		case AudioAvailable:
			if !on || is.Audio == e.Available {
				t.Fatalf("%s heard audio %v of %s, who was on stage: %v, %+v", m.ID, e.Available, user, on, is)
			}
			v[user] = Media{is.Video, e.Available}
		}
	}
}

// check holds the rules against the whole world; one room has changed.
func (w *world) check(t *rapid.T, c Command, changed uint32) {
	at := map[string]uint32{}
	w.checkStored(t, w.rooms[changed])
	for id, s := range w.rooms {
		if err := s.Check(); err != nil {
			t.Fatalf("room %d after %+v: %v", id, c, err)
		}
		for m := range s.Members(0) {
			if other := at[m.ID]; other != 0 {
				t.Fatalf("%s is in rooms %d and %d", m.ID, other, id)
			}
			at[m.ID] = id
			if w.dir.Of(m.ID) != id {
				t.Fatalf("%s is in room %d, the directory says %d", m.ID, id, w.dir.Of(m.ID))
			}
			truth := views(s)
			for who, is := range w.seen[m.ID] {
				if who != m.ID && truth[who] != is {
					t.Fatalf("after %+v %s believes %+v of %s, true is %+v", c, m.ID, is, who, truth[who])
				}
			}
		}
	}
}

// checkStored: a state survives the store.
func (w *world) checkStored(t *rapid.T, s State) {
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back State
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(back)
	if string(again) != string(b) || !back.NextDeadline().Equal(s.NextDeadline()) {
		t.Fatalf("stored\n%s\nread\n%s", b, again)
	}
}

func BenchmarkEnterAndLeave10000(b *testing.B) {
	s, _, _ := Apply(State{}, Create{5, owner, Info{}, Rules{MaxMembers: 1 << 30}}, t0)
	for i := range 10000 {
		s, _, _ = Apply(s, Enter{User{ID: fmt.Sprint("u", i)}}, t0)
	}
	b.ReportAllocs()
	for b.Loop() {
		in, _, _ := Apply(s, Enter{fan}, t0)
		if _, _, err := Apply(in, Leave{fan.ID}, t0); err != nil {
			b.Fatal(err)
		}
	}
}
