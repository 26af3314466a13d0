package app

import (
	"testing"

	"onair/app/model"
	"onair/liveroom"
)

func TestFollowingAHostShowsInTheLobby(t *testing.T) {
	d := newDesk(t)
	v := d.window(func(o *Options) { o.User = "vera" })
	until(t, v, "the lobby", onScreen(model.ScreenLobby))
	b := d.live("bob", 71)
	v.Follow("bob", true)
	until(t, v, "following", func(s model.State) bool { return s.Lobby.Follows["bob"] && s.Lobby.Fans["bob"] == 1 })
	b.EndLive()
	until(t, b, "the end", func(s model.State) bool { return s.OnAir.Summary != nil })
	b.CloseSummary()
	b.PrepareLive()
	until(t, b, "the set-up", func(s model.State) bool { return s.Setup.Preview.Live })
	b.GoLive()
	until(t, v, "being told", func(s model.State) bool {
		for _, n := range s.Notices {
			if n.Code == model.NoticeFollowLive {
				return true
			}
		}
		return false
	})
	v.LookUpFollows()
	until(t, v, "the list", func(s model.State) bool {
		return len(s.Lobby.Followed) == 1 && s.Lobby.Followed[0].User.ID == "bob" && s.Lobby.Followed[0].Live && s.Lobby.Followed[0].Fans == 1
	})
	v.Follow("bob", false)
	until(t, v, "not following", func(s model.State) bool { return !s.Lobby.Follows["bob"] })
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
