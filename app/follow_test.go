package app

import (
	"testing"
	"testing/synctest"

	"onair/app/model"
	"onair/liveroom"
)

// TestFollowingAHostShowsInTheLobby: the mark, the fans, being told of a live, the list.
func TestFollowingAHostShowsInTheLobby(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, r := held(t)
		defer v.Close()
		close(r.gate) // all is answered at once
		v.Store.Update(func(s *model.State) { s.Settings.FollowLive = true })
		v.Follow("bob", true)
		synctest.Wait()
		if s := v.Store.State(); !s.Lobby.Follows["bob"] || s.Lobby.Fans["bob"] != 1 {
			t.Errorf("following: %v, fans %v", s.Lobby.Follows, s.Lobby.Fans)
		}
		v.onEvent(liveroom.OnFollowLive{User: liveroom.UserInfo{UserID: "bob"}, RoomID: 71})
		if n := v.Store.State().Notices; len(n) != 1 || n[0].Code != model.NoticeFollowLive || n[0].Subject != "bob" {
			t.Errorf("told: %+v", n)
		}
		v.LookUpFollows()
		synctest.Wait()
		if f := v.Store.State().Lobby.Followed; len(f) != 1 || f[0].User.ID != "bob" || !f[0].Live || f[0].Fans != 1 {
			t.Errorf("the list: %+v", f)
		}
		v.Follow("bob", false)
		synctest.Wait()
		if s := v.Store.State(); s.Lobby.Follows["bob"] || s.Lobby.Fans["bob"] != 0 {
			t.Errorf("not following: %v, fans %v", s.Lobby.Follows, s.Lobby.Fans)
		}
	})
}

// TestNobodyLiveIsSaid to who asked for the first live, until there is one.
func TestNobodyLiveIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, r := held(t)
		defer b.Close()
		r.lives = nil
		close(r.gate)
		b.OpenRoom(0)
		synctest.Wait()
		if s := b.Store.State(); s.Screen != model.ScreenLobby || s.Lobby.OpenFailure == nil || s.Lobby.OpenFailure.Code != model.FailureNobodyLive {
			t.Errorf("screen %d, %+v", s.Screen, s.Lobby.OpenFailure)
		}
		b.onEvent(liveroom.OnRoomListChange{Changed: []liveroom.RoomInfo{roomInfo(43)}})
		if s := b.Store.State(); s.Lobby.OpenFailure != nil || len(s.Lobby.Rooms) != 1 {
			t.Errorf("said still: %+v, rooms %+v", s.Lobby.OpenFailure, s.Lobby.Rooms)
		}
		b.OpenRoom(77)
		synctest.Wait()
		r.lives = []liveroom.RoomInfo{roomInfo(43)}
		b.OpenRoom(0)
		synctest.Wait()
		if s := b.Store.State(); s.Screen != model.ScreenWatching || s.Watching.Room.ID != 43 {
			t.Errorf("the first live: screen %d, room %d", s.Screen, s.Watching.Room.ID)
		}
	})
}

func TestMessagesOfLivesCanBeSwitchedOff(t *testing.T) {
	d := newDesk(t)
	a := d.window()
	begins := liveroom.OnFollowLive{User: liveroom.UserInfo{UserID: "bob"}, RoomID: 71}
	a.desk.SignedIn(func(*model.State) {})
	a.SetFollowLive(false)
	a.onEvent(begins)
	if n := a.Store.State().Notices; len(n) != 0 {
		t.Errorf("a message though they are off: %+v", n)
	}
	waitCommands(a)
	a.Close()
	b := d.window()
	b.desk.SignedIn(func(*model.State) {})
	if b.Store.State().Settings.FollowLive {
		t.Error("forgotten after the program was closed")
	}
	b.SetFollowLive(true)
	b.onEvent(begins)
	if n := b.Store.State().Notices; len(n) != 1 || n[0].Code != model.NoticeFollowLive {
		t.Errorf("no message: %+v", n)
	}
}
