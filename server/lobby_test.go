package server

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"onair/internal/await"
	"onair/room"
	"onair/server/hall"
	"onair/signaling"
)

func TestRoomRefusals(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.MaxMembers = 2; c.Limits.MaxRooms = 2 })
	anna, ben, carl := s.login("anna"), s.login("ben"), s.login("carl")
	anna.create(1)
	ben.refused(signaling.CodeRoomTaken, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1})
	ben.refused(signaling.CodeNotInRoom, signaling.TypeGetRoom, nil)
	ben.enter(1)
	carl.refused(signaling.CodeRoomFull, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1})
	carl.refused(signaling.CodeNoSuchRoom, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 2})
	carl.refused(signaling.CodeBadRoom, signaling.TypeEnterRoom, signaling.RoomRequest{})
	carl.refused(signaling.CodeBadRoom, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 4294967295})
	carl.refused(signaling.CodeBadArgument, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 2, RoomParam: signaling.RoomParam{Quality: 4}})
	carl.create(2)
	ben.refused(signaling.CodeAlreadyMember, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1})
	ben.refused(signaling.CodeInOtherRoom, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 2})
	anna.refused(signaling.CodeAlreadyMember, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1})
	anna.refused(signaling.CodeInOtherRoom, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 3})
	ben.refused(signaling.CodeNoPermission, signaling.TypeDestroyRoom, nil)
	ben.refused(signaling.CodeNoPermission, signaling.TypeSetRoomInfo, signaling.RoomParam{RoomName: "mine"})
	ben.refused(signaling.CodeNoPermission, signaling.TypePublish, signaling.PublishRequest{SDP: "offer"})
	anna.refused(signaling.CodeBadArgument, signaling.TypePublish, signaling.PublishRequest{})
	ben.refused(signaling.CodeNotPublishing, signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "offer"})
	ben.refused(signaling.CodeNotPublishing, signaling.TypePlay, signaling.PlayRequest{UserID: "nobody", SDP: "offer"})
	ben.must(signaling.TypeUnpublish, nil, nil)
	ben.must(signaling.TypeStopPlay, signaling.UserRequest{UserID: "anna"}, nil)
	ben.must(signaling.TypeExitRoom, nil, nil)
	ben.refused(signaling.CodeBusy, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 3})
}

func TestOwnerLeavesAndReturns(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.create(1)
	anna.publish()
	ben.enter(1)
	anna.must(signaling.TypeExitRoom, nil, nil)
	ben.expect("hostAway anna", "anchorExit anna")
	var infos signaling.RoomInfos
	ben.must(signaling.TypeGetRoomInfos, signaling.RoomIDs{RoomIDs: []uint32{1, 99}}, &infos)
	if len(infos.Rooms) != 1 || !infos.Rooms[0].HostAway || infos.Rooms[0].Live || infos.Rooms[0].MemberCount != 1 {
		t.Errorf("while the owner is away: %+v", infos.Rooms)
	}
	if snap := anna.enter(1); snap.Self.Role != signaling.RoleAnchor {
		t.Errorf("the owner enters as %s", snap.Self.Role)
	}
	anna.must(signaling.TypeExitRoom, nil, nil)
	var snap signaling.Snapshot
	anna.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: signaling.RoomParam{RoomName: "again"}}, &snap)
	if !snap.Recreated || snap.Room.RoomName != "again" {
		t.Errorf("%+v", snap)
	}
	ben.expect("hostAway anna", "anchorExit anna", "hostBack anna", "hostAway anna", "roomInfoChanged", "hostBack anna")
}

func TestMemberListIsPaged(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	anna.create(1)
	for i := range 120 { // without connections
		if err := s.rooms.Get(1).Do(t.Context(), hall.Op{Cmd: room.Enter{By: room.User{ID: fmt.Sprintf("u%03d", i)}}}); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for next, pages := uint64(0), 0; ; pages++ {
		var list signaling.MemberListReply
		anna.must(signaling.TypeGetRoomMemberList, signaling.MemberListRequest{NextSeq: next}, &list)
		for _, m := range list.Members {
			got = append(got, m.UserID)
		}
		if next = list.NextSeq; next == 0 {
			if pages != 2 || list.Total != 121 {
				t.Errorf("%d pages of %d members", pages+1, list.Total)
			}
			break
		}
	}
	if len(got) != 121 || got[0] != "anna" || got[1] != "u000" || got[120] != "u119" {
		t.Errorf("%d members: %v", len(got), got)
	}
	anna.must(signaling.TypeDestroyRoom, nil, nil) // before the look for members without a session
}

func TestRoomListIsPagedAndWatched(t *testing.T) {
	s := start(t)
	watcher := s.login("watcher")
	watcher.must(signaling.TypeWatchRoomList, signaling.WatchRequest{On: true}, nil)
	var owners []*user
	for i := range 7 {
		u := s.login(fmt.Sprintf("o%d", i))
		u.create(uint32(i + 1))
		owners = append(owners, u)
	}
	var got []uint32
	req := signaling.RoomListRequest{Limit: 3}
	for {
		var list signaling.RoomListReply
		watcher.must(signaling.TypeGetRoomList, req, &list)
		for _, r := range list.Rooms {
			got = append(got, r.RoomID)
		}
		if list.Total != 7 {
			t.Errorf("total %d", list.Total)
		}
		if req.Cursor = list.Next; req.Cursor == "" {
			break
		}
	}
	if !slices.Equal(got, []uint32{7, 6, 5, 4, 3, 2, 1}) {
		t.Errorf("rooms %v, want the newest first", got)
	}
	watcher.refused(signaling.CodeBadArgument, signaling.TypeGetRoomList, signaling.RoomListRequest{Cursor: "x"})
	watcher.refused(signaling.CodeBadArgument, signaling.TypeGetRoomList, signaling.RoomListRequest{Limit: 101})

	owners[0].must(signaling.TypeDestroyRoom, nil, nil)
	owners[1].must(signaling.TypeSetRoomInfo, signaling.RoomParam{RoomName: "renamed"}, nil)
	await.True(t, "the watcher knows the list", func() bool {
		known := watcher.knownRooms()
		_, gone := known[1]
		return !gone && len(known) == 6 && known[2].RoomName == "renamed"
	})
	watcher.must(signaling.TypeWatchRoomList, signaling.WatchRequest{On: false}, nil)
	n := len(watcher.lines())
	owners[2].must(signaling.TypeDestroyRoom, nil, nil)
	other := s.login("other")
	other.must(signaling.TypeWatchRoomList, signaling.WatchRequest{On: true}, nil)
	owners[3].must(signaling.TypeDestroyRoom, nil, nil)
	other.sees("roomListChanged")
	if len(watcher.lines()) != n {
		t.Error("still told after switching off")
	}
}

// knownRooms is the room list as a user's events tell it.
func (u *user) knownRooms() map[uint32]signaling.RoomInfo {
	u.mu.Lock()
	defer u.mu.Unlock()
	known := map[uint32]signaling.RoomInfo{}
	for _, e := range u.envs {
		if e.Type != signaling.EventRoomListChanged {
			continue
		}
		var in signaling.RoomListEvent
		_ = json.Unmarshal(e.Data, &in)
		for _, r := range in.Changed {
			known[r.RoomID] = r
		}
		for _, id := range in.Removed {
			delete(known, id)
		}
	}
	return known
}

func TestManyEntriesAreBundledAndNoneIsLost(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.BundleAbove = 3 })
	anna := s.login("anna")
	anna.create(1)
	const n = 60
	var users []*user
	for i := range n {
		users = append(users, s.login(fmt.Sprintf("u%02d", i)))
	}
	var wg sync.WaitGroup
	for _, u := range users {
		wg.Go(func() { u.enter(1) })
	}
	wg.Wait()
	names := func(u *user, typ string) (list []string, events int) {
		for _, l := range u.lines() {
			if parts := strings.Fields(l); parts[0] == typ {
				list = append(list, parts[1:]...)
				events++
			}
		}
		return list, events
	}
	await.True(t, "anna knows all", func() bool {
		list, _ := names(anna, "audienceEnter")
		return len(list) == n
	})
	list, events := names(anna, "audienceEnter")
	slices.Sort(list)
	if list = slices.Compact(list); len(list) != n || events > n/2 {
		t.Errorf("%d users in %d events", len(list), events)
	}
	for _, u := range users {
		list, _ := names(u, "audienceEnter")
		if slices.Contains(list, u.id) {
			t.Errorf("%s was told of itself", u.id)
		}
	}
	for _, u := range users[:30] {
		wg.Go(func() { u.must(signaling.TypeExitRoom, nil, nil) })
	}
	wg.Wait()
	await.True(t, "anna knows who left", func() bool {
		list, _ := names(anna, "audienceExit")
		return len(list) == 30
	})
}

func TestAnotherWritersChangeIsTakenOver(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	anna.create(1)
	h := s.rooms.Get(1)
	e, err := s.data.Rooms.Get(t.Context(), entry(1))
	if err != nil {
		t.Fatal(err)
	}
	var st room.State
	if err := json.Unmarshal(e.Value, &st); err != nil {
		t.Fatal(err)
	}
	st, _, err = room.Apply(st, room.Enter{By: room.User{ID: "remote"}}, st.Created())
	if err != nil {
		t.Fatal(err)
	}
	b, _ := json.Marshal(st)
	if _, err := s.data.Rooms.Update(t.Context(), entry(1), b, e.Revision); err != nil {
		t.Fatal(err)
	}
	if snap := s.login("ben").enter(1); snap.Room.MemberCount != 3 {
		t.Errorf("%d members, want anna, remote and ben", snap.Room.MemberCount)
	}
	if _, in := h.Current().Member("remote"); !in {
		t.Error("the other writer's member is lost")
	}
}
