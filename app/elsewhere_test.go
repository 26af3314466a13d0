package app

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

func signInAs(user string) func(*App) {
	return func(a *App) { a.SignIn(model.SignInForm{Method: model.SignInGuest, UserID: user}) }
}

// TestWhatTheUserWantsInsteadCounts: something that leads from screen to screen waits
// for its answer, and the user does something else before it comes.
func TestWhatTheUserWantsInsteadCounts(t *testing.T) {
	watching := func(room uint32) func(model.State) bool {
		return func(s model.State) bool { return s.Screen == model.ScreenWatching && s.Watching.Room.ID == room }
	}
	for name, c := range map[string]struct {
		at      func(a *App, r *heldRoom)
		ask     func(a *App)
		held    string
		instead func(a *App)
		want    func(model.State) bool
		in      uint32 // the room at the end
	}{
		"a room is looked for, and left": {inLobby, func(a *App) { a.OpenRoom(1) }, "RoomInfos", func(a *App) { a.LeaveRoom() }, onScreen(model.ScreenLobby), 0},
		"another room is opened":         {inLobby, func(a *App) { a.OpenRoom(1) }, "RoomInfos", func(a *App) { a.OpenRoom(2) }, watching(2), 2},
		"the set-up is opened":           {inLobby, func(a *App) { a.OpenRoom(1) }, "RoomInfos", func(a *App) { a.PrepareLive() }, onScreen(model.ScreenSetup), 0},
		"the user gives up":              {inLobby, func(a *App) { a.OpenRoom(1) }, "RoomInfos", func(a *App) { a.LeaveRoom(); a.Cancel() }, onScreen(model.ScreenLobby), 0},
		"the room is left while entered": {inRoom, func(a *App) { a.SwitchLive(true, false) }, "SwitchRoom", func(a *App) { a.LeaveRoom() }, onScreen(model.ScreenLobby), 0},
		"switched once more":             {inRoom, func(a *App) { a.SwitchLive(true, false) }, "SwitchRoom", func(a *App) { a.SwitchLive(true, false) }, watching(3), 3},
		"and back":                       {inRoom, func(a *App) { a.SwitchLive(true, false) }, "SwitchRoom", func(a *App) { a.SwitchLive(false, false) }, watching(1), 1},
		"the set-up is left":             {inSetup, func(a *App) { a.GoLive() }, "CreateRoom", func(a *App) { a.LeaveSetup() }, onScreen(model.ScreenLobby), 0},
		"on air, and signed out":         {inSetup, func(a *App) { a.GoLive() }, "CreateRoom", func(a *App) { a.SignOut() }, onScreen(model.ScreenWelcome), 0},
		"the live ends, and signed out":  {hostHeld, func(a *App) { a.EndLive() }, "EndRoom", func(a *App) { a.SignOut() }, onScreen(model.ScreenWelcome), 0},
		"signed out of a room":           {inLobby, func(a *App) { a.OpenRoom(1) }, "RoomInfos", func(a *App) { a.SignOut() }, onScreen(model.ScreenWelcome), 0},
		"signed in as somebody else": {inLobby, signInAs("anna"), "Logout", signInAs("bob"),
			func(s model.State) bool { return s.Screen == model.ScreenLobby && s.Me.ID == "bob" && !s.Welcome.Busy }, 0},
		"signed in, out of a room": {inRoom, signInAs("anna"), "Logout", func(*App) {},
			func(s model.State) bool {
				return s.Screen == model.ScreenLobby && s.Me.ID == "anna" && s.Watching.Room.ID == 0
			}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, r := held(t)
				defer a.Close()
				c.at(a, r)
				c.ask(a)
				synctest.Wait()
				if !slices.Equal(r.asked, []string{c.held}) {
					t.Fatalf("asked: %q", r.asked)
				}
				c.instead(a)
				synctest.Wait()
				close(r.gate)
				synctest.Wait()
				time.Sleep(time.Second)
				synctest.Wait()
				s := a.Store.State()
				info, _, _ := r.Room()
				if !c.want(s) || info.RoomID != c.in || s.Setup.Going || s.Lobby.Opening != 0 || s.Lobby.Failure != nil {
					t.Errorf("asked %q: screen %d, in room %d, watching %d, as %q; going %t, opening %d, lobby's failure %v",
						r.asked, s.Screen, info.RoomID, s.Watching.Room.ID, s.Me.ID, s.Setup.Going, s.Lobby.Opening, s.Lobby.Failure)
				}
				if v := a.desk.Visit(); v.Lasts() != (s.Screen == model.ScreenWatching) || v.Lasts() && v.Room != c.in {
					t.Errorf("the visit is to room %d, lasts: %t", v.Room, v.Lasts())
				}
				if n := len(s.Live.Gifts.Rank); s.Screen != model.ScreenWatching && n != 0 {
					t.Error("what was told of a room is shown outside")
				}
			})
		})
	}
}

// TestBeingKickedOutOfASignInStaysOut: the answer to an older one is not shown.
func TestBeingKickedOutStaysOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, r := held(t)
		defer a.Close()
		a.OpenRoom(1)
		synctest.Wait()
		a.onEvent(liveroom.OnKickedOffline{})
		close(r.gate)
		synctest.Wait()
		s := a.Store.State()
		if s.Screen != model.ScreenWelcome || s.Welcome.Failure == nil || slices.Contains(r.asked, "EnterRoom") {
			t.Errorf("screen %d, %v, asked %q", s.Screen, s.Welcome.Failure, r.asked)
		}
	})
}
