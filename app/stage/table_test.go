package stage

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"onair/app/model"
	"onair/liveroom"
)

// watching is a viewer's state in one phase of the way to the stage.
func watching(p model.JoinPhase) State {
	var s State
	s.Screen, s.Me, s.Connection.Phase = model.ScreenWatching, model.User{ID: "me"}, model.ConnectionUp
	s.Watching = model.Watching{Room: model.Room{ID: 1}, Phase: model.WatchPlaying, Tiles: []model.Tile{{ID: "host", User: model.User{ID: "host"}, Live: true}}}
	s.Live.CoAnchor.Phase = p
	s.Live.Standings = map[string]model.Standing{}
	if p >= model.JoinReady {
		s.Live.Role = model.RoleCoAnchor
		s.Live.Standings["me"] = model.Standing{Role: model.RoleCoAnchor, Rising: p < model.JoinOnStage}
		s.Live.CoAnchor.Preview = model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	}
	if p == model.JoinOnStage || p == model.JoinLeaving {
		s.Watching.Tiles = append(s.Watching.Tiles, s.Live.CoAnchor.Preview)
	}
	s.Memo.Seats = []liveroom.Seat{{Number: 1}}
	return s
}

func host() State {
	s := watching(model.JoinNone)
	s.Screen, s.Live.Role = model.ScreenOnAir, model.RoleAnchor
	s.OnAir = model.OnAir{Room: model.Room{ID: 1}, Tiles: []model.Tile{{ID: model.LocalTile, User: s.Me}}}
	s.Watching = model.Watching{}
	return s
}

// names are the kinds of effects.
func names(effects []Effect) (out []string) {
	for _, e := range effects {
		name := reflect.TypeOf(e).Name()
		if n, ok := e.(Notify); ok {
			name = string(n.Notice.Code)
		}
		out = append(out, name)
	}
	return out
}

// row is what an event leads to in each phase, JoinNone to JoinLeaving, and its
// effects; "=" is a phase that stays.
type row struct {
	event  Event
	phases [6]string
	effect [6][]string
}

var phaseNames = map[model.JoinPhase]string{model.JoinNone: "none", model.JoinAsking: "asking", model.JoinReady: "ready",
	model.JoinGoing: "going", model.JoinOnStage: "up", model.JoinLeaving: "leaving"}

func all(s string) [6]string { return [6]string{s, s, s, s, s, s} }

func same(e ...string) [6][]string { return [6][]string{e, e, e, e, e, e} }

// TestEveryEventInEveryPhaseOfTheWayUp.
func TestEveryEventInEveryPhaseOfTheWayUp(t *testing.T) {
	stay := all("=")
	rows := []row{
		{WantSeat{}, all("asking"), same("AskSeat")},
		{DropSeat{}, all("none"), [6][]string{{"Release", "GiveBack"}, {"WithdrawAsk"}, {"Release", "GiveBack"}, {"Release", "GiveBack"}, {"Release", "GiveBack"}, {"Release", "GiveBack"}}},
		{GoUp{}, all("going"), same("SendOwn")},
		{GoDown{}, all("leaving"), same("StopOwn")},
		{SeatAsked{Until: noon}, stay, same()},
		{SeatAsked{Err: errNo}, [6]string{"=", "none", "=", "=", "=", "="}, same("joinFailed")},
		{WentUp{}, [6]string{"=", "=", "=", "up", "=", "="}, same()},
		{WentUp{Err: errNo}, [6]string{"=", "=", "=", "ready", "=", "="}, same()},
		{CameDown{}, all("none"), same("Release")},
		{CameDown{errNo}, all("none"), same("Release", "notDone")},
		{Accepted{Agree: true}, all("ready"), same("Prepare")},
		{Accepted{Agree: true, Err: errNo}, stay, same("notDone")},
		{Accepted{}, stay, same()},
		{Done{}, stay, same()},
		{Done{Err: errNo}, stay, same("notDone")},
		{AnswerInvited{true}, stay, same()}, // nobody invited
		{liveroom.OnInviteJoinAnchor{User: bob}, stay, same("Ring")},
		{liveroom.OnAnchorAccepted{UserID: "host"}, all("ready"), same("Prepare")},
		{liveroom.OnAnchorRejected{UserID: "host", Reason: "user"}, all("none"), same("joinRejected")},
		{liveroom.OnAnchorRejected{UserID: "host", Reason: "full"}, all("none"), same("joinFailed")},
		{liveroom.OnKickoutJoinAnchor{User: bob}, all("none"), same("Release", "stageKicked")},
		{liveroom.OnInvitationTimeout{InviterID: "me"}, all("none"), same("joinTimeout")},
		{liveroom.OnInvitationTimeout{InviterID: "host", InviteeList: []string{"me"}}, stay, same("inviteOver")},
		{liveroom.OnInvitationCancelled{User: bob}, stay, same("inviteOver")},
		{liveroom.OnRoleChange{User: me, Role: "audience"}, [6]string{"=", "=", "none", "none", "none", "none"},
			[6][]string{{}, {}, {"Release"}, {"Release"}, {"Release"}, {"Release"}}},
		{liveroom.OnRoleChange{User: me, Role: "audience", Unused: true}, [6]string{"=", "=", "none", "none", "none", "none"},
			[6][]string{{}, {}, {"Release", "seatUnused"}, {"Release", "seatUnused"}, {"Release", "seatUnused"}, {"Release", "seatUnused"}}},
		{liveroom.OnRoleChange{User: me, Role: "coanchor"}, stay, same()},
		{liveroom.OnRoleChange{User: me, Role: "audience", Admin: true}, [6]string{"=", "=", "none", "none", "none", "none"},
			[6][]string{{"helper"}, {"helper"}, {"Release", "helper"}, {"Release", "helper"}, {"Release", "helper"}, {"Release", "helper"}}},
		{liveroom.OnSeatLock{}, stay, same()},
		{liveroom.OnRoomDestroy{}, all("none"), [6][]string{{}, {"Release"}, {"Release"}, {"Release"}, {"Release"}, {"Release"}}},
		{liveroom.OnKickedOut{By: "host"}, all("none"), same("Release")},
		{Link{model.Connection{Phase: model.ConnectionLost}}, stay, same()},
		{Blocking{"bob", true}, stay, same()},
	}
	for _, r := range rows {
		for p := model.JoinNone; p <= model.JoinLeaving; p++ {
			t.Run(fmt.Sprintf("%s %T", phaseNames[p], r.event), func(t *testing.T) {
				before := watching(p)
				kept := watching(p)
				after, effects := reduce(before, r.event, noon)
				want := r.phases[p]
				if want == "=" {
					want = phaseNames[p]
				}
				if got := phaseNames[after.Live.CoAnchor.Phase]; got != want {
					t.Errorf("leads to %s, want %s", got, want)
				}
				if got := names(effects); !slices.Equal(got, r.effect[p]) && len(got)+len(r.effect[p]) > 0 {
					t.Errorf("effects %q, want %q", got, r.effect[p])
				}
				if !reflect.DeepEqual(before, kept) {
					t.Error("the state it was given has changed")
				}
				local := slices.ContainsFunc(after.Watching.Tiles, func(t model.Tile) bool { return t.ID == model.LocalTile })
				if p := after.Live.CoAnchor.Phase; p == model.JoinOnStage && !local {
					t.Error("on stage without a tile")
				}
			})
		}
	}
}

// pkRow is what an event leads to in each phase, PKNone to PKTogether.
type pkRow struct {
	event  Event
	phases [5]string
	effect [5][]string
}

var pkNames = map[model.PKPhase]string{model.PKNone: "none", model.PKAsking: "asking", model.PKBattle: "battle", model.PKResult: "result", model.PKTogether: "together"}

func inPK(p model.PKPhase) State {
	s := host()
	s.Live.PK.Phase = p
	if p == model.PKAsking {
		s.Live.PK.Asked = model.Room{ID: 7, Host: model.User{ID: "bob"}}
	}
	if p >= model.PKBattle {
		s.Live.PK.Sides = []model.PKSide{{RoomID: 1, User: model.User{ID: "me"}}, {RoomID: 7, User: model.User{ID: "bob"}}}
		s.Live.PK.Deadline = pk.Deadline
	}
	return s
}

// TestEveryEventInEveryPhaseOfAPK.
func TestEveryEventInEveryPhaseOfAPK(t *testing.T) {
	five := func(s string) [5]string { return [5]string{s, s, s, s, s} }
	same := func(e ...string) [5][]string { return [5][]string{e, e, e, e, e} }
	stay := five("=")
	rows := []pkRow{
		{FindRooms{}, stay, same("ListPKRooms")},
		{WantPK{RoomID: 9, UserID: "dora"}, [5]string{"asking", "asking", "=", "=", "="}, same("AskPK")},
		{WantRematch{}, stay, [5][]string{{}, {}, {}, {"AskPK"}, {"AskPK"}}},
		{DropPK{}, [5]string{"none", "none", "=", "=", "="}, same("WithdrawPK")},
		{AnswerPKRequest{true}, stay, same()}, // nobody asked
		{EndPK{}, stay, same("QuitPK")},
		{PKAsked{RoomID: 7, Until: noon}, stay, same()},
		{PKAsked{RoomID: 7, Err: errNo}, [5]string{"=", "none", "=", "=", "="}, same("pkFailed")},
		{PKEnded{}, stay, same()},
		{PKEnded{errNo}, stay, same("notDone")},
		{PKRoomsRead{}, stay, same()},
		{PKRoomsRead{Err: errNo}, stay, same()},
		{ResultShown{pk.Deadline}, [5]string{"=", "=", "=", "together", "="}, same()},
		{ResultShown{noon}, stay, same()}, // of a battle before
		{liveroom.OnRequestRoomPK{User: bob, RoomID: 7}, stay, same("Ring")},
		{liveroom.OnRoomPKAccepted{UserID: "bob", RoomID: 7}, [5]string{"=", "none", "=", "=", "="}, same()},
		{liveroom.OnRoomPKRejected{UserID: "bob", Reason: "user"}, [5]string{"=", "none", "=", "=", "="}, same("pkRejected")},
		{liveroom.OnRoomPKRejected{UserID: "bob", Reason: "busy"}, [5]string{"=", "none", "=", "=", "="}, same("pkFailed")},
		{liveroom.OnInvitationTimeout{InviterID: "me", PK: true}, [5]string{"=", "none", "=", "=", "="}, same("pkTimeout")},
		{liveroom.OnInvitationTimeout{InviterID: "bob", PK: true}, stay, same()},
		{liveroom.OnInvitationCancelled{User: bob, PK: true}, stay, same("pkWithdrawn")},
		{liveroom.OnQuitRoomPK{UserID: "bob"}, stay, same("pkQuit")},
		{liveroom.OnPKState{PK: pk}, five("battle"), same()},
		{liveroom.OnPKState{PK: liveroom.PK{CoHost: true, Sides: pk.Sides}}, five("together"), same()},
		{liveroom.OnPKState{PK: pkOver()}, [5]string{"together", "together", "result", "=", "="}, [5][]string{{}, {}, {"After"}, {}, {}}},
		{liveroom.OnPKState{PK: pk, Left: []liveroom.PKLeft{{RoomID: 9, User: bob}}}, five("battle"), same("pkLeft")},
		{liveroom.OnPKState{Ended: "quit"}, five("none"), same()},
	}
	for _, r := range rows {
		for p := model.PKNone; p <= model.PKTogether; p++ {
			t.Run(fmt.Sprintf("%s %T", pkNames[p], r.event), func(t *testing.T) {
				before, kept := inPK(p), inPK(p)
				after, effects := reduce(before, r.event, noon)
				want := r.phases[p]
				if want == "=" {
					want = pkNames[p]
				}
				if got := pkNames[after.Live.PK.Phase]; got != want {
					t.Errorf("leads to %s, want %s", got, want)
				}
				if got := names(effects); !slices.Equal(got, r.effect[p]) && len(got)+len(r.effect[p]) > 0 {
					t.Errorf("effects %q, want %q", got, r.effect[p])
				}
				if !reflect.DeepEqual(before, kept) {
					t.Error("the state it was given has changed")
				}
			})
		}
	}
}

// TestTheRulesKnowEveryEventOfRooms: what liveroom tells of rooms falls through nowhere.
func TestTheRulesKnowEveryEventOfRooms(t *testing.T) {
	for _, e := range roomTells {
		if _, info := e.(liveroom.OnRoomInfoChange); !info && !ofRooms(e) {
			t.Errorf("%s is not known", e.EventName())
		}
	}
	for _, e := range []liveroom.Event{liveroom.OnStatistics{}, liveroom.OnCameraDidReady{}, liveroom.OnConnectionState{}} {
		if ofRooms(e) {
			t.Errorf("%s is not about a room", e.EventName())
		}
	}
}

// TestABlockedUserAsksInVain: no request, no ring.
func TestABlockedUserAsksInVain(t *testing.T) {
	for _, e := range []Event{liveroom.OnRequestJoinAnchor{User: bob}, liveroom.OnInviteJoinAnchor{User: bob}, liveroom.OnRequestRoomPK{User: bob},
		liveroom.OnInvitationCancelled{User: bob}} {
		s := host()
		s.Blocked = map[string]bool{"bob": true}
		after, effects := reduce(s, e, noon)
		if c := after.Live.CoAnchor; len(effects) > 0 || len(c.Requests) > 0 || c.Invitation != nil || after.Live.PK.Request != nil {
			t.Errorf("%T: %q, %+v", e, names(effects), c)
		}
	}
}

// TestTheHostsLists: requests, invitations and what becomes of them.
func TestTheHostsLists(t *testing.T) {
	s := host()
	step := func(e Event) (effects []Effect) { s, effects = reduce(s, e, noon); return effects }
	counts := func(requests, invited int) {
		t.Helper()
		if c := s.Live.CoAnchor; len(c.Requests) != requests || len(c.Invited) != invited {
			t.Errorf("%d requests and %d invited, want %d and %d", len(c.Requests), len(c.Invited), requests, invited)
		}
	}
	step(liveroom.OnRequestJoinAnchor{User: bob})
	step(liveroom.OnRequestJoinAnchor{User: bob, SoundOnly: true})
	counts(1, 0)
	step(AnswerRequest{"bob", true})
	if !s.Live.CoAnchor.Requests[0].Answering {
		t.Error("an answer is on its way")
	}
	step(Responded{UserID: "bob"})
	counts(0, 0)
	step(Invited{UserID: "bob", Call: liveroom.Invitation{Joined: true}})
	counts(0, 0)
	for _, end := range []Event{DropGuest{"bob"}, liveroom.OnAnchorAccepted{UserID: "bob"}, liveroom.OnAnchorRejected{UserID: "bob"},
		liveroom.OnInvitationTimeout{InviterID: "me", InviteeList: []string{"bob"}}, liveroom.OnAudienceExit{User: bob}} {
		step(Invited{UserID: "bob"})
		counts(0, 1)
		step(end)
		counts(0, 0)
	}
	for _, end := range []Event{liveroom.OnInvitationTimeout{InviterID: "bob"}, liveroom.OnInvitationCancelled{User: bob}, liveroom.OnAudienceExit{User: bob}} {
		step(liveroom.OnRequestJoinAnchor{User: bob})
		counts(1, 0)
		step(end)
		counts(0, 0)
	}
}
