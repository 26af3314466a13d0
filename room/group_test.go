package room

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// onAir makes rooms whose owners send.
func onAir(t *rapid.T, rooms int, mix bool) *world {
	w := &world{rooms: map[uint32]State{}, seen: map[string]map[string]Media{}, now: t0, ended: map[string]string{}}
	for id := range uint32(rooms) {
		id++
		u := User{ID: anchorOf(id)}
		w.step(t, id, Create{id, u, Info{MixPK: mix}, Rules{MaxMembers: 4, HostGrace: time.Minute, LinkGrace: 90 * time.Second, PKTime: 60 * time.Second}}, u.ID)
		w.step(t, id, Publish{u.ID, "s-" + u.ID, both}, u.ID)
		w.step(t, id, Flow{u.ID, "s-" + u.ID, both}, u.ID)
		v := User{ID: "viewer " + u.ID}
		w.step(t, id, Enter{v}, v.ID)
	}
	return w
}

func anchorOf(id uint32) string { return string(rune('a' + id - 1)) }

// join lets room id ask room peer, and peer agree; letters are delivered.
func (w *world) join(t *rapid.T, id, peer uint32) {
	s := w.rooms[id]
	_, in := s.PK()
	w.step(t, id, RequestPK{By: s.Owner().ID, Room: peer, User: w.rooms[peer].Owner(), Join: in}, s.Owner().ID)
	w.quiet(t)
	w.step(t, peer, AnswerPK{By: w.rooms[peer].Owner().ID, User: s.Owner().ID, Agree: true}, "")
	w.quiet(t)
}

// TestAGroupIsTheSameInAllItsRooms starts with up to six rooms in one PK and
// lets owners quit, leave, come back, ask others in, like and switch cameras
// while letters wait or are lost in a crash.
func TestAGroupIsTheSameInAllItsRooms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rooms := rapid.IntRange(3, 7).Draw(t, "rooms")
		joined := rapid.IntRange(2, min(rooms, MaxSides)).Draw(t, "joined")
		w := onAir(t, rooms, rapid.Bool().Draw(t, "mix"))
		for i := 2; i <= joined; i++ {
			w.join(t, uint32(rapid.IntRange(1, i-1).Draw(t, "asks")), uint32(i))
		}
		if pk, _ := w.rooms[1].PK(); len(pk.Sides) != joined {
			t.Fatalf("%d rooms are joined, want %d: %+v", len(pk.Sides), joined, pk)
		}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			w.now = w.now.Add(time.Duration(draw(t, "seconds", 0, 0, 0, 0, 1, 12)) * time.Second)
			id := uint32(rapid.IntRange(1, rooms).Draw(t, "room"))
			w.step(t, id, w.aim(t, id, groupCommand(t, id, rooms)), anchorOf(id))
			w.deliver(t, rapid.IntRange(0, 5).Draw(t, "letters"))
			if rapid.IntRange(0, 20).Draw(t, "crash") == 0 {
				w.crash(t)
			}
		}
		w.settle(t)
	})
}

// groupCommand draws what moves a group.
func groupCommand(t *rapid.T, id uint32, rooms int) Command {
	by := anchorOf(id)
	u, stream := User{ID: by}, "s-"+by
	peer := uint32(rapid.IntRange(1, rooms).Draw(t, "peer"))
	answer, join := AnswerPK{By: by, Agree: true}, RequestPK{By: by, Room: peer, Join: true}
	return draw[Command](t, "group command", Like{Count: 2}, Like{Count: 3}, Flow{by, stream, Media{Audio: true}}, Flow{by, stream, both}, SetProfile{User{ID: by, Name: "new"}},
		QuitPK{by}, QuitPK{by}, Leave{by}, Enter{u}, Publish{by, stream, both}, Destroy{by}, join, join, answer, answer, answer,
		Create{id, u, Info{}, Rules{MaxMembers: 4, HostGrace: time.Minute, LinkGrace: 90 * time.Second, PKTime: 60 * time.Second}},
		RequestPK{By: by, Room: peer}, CancelPK{By: by}, Tick{}, Tick{}, SetMedia{by, Media{Video: true}})
}
