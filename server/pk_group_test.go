package server

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"onair/internal/await"
	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// group puts owners on air in rooms 1, 2, ... and joins them: the first asks the
// second, then in turn whoever is in asks the next.
func (s *testServer) group(req signaling.PKRequest, owners ...string) []*user {
	s.t.Helper()
	list := make([]*user, len(owners))
	for i, id := range owners {
		list[i], _ = s.live(uint32(i+1), id)
	}
	for i := 1; i < len(list); i++ {
		s.pull(list[(i-1)/2], list[i], uint32(i+1), req, i > 1)
	}
	return list
}

// pull lets one owner ask another, who agrees.
func (s *testServer) pull(asks, asked *user, id uint32, req signaling.PKRequest, join bool) {
	s.t.Helper()
	req.RoomID, req.UserID, req.Join = id, asked.id, join
	asks.must(signaling.TypeRequestRoomPK, req, nil)
	await.True(s.t, asked.id+" is asked", func() bool { return len(s.rooms.Get(id).Current().PKCalls()) == 1 })
	asked.must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: asks.id, Agree: true}, nil)
	asks.sees("roomPKAccepted " + asked.id)
	await.True(s.t, asked.id+" is in", func() bool { _, on := s.rooms.Get(id).Current().PK(); return on })
}

func sides(e signaling.PKStateEvent) string {
	var out []string
	for _, s := range e.PK.Sides {
		out = append(out, fmt.Sprint(s.User.UserID, " ", s.Score))
	}
	return fmt.Sprint(out)
}

func TestSixRoomsInOnePK(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.LikePace = 10 * time.Millisecond })
	owners := s.group(signaling.PKRequest{}, "a", "b", "c", "d", "e", "f")
	for i, u := range owners {
		for j, o := range owners {
			if i != j {
				u.sees("anchorEnter "+o.id, "userVideoAvailable "+o.id+" true")
			}
		}
	}
	viewer := s.login("v")
	snap := viewer.enter(4)
	if len(snap.Anchors) != 6 || len(snap.PK.Sides) != 6 || snap.PK.Sides[0].User.UserID != "d" || snap.Room.PKRooms != 6 {
		t.Fatalf("a viewer of d finds %d anchors, PK %+v", len(snap.Anchors), snap.PK)
	}
	for _, o := range []string{"a", "b", "c", "e", "f"} {
		viewer.must(signaling.TypePlay, signaling.PlayRequest{UserID: o, SDP: "offer"}, nil)
	}
	g, _ := s.live(7, "g")
	owners[5].refused(signaling.CodePKFull, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 7, UserID: "g", Join: true})
	g.refused(signaling.CodePeerBusy, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 1, UserID: "a"})
	owners[0].refused(signaling.CodeInPK, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 7, UserID: "g"})
	viewer.must(signaling.TypeSendLike, signaling.LikeRequest{Count: 9}, nil)
	owners[1].awaitPK("d has 9", func(e signaling.PKStateEvent) bool { return sides(e) == "[b 0 a 0 c 0 d 9 e 0 f 0]" })

	owners[0].must(signaling.TypeQuitRoomPK, nil, nil) // who has kept the list
	owners[0].sees("anchorExit b", "anchorExit c", "pkState")
	for _, u := range owners[1:] {
		u.awaitPK("a has left", func(e signaling.PKStateEvent) bool {
			return len(e.PK.Sides) == 5 && len(e.Left) == 1 && e.Left[0].User.UserID == "a" && e.Left[0].Reason == signaling.PKEndQuit && e.Ended == ""
		})
		u.sees("anchorEnter a", "anchorExit a", "pkState")
		if slices.Contains(u.lines(), "quitRoomPK a quit") {
			t.Errorf("%s hears that the PK is over", u.id)
		}
	}
	viewer.refused(signaling.CodeNotPublishing, signaling.TypePlay, signaling.PlayRequest{UserID: "a", SDP: "offer"})
	owners[3].must(signaling.TypeExitRoom, nil, nil)
	owners[4].must(signaling.TypeDestroyRoom, nil, nil)
	owners[1].awaitPK("b, c and f are left", func(e signaling.PKStateEvent) bool { return sides(e) == "[b 0 c 0 f 0]" })
	owners[5].must(signaling.TypeQuitRoomPK, nil, nil)
	owners[1].awaitPK("b and c are left", func(e signaling.PKStateEvent) bool { return sides(e) == "[b 0 c 0]" })
	owners[2].must(signaling.TypeQuitRoomPK, nil, nil)
	owners[1].sees("pkState", "quitRoomPK c quit")
	if n := s.fake().playing(); n != 0 {
		t.Errorf("%d streams of other rooms are still watched", n)
	}
}

func TestABattleOfThreeIsDecidedAndFoughtAgain(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.PKTime, c.Limits.LikePace = 3*time.Second, 10*time.Millisecond })
	owners := s.group(signaling.PKRequest{}, "a", "b", "c")
	late := s.login("late")
	late.enter(3)
	late.must(signaling.TypeSendLike, signaling.LikeRequest{Count: 5}, nil)
	for _, u := range append(owners, late) {
		u.awaitPK("c wins", func(e signaling.PKStateEvent) bool { return e.PK.Over && e.PK.Winner == "c" && len(e.PK.Sides) == 3 })
	}
	owners[2].must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 2, UserID: "b", Duration: 600}, nil)
	owners[1].sees("requestRoomPK c")
	owners[1].must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "c", Agree: true}, nil)
	for _, u := range append(owners, late) {
		u.awaitPK("round 2", func(e signaling.PKStateEvent) bool {
			return !e.PK.Over && e.PK.Round == 2 && e.PK.Winner == "" && e.PK.Sides[0].Score+e.PK.Sides[1].Score+e.PK.Sides[2].Score == 0
		})
	}
}

func TestSeveralRoomsAreAskedIntoACoHost(t *testing.T) {
	s := start(t)
	owners := s.group(signaling.PKRequest{CoHost: true}, "a", "b")
	c, _ := s.live(3, "c")
	d, _ := s.live(4, "d")
	a := owners[0]
	a.must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 3, UserID: "c", Join: true}, nil)
	a.must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 4, UserID: "d", Join: true}, nil)
	a.refused(signaling.CodeCallOpen, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 4, UserID: "d", Join: true})
	c.sees("requestRoomPK a")
	d.sees("requestRoomPK a")
	ask := c.lastCall()
	if !ask.Join || !ask.CoHost || len(ask.With) != 1 || ask.With[0].UserID != "b" {
		t.Errorf("c is asked %+v", ask)
	}
	var snap signaling.Snapshot
	if a.must(signaling.TypeGetRoom, nil, &snap); len(snap.Calls) != 2 || !snap.Calls[0].Join || !snap.Calls[1].Outgoing {
		t.Errorf("a's open invitations: %+v", snap.Calls)
	}
	a.must(signaling.TypeCancelRoomPK, signaling.CancelPKRequest{RoomID: 3}, nil)
	c.sees("invitationCancelled a")
	d.must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "a", Agree: true}, nil)
	for _, u := range []*user{a, owners[1]} {
		u.awaitPK("d is in", func(e signaling.PKStateEvent) bool { return len(e.PK.Sides) == 3 && e.PK.CoHost && e.PK.Deadline == 0 })
		u.sees("pkState", "anchorEnter d")
	}
	d.sees("pkState", "anchorEnter a", "anchorEnter b")
}

// lastCall is the newest invitation a user was told of.
func (u *user) lastCall() signaling.CallEvent {
	u.mu.Lock()
	defer u.mu.Unlock()
	var out signaling.CallEvent
	for _, e := range u.envs {
		if e.Type == signaling.EventRequestRoomPK {
			_ = e.Decode(&out)
		}
	}
	return out
}

func TestAPKOfThreeOutlivesTheServer(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	cable := newCable(t, s.Addr())
	people := map[string]*user{}
	for i, id := range []string{"a", "b", "c"} {
		people[id] = s.loginBy(cable, id)
		people[id].create(uint32(i + 1))
		people[id].publish()
		s.fake().flow(s.stream(uint32(i+1), id), room.Media{Video: true, Audio: true})
	}
	s.pull(people["a"], people["b"], 2, signaling.PKRequest{}, false)
	s.pull(people["b"], people["c"], 3, signaling.PKRequest{}, true)
	people["a"].sees("anchorEnter c")
	s.stop()
	s2 := startIn(t, dir, newFakeRelay)
	cable.plug(s2.Addr())
	for _, u := range people {
		u.RetryNow()
		u.sees("state reconnecting", "session snapshot", "state connected")
		if snap := u.Session().Room; snap == nil || snap.PK == nil || len(snap.PK.Sides) != 3 {
			t.Fatalf("%s comes back to %+v", u.id, snap)
		}
	}
	people["a"].publish()
	s2.fake().flow(s2.stream(1, "a"), room.Media{Video: true})
	people["c"].sees("session snapshot", "userVideoAvailable a true")
	people["a"].must(signaling.TypeQuitRoomPK, nil, nil)
	people["b"].awaitPK("b and c go on", func(e signaling.PKStateEvent) bool { return sides(e) == "[b 0 c 0]" && e.Ended == "" })
	people["c"].must(signaling.TypeQuitRoomPK, nil, nil)
	people["b"].sees("session snapshot", "quitRoomPK c quit")
}

func TestCoAnchorsStayInAPKOfThreeWhereAllAllowIt(t *testing.T) {
	s := start(t)
	var owners []*user
	mixed := signaling.RoomParam{RoomName: "mixed", PKWithCoAnchors: true}
	for i, id := range []string{"a", "b", "c"} {
		u, _ := s.live(uint32(i+1), id)
		if id != "c" {
			u.must(signaling.TypeSetRoomInfo, mixed, nil)
		}
		owners = append(owners, u)
	}
	a, b, c := owners[0], owners[1], owners[2]
	co := s.login("co")
	co.enter(1)
	s.onStage(a, co, 1)
	s.pull(a, b, 2, signaling.PKRequest{}, false)
	b.refused(signaling.CodePeerBusy, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 3, UserID: "c", Join: true})
	c.must(signaling.TypeSetRoomInfo, mixed, nil)
	s.pull(b, c, 3, signaling.PKRequest{}, true)
	late := s.login("late")
	late.enter(3)
	late.must(signaling.TypeRequestJoinAnchor, nil, nil)
	c.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "late", Agree: true}, nil)
	late.sees("anchorAccepted c", "roleChanged late")
	if info := wire.RoomInfo(s.rooms.Get(1).Current()); info.PKRooms != 3 || info.CoAnchors != 1 || !info.InPK {
		t.Errorf("the lobby shows %+v", info)
	}
	if st := s.rooms.Get(1).Current(); st.CoAnchors() != 1 {
		t.Error("the co-anchor had to go")
	}
}
