package app

import (
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// heldCall is one thing that the program asks of somebody far away.
type heldCall struct {
	name  string // of the live room's method
	at    func(a *App, r *heldRoom)
	ask   func(a *App)
	alone bool // it leads somewhere: what the user does next waits for it
}

func inLobby(*App, *heldRoom) {}

func inRoom(a *App, r *heldRoom) { watchHeld(a, r, 1) }

func inSetup(a *App, _ *heldRoom) {
	a.Store.Update(func(s *model.State) { s.Screen, s.Setup.RoomNumber = model.ScreenSetup, 7 })
}

// heldCalls are all of them; those about seats, PK and order are tried in package stage.
var heldCalls = []heldCall{
	{"SendRoomTextMsg", inRoom, func(a *App) { a.SendChat("hi") }, false},
	{"Gifts", inRoom, func(a *App) { a.OpenGifts() }, false},
	{"SendGift", inRoom, func(a *App) { a.SendGift("rose", 1, "") }, false},
	{"HistoryPage", func(a *App, r *heldRoom) {
		inRoom(a, r)
		a.Store.Update(func(s *model.State) { s.Live.Chat = model.Chat{Older: true, Lines: []model.ChatLine{{Seq: 9}}} })
	}, func(a *App) { a.OlderChat() }, false},
	{"SetPrivate", hostHeld, func(a *App) { a.SetPrivate(true) }, false},
	{"SetPrivate", hostHeld, func(a *App) { a.RenewInvitation() }, false},
	{"SetComments", hostHeld, func(a *App) { a.SetCommentsOff(true) }, false},
	{"SetRoomName", hostHeld, func(a *App) { a.ChangeTitle("other") }, false},
	{"BlockedWords", inLobby, func(a *App) { a.OpenBlockedWords() }, false},
	{"SetBlockedWords", inLobby, func(a *App) { a.SaveBlockedWords([]string{"x"}) }, false},
	{"SetSelfProfile", inLobby, func(a *App) { a.SetProfile("Anew", "") }, false},
	{"Follow", inLobby, func(a *App) { a.Follow("bob", true) }, false},
	{"FollowInfo", inLobby, func(a *App) { a.LookUpFans("bob") }, false},
	{"Follows", inLobby, func(a *App) { a.LookUpFollows() }, false},
	{"RoomList", inLobby, func(a *App) { a.Refresh() }, false},
	{"WatchRoomList", func(a *App, _ *heldRoom) { a.Store.Update(func(s *model.State) { s.Lobby.Loaded = true }) },
		func(a *App) { a.lobby.Rejoin() }, false},

	{"RoomInfos", inLobby, func(a *App) { a.OpenRoom(1) }, true},
	{"RoomList", inLobby, func(a *App) { a.OpenRoom(0) }, true},
	{"ExitRoom", inRoom, func(a *App) { a.PrepareLive() }, true},
	{"ExitRoom", inRoom, func(a *App) { a.LeaveRoom() }, true},
	{"SwitchRoom", inRoom, func(a *App) { a.SwitchLive(true, false) }, true},
	{"CreateRoom", inSetup, func(a *App) { a.GoLive() }, true},
	{"EndRoom", hostHeld, func(a *App) { a.EndLive() }, true},
}

// aboutRoom is the state without what belongs to the computer.
func aboutRoom(a *App) model.State {
	s := a.Store.State()
	s.Version, s.Devices, s.Setup.Checks, s.Setup.Blocked, s.Setup.Preview = 0, model.Devices{}, nil, "", model.Tile{}
	return s
}

// TestLateAnswersShowNothing drives each call, goes elsewhere before the answer comes,
// good or bad, and compares what is shown before and after it.
func TestLateAnswersShowNothing(t *testing.T) {
	away := map[string]func(a *App, r *heldRoom){
		"another room": func(a *App, r *heldRoom) { watchHeld(a, r, 2) },
		"signed out":   func(a *App, _ *heldRoom) { a.onEvent(liveroom.OnKickedOffline{}) },
		"another server": func(a *App, _ *heldRoom) {
			a.onEvent(liveroom.OnKickedOffline{})
			a.desk.SignedIn(func(s *model.State) { s.Screen, s.Me = model.ScreenLobby, model.User{ID: "other"} })
		},
	}
	ofServer := []string{"BlockedWords", "SetBlockedWords", "SetSelfProfile", "Follow", "FollowInfo", "Follows", "RoomList", "WatchRoomList"}
	for _, c := range heldCalls {
		for where, leave := range away {
			if where == "another room" && (c.alone || slices.Contains(ofServer, c.name)) {
				continue
			}
			for _, answer := range []error{nil, errNo} {
				t.Run(c.name+" "+where, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						a, r := held(t)
						defer a.Close()
						c.at(a, r)
						c.ask(a)
						synctest.Wait()
						if !slices.Equal(r.asked, []string{c.name}) {
							t.Fatalf("asked: %q", r.asked)
						}
						leave(a, r)
						synctest.Wait()
						before := aboutRoom(a)
						r.answer = answer
						close(r.gate)
						synctest.Wait()
						time.Sleep(3 * time.Second)
						synctest.Wait()
						if after := aboutRoom(a); !reflect.DeepEqual(before, after) {
							t.Errorf("answer %v, then asked %q: what is shown changes:\n%+v\n%+v", answer, r.asked, before, after)
						}
					})
				})
			}
		}
	}
}
