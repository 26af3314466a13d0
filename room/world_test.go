package room

import (
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
		AnswerJoin{By: u.ID, User: other, Agree: yes}, KickJoin{u.ID, other}, LockSeat{u.ID, 1, yes},
		RequestPK{By: u.ID, Room: peer, User: User{ID: other}, CoHost: yes}, RequestPK{By: u.ID, Room: peer, User: User{ID: other}},
		RequestPK{By: u.ID, Room: peer, User: User{ID: other}}, CancelPK{u.ID}, AnswerPK{By: u.ID, User: other, Agree: true},
		AnswerPK{By: u.ID, User: other, Agree: true}, AnswerPK{By: u.ID, User: other, Agree: yes}, QuitPK{u.ID},
		KickOut{u.ID, other, yes}, Unban{u.ID, other}, MuteChat{By: u.ID, User: other, Mute: yes}, SetAdmin{u.ID, other, yes},
		Like{3}, Gift{By: u.ID, Key: "k" + other, Coins: 5}, SetInfo{u.ID, Info{Name: "mixed", MixPK: yes}})
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

// TestInvariantsHoldOnStageAndInPK starts with three rooms on air, so that much
// happens between them.
func TestInvariantsHoldOnStageAndInPK(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &world{rooms: map[uint32]State{}, seen: map[string]map[string]Media{}, now: t0, ended: map[string]string{}}
		people := []string{"a", "b", "c", "d", "e", "f"}
		mix := rapid.Bool().Draw(t, "mix")
		for i := range uint32(3) {
			anchor, viewer := User{ID: people[i]}, User{ID: people[i+3]}
			w.step(t, i+1, Create{i + 1, anchor, Info{MixPK: mix}, Rules{MaxMembers: 4, HostGrace: time.Minute, LinkGrace: 90 * time.Second, PKTime: 20 * time.Second}}, anchor.ID)
			w.step(t, i+1, Enter{viewer}, viewer.ID)
			w.step(t, i+1, Publish{anchor.ID, "s-" + anchor.ID, both}, anchor.ID)
			w.step(t, i+1, Flow{anchor.ID, "s-" + anchor.ID, both}, anchor.ID)
		}
		for range rapid.IntRange(1, 50).Draw(t, "steps") {
			w.now = w.now.Add(time.Duration(draw(t, "seconds", 0, 0, 1, 5, 21)) * time.Second)
			id := draw[uint32](t, "room", 1, 2, 3)
			u := User{ID: people[rapid.SampledFrom([]uint32{id - 1, id - 1, id + 2, 0, 1, 2, 3, 4, 5}).Draw(t, "user")]}
			c := stageCommand(t, id, u)
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0:
				c = command(t, id, u)
			case 1:
				c = Tick{}
			case 2, 3:
				c = pkCommand(t, w, id)
			}
			w.step(t, id, w.aim(t, id, c), u.ID)
			w.deliver(t, rapid.IntRange(0, 4).Draw(t, "letters"))
			if rapid.IntRange(0, 25).Draw(t, "crash") == 0 {
				w.crash(t)
			}
		}
		w.settle(t)
	})
}

// pkCommand draws what an owner does about PK.
func pkCommand(t *rapid.T, w *world, id uint32) Command {
	by := w.rooms[id].Owner().ID
	return draw[Command](t, "pk command", RequestPK{By: by, Room: id%3 + 1}, RequestPK{By: by, Room: (id+1)%3 + 1}, AnswerPK{By: by, Agree: true},
		AnswerPK{By: by, Agree: true}, QuitPK{by}, CancelPK{by}, Like{2})
}

// aim gives a PK request the owner of the room it names, as the server does.
func (w *world) aim(t *rapid.T, id uint32, c Command) Command {
	if k, ok := c.(RequestPK); ok && rapid.IntRange(0, 4).Draw(t, "aim") > 0 {
		k.User, k.By = w.rooms[k.Room].Owner(), w.rooms[id].Owner().ID
		return k
	}
	if k, ok := c.(AnswerPK); ok && rapid.IntRange(0, 4).Draw(t, "aim") > 0 {
		call, _ := w.rooms[id].PKCall()
		k.By, k.User = w.rooms[id].Owner().ID, call.User.ID
		return k
	}
	return c
}

// deliver passes on letters between rooms.
func (w *world) deliver(t *rapid.T, n int) {
	for ; n > 0 && len(w.mail) > 0; n-- {
		e := w.mail[0]
		w.mail = w.mail[1:]
		if !w.rooms[e.Peer].Exists() {
			w.step(t, uint32(e.Count), PKGone{ID: PKOf(e.Command), From: e.Peer, Reason: PKLost}, "")
			continue
		}
		w.step(t, e.Peer, e.Command, "")
	}
}

// crash loses the letters under way; every room is told.
func (w *world) crash(t *rapid.T) {
	w.mail = nil
	for _, id := range []uint32{1, 2, 3} {
		w.step(t, id, Restarted{}, "")
	}
}

// settle delivers everything, checks that PK is symmetric, and that time ends
// every invitation.
func (w *world) settle(t *rapid.T) {
	for i := 0; len(w.mail) > 0; i++ {
		if w.deliver(t, 1); i > 1000 {
			t.Fatalf("letters without end: %+v", w.mail[0])
		}
	}
	for id, s := range w.rooms {
		pk, on := s.PK()
		if pk.ID == "" {
			continue
		}
		peer := w.rooms[pk.Room]
		other, both := peer.PK()
		stream, is := peer.ownStream()
		switch {
		case !on || !both || other.ID != pk.ID || other.Room != id || other.Home == pk.Home || other.Round != pk.Round ||
			other.CoHost != pk.CoHost || !other.Deadline.Equal(pk.Deadline) || other.Mix != pk.Mix:
			t.Fatalf("room %d has %+v, room %d has %+v", id, pk, pk.Room, other)
		case pk.User != peer.Owner() || pk.Stream != stream || pk.Is != is:
			t.Fatalf("room %d believes %+v of %s %q %+v", id, pk, peer.Owner().ID, stream, is)
		case pk.Over != other.Over || pk.Winner != other.Winner || pk.Score != other.PeerScore:
			t.Fatalf("room %d counts %+v, room %d %+v", id, pk, pk.Room, other)
		}
	}
	w.now = w.now.Add(31 * time.Second)
	for _, id := range []uint32{1, 2, 3} {
		w.step(t, id, Tick{}, "")
		if s := w.rooms[id]; len(s.Calls()) > 0 || s.pkCall != nil {
			t.Fatalf("room %d: invitations without end: %+v %+v", id, s.Calls(), s.pkCall)
		}
	}
}

// outcome notes what who asked is told of an invitation: one thing only.
func (w *world) outcome(t *rapid.T, s State, e Event) {
	asked := e.Call.User.ID
	if e.Call.Kind == CallInvite || e.Call.Kind == CallPK && e.Out {
		asked = s.Owner().ID
	}
	switch e.Kind {
	case CallTimedOut:
		if e.To != asked || e.Call.Kind == CallPK && !e.Out {
			return
		}
	case JoinAccepted, JoinRejected, PKAccepted, PKRejected:
	default:
		return
	}
	if before := w.ended[e.Call.ID]; before != "" {
		t.Fatalf("invitation %s ended as %s, then %s", e.Call.ID, before, kindName(e.Kind))
	}
	w.ended[e.Call.ID] = kindName(e.Kind)
}
