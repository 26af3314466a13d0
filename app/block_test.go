package app

import (
	"slices"
	"testing"
	"testing/synctest"

	"onair/app/model"
	"onair/liveroom"
)

// TestABlockedUserIsNotShown: lines, gifts and requests of somebody blocked are kept
// from the one who blocked alone, also those of before and after the next start.
func TestABlockedUserIsNotShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := held(t)
		defer a.Close()
		hostHeld(a, r)
		bob, carol := liveroom.UserInfo{UserID: "bob"}, liveroom.UserInfo{UserID: "carol"}
		number := uint64(0)
		says := func(u liveroom.UserInfo, text string) {
			number++
			a.onEvent(liveroom.OnRecvRoomTextMsg{Message: liveroom.Message{ID: number, User: u, Text: text}})
		}
		shown := func() (out []string) {
			s := a.Store.State()
			for _, l := range s.Live.Chat.Lines {
				out = append(out, l.Text+l.Gift.ID)
			}
			for range s.Live.CoAnchor.Requests {
				out = append(out, "request")
			}
			for range s.Live.Gifts.Banners {
				out = append(out, "banner")
			}
			return out
		}
		want := func(what string, list ...string) {
			t.Helper()
			if got := shown(); !slices.Equal(got, list) {
				t.Errorf("%s: shown is %q, want %q", what, got, list)
			}
		}
		says(bob, "first")
		a.onEvent(liveroom.OnRequestJoinAnchor{User: bob})
		want("before", "first", "request")
		a.BlockUser("bob", true)
		want("blocked")
		says(bob, "second")
		a.onEvent(liveroom.OnRequestJoinAnchor{User: bob, SoundOnly: true})
		a.onEvent(liveroom.OnGift{Message: liveroom.Message{User: bob, Gift: &liveroom.GiftGiven{Gift: liveroom.Gift{ID: "rose"}, Count: 1, Coins: 1}}})
		says(carol, "third")
		want("then", "third")
		answer := make(chan map[string][]string, 1)
		a.desk.Do(func() { answer <- a.desk.Settings.Blocked })
		if got := <-answer; len(got) != 1 || !slices.Equal(got[r.Server()], []string{"bob"}) {
			t.Errorf("remembered: %v", got)
		}
		a.Store.Update(func(s *model.State) { s.Blocked = nil })
		a.stage.ReadBlocked()
		synctest.Wait()
		if s := a.Store.State(); !s.Blocked["bob"] {
			t.Errorf("who was blocked before: %v", s.Blocked)
		}
		a.BlockUser("bob", false)
		says(bob, "fourth")
		want("bob again", "third", "fourth")
		a.BlockUser("me", true)
		if s := a.Store.State(); len(s.Blocked) != 0 {
			t.Errorf("blocked: %v", s.Blocked)
		}
	})
}

// TestTheTitleIsChangedWhileLive: told to viewers and the lobby, refused with the
// rules of titles.
func TestTheTitleIsChangedWhileLive(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 72)
	b := d.watch("bob", 72)
	a.ChangeTitle("  Evening show ")
	until(t, b, "the title", func(s model.State) bool { return s.Watching.Room.Title == "Evening show" })
	until(t, a, "the own title", func(s model.State) bool {
		return s.OnAir.Room.Title == "Evening show" && s.Setup.Title == "Evening show"
	})
	until(t, b, "the lobby", func(s model.State) bool {
		return slices.ContainsFunc(s.Lobby.Rooms, func(r model.Room) bool { return r.Title == "Evening show" })
	})
	long := make([]rune, a.Store.State().Limits.Title.Chars+1)
	for i := range long {
		long[i] = 'x'
	}
	a.ChangeTitle(string(long))
	until(t, a, "the refusal", func(s model.State) bool {
		return slices.ContainsFunc(s.Notices, func(n model.Notice) bool { return n.Failure != nil })
	})
	b.ChangeTitle("mine")
	if s := a.Store.State(); s.OnAir.Room.Title != "Evening show" {
		t.Errorf("the title is %q", s.OnAir.Room.Title)
	}
}
