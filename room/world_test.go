package room

import (
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// stageCommand draws a command about seats, PK, talk or order.
func stageCommand(t *rapid.T, id uint32, u User) Command {
	other := draw(t, "other", "a", "b", "c", "d", "e", "f")
	peer := draw[uint32](t, "peer", 1, 2, 3)
	yes := rapid.Bool().Draw(t, "yes")
	return draw[Command](t, "stage command",
		RequestJoin{u.ID, yes}, InviteJoin{u.ID, other, yes}, CancelJoin{u.ID, other}, AnswerJoin{By: u.ID, User: other, Agree: true},
		AnswerJoin{By: u.ID, User: other, Agree: yes}, KickJoin{u.ID, other}, MuteAnchor{u.ID, other, Media{yes, !yes}}, LockSeat{u.ID, 1, yes},
		RequestPK{By: u.ID, Room: peer, User: User{ID: other}, CoHost: yes}, RequestPK{By: u.ID, Room: peer, User: User{ID: other}},
		RequestPK{By: u.ID, Room: peer, User: User{ID: other}}, CancelPK{By: u.ID}, AnswerPK{By: u.ID, User: other, Agree: true},
		AnswerPK{By: u.ID, User: other, Agree: true}, AnswerPK{By: u.ID, User: other, Agree: yes}, QuitPK{u.ID},
		KickOut{u.ID, other, yes}, Unban{u.ID, other}, MuteChat{By: u.ID, User: other, Mute: yes}, SetAdmin{u.ID, other, yes},
		Like{Count: 3}, Gift{By: u.ID, Key: "k" + other, Coins: 5}, SetInfo{u.ID, Info{Name: "mixed", MixPK: yes}})
}

func TestInvariantsHoldWhateverHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &world{rooms: map[uint32]State{}, seen: map[string]map[string]Media{}, now: t0, ended: map[string]string{}}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			w.now = w.now.Add(time.Duration(draw(t, "seconds", 0, 1, 30, 61, 91)) * time.Second)
			id := draw[uint32](t, "room", 1, 2, 3)
			u := User{ID: draw(t, "user", "a", "b", "c", "d", "e", "f")}
			w.step(t, id, w.aim(t, id, command(t, id, u)), u.ID)
			w.deliver(t, rapid.IntRange(0, 4).Draw(t, "letters"))
			if rapid.IntRange(0, 40).Draw(t, "crash") == 0 {
				w.crash(t)
			}
		}
		w.settle(t)
	})
}

// TestInvariantsHoldOnStageAndInPK starts with rooms on air, so that much
// happens between them: three, or eight, more than a PK may have.
func TestInvariantsHoldOnStageAndInPK(t *testing.T) {
	for _, rooms := range []int{3, 8} {
		t.Run(fmt.Sprint(rooms, " rooms"), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { manyRooms(t, rooms) })
		})
	}
}

func manyRooms(t *rapid.T, rooms int) {
	w := &world{rooms: map[uint32]State{}, seen: map[string]map[string]Media{}, now: t0, ended: map[string]string{}}
	anchors, viewers := []string{"a", "b", "c", "h", "i", "j", "k", "l"}[:rooms], []string{"d", "e", "f"}
	mix := rapid.Bool().Draw(t, "mix")
	for i := range uint32(rooms) {
		anchor := User{ID: anchors[i]}
		w.step(t, i+1, Create{i + 1, anchor, Info{MixPK: mix}, Rules{MaxMembers: 4, HostGrace: time.Minute, LinkGrace: 90 * time.Second, PKTime: 20 * time.Second}}, anchor.ID)
		w.step(t, i+1, Publish{anchor.ID, "s-" + anchor.ID, both}, anchor.ID)
		w.step(t, i+1, Flow{anchor.ID, "s-" + anchor.ID, both}, anchor.ID)
		if i < 3 {
			w.step(t, i+1, Enter{User{ID: viewers[i]}}, viewers[i])
		}
	}
	for range rapid.IntRange(1, 20*rooms).Draw(t, "steps") {
		w.now = w.now.Add(time.Duration(draw(t, "seconds", 0, 0, 0, 0, 1, 5, 21)) * time.Second)
		id := uint32(rapid.IntRange(1, rooms).Draw(t, "room"))
		who := append([]string{anchors[id-1], anchors[id-1]}, append(viewers, anchors...)...)
		u := User{ID: draw(t, "user", who...)}
		c := stageCommand(t, id, u)
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			c = command(t, id, u)
		case 1:
			c = Tick{}
		case 2, 3, 4, 5:
			c = pkCommand(t, w, id, rooms)
		}
		w.step(t, id, w.aim(t, id, c), u.ID)
		w.deliver(t, rapid.IntRange(0, 4).Draw(t, "letters"))
		if rapid.IntRange(0, 25).Draw(t, "crash") == 0 {
			w.crash(t)
		}
	}
	w.settle(t)
}

// pkCommand draws what an owner does about PK.
func pkCommand(t *rapid.T, w *world, id uint32, rooms int) Command {
	by := w.rooms[id].Owner().ID
	peer := uint32(rapid.IntRange(1, rooms).Draw(t, "peer"))
	answer, join := AnswerPK{By: by, Agree: true}, RequestPK{By: by, Room: peer, Join: true}
	return draw[Command](t, "pk command", RequestPK{By: by, Room: peer}, RequestPK{By: by, Room: peer, CoHost: true}, join, join, join,
		answer, answer, answer, answer, QuitPK{by}, CancelPK{By: by}, CancelPK{By: by, Room: peer}, Like{Count: 2})
}

// aim gives a PK request the owner of the room it names, as the server does.
func (w *world) aim(t *rapid.T, id uint32, c Command) Command {
	if k, ok := c.(RequestPK); ok && rapid.IntRange(0, 4).Draw(t, "aim") > 0 {
		k.User, k.By = w.rooms[k.Room].Owner(), w.rooms[id].Owner().ID
		return k
	}
	if k, ok := c.(AnswerPK); ok && rapid.IntRange(0, 4).Draw(t, "aim") > 0 {
		k.By = w.rooms[id].Owner().ID
		for _, call := range w.rooms[id].PKCalls() {
			if !call.Out {
				k.User = call.User.ID
			}
		}
		return k
	}
	return c
}

// deliver passes on letters between rooms.
func (w *world) deliver(t *rapid.T, n int) {
	for ; n > 0 && len(w.mail) > 0; n-- {
		e := w.mail[0]
		w.mail = w.mail[1:]
		if !w.rooms[e.Room].Exists() {
			w.step(t, e.from, PKGone{ID: PKOf(e.Command), From: e.Room, Reason: PKLost}, "")
			continue
		}
		w.step(t, e.Room, e.Command, "")
	}
}

// crash loses the letters under way; every room is told.
func (w *world) crash(t *rapid.T) {
	w.mail = nil
	for id := range w.ids() {
		w.step(t, id, Restarted{}, "")
	}
}

// settle delivers everything, ends what waits by its time, and checks that a PK
// is the same in all its rooms and that time ends every invitation.
func (w *world) settle(t *rapid.T) {
	w.quiet(t)
	w.now = w.now.Add(34 * time.Second)
	for id := range w.ids() {
		w.step(t, id, Tick{}, "")
	}
	w.quiet(t)
	for id, s := range w.rooms {
		if len(s.Calls()) > 0 || len(s.pkCalls) > 0 {
			t.Fatalf("room %d: invitations without end: %+v %+v", id, s.Calls(), s.pkCalls)
		}
		pk, on := s.PK()
		if pk.ID == "" {
			continue
		}
		if !on {
			t.Fatalf("room %d waits without end: %+v", id, pk)
		}
		for _, side := range pk.Sides {
			peer := w.rooms[side.Room]
			other, both := peer.PK()
			if !both {
				t.Fatalf("room %d has %+v, room %d has %+v", id, pk, side.Room, other)
			}
			a, b := pk, other
			a.Score, b.Score = 0, 0
			if !reflect.DeepEqual(a, b) {
				t.Fatalf("room %d has\n%+v, room %d has\n%+v", id, pk, side.Room, other)
			}
			if truth := peer.ownSide(); side != truth {
				t.Fatalf("room %d believes %+v, true is %+v", id, side, truth)
			}
		}
	}
}

// ids are the rooms' numbers, in order.
func (w *world) ids() iter.Seq[uint32] {
	return slices.Values(slices.Sorted(maps.Keys(w.rooms)))
}

// quiet delivers letters until there are none.
func (w *world) quiet(t *rapid.T) {
	for i := 0; len(w.mail) > 0; i++ {
		if w.deliver(t, 1); i > 3000 {
			t.Fatalf("letters without end: %+v", w.mail[0])
		}
	}
}

// outcome notes what who asked is told of an invitation: one thing only.
func (w *world) outcome(t *rapid.T, s State, e Event) {
	call, out := field[Call](e, "Call"), field[bool](e, "Out")
	asked := call.User.ID
	if call.Kind == CallInvite || call.Kind == CallPK && out {
		asked = s.Owner().ID
	}
	switch e.(type) {
	case CallTimedOut:
		if e.Whom().To != asked || call.Kind == CallPK && !out {
			return
		}
	case JoinAccepted, JoinRejected, PKAccepted, PKRejected:
	default:
		return
	}
	if before := w.ended[call.ID]; before != "" {
		t.Fatalf("invitation %s ended as %s, then %s", call.ID, before, kindName(e))
	}
	w.ended[call.ID] = kindName(e)
}
