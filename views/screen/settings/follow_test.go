package settings

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

func TestTheSwitchForMessagesOfLives(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby, func(s *model.State) { s.Settings.Open, s.Settings.FollowLive = true, true }))
	page := slices.IndexFunc(h.Settings().(*settings).pages, func(p settingsPage) bool { return p.name == kit.T("settings.follow") })
	h.Settings().(*settings).choose(page)
	h.Want("LookUpFollows")
	viewtest.Walk(h.Settings().(*settings).pages[page].object, func(o fyne.CanvasObject) {
		if s, ok := o.(*kit.Switch); ok {
			h.Tap(s)
		}
	})
	h.Want("SetFollowLive[false]")
}

func TestThePeopleOneFollows(t *testing.T) {
	people := []model.Followed{{User: viewtest.Lin, Fans: 1204, Live: true}, {User: viewtest.Ben, Fans: 1}}
	follows := map[string]bool{"lin": true, "ben": true}
	for i := range 30 {
		u := model.User{ID: fmt.Sprint("u", i), Name: fmt.Sprint("Friend ", i)}
		people, follows[u.ID] = append(people, model.Followed{User: u}), true
	}
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenLobby, func(s *model.State) {
		s.Settings.Open, s.Settings.FollowLive = true, true
		s.Lobby.Followed, s.Lobby.Follows = people, follows
	}))
	page := slices.IndexFunc(h.Settings().(*settings).pages, func(p settingsPage) bool { return p.name == kit.T("settings.follow") })
	h.Settings().(*settings).choose(page)
	h.Want("LookUpFollows")
	test.AssertImageMatches(t, "follow-people.png", h.Canvas().Capture())
	h.Sees("Friend 17")
	h.SeesNot("Friend 18")
	h.Tap(viewtest.Button(t, h.Settings().(*settings).pages[page].object, kit.T("follow.more")))
	h.Sees("Friend 29")
	h.SeesNot(kit.T("follow.more"))
	h.Tap(viewtest.Button(t, h.Settings().(*settings).pages[page].object, kit.T("follow.off")))
	h.Want("Follow[u29 false]") // the last row
	h.Set(func(s *model.State) { s.Lobby.Follows = model.WithFollow(s.Lobby.Follows, "u29", false) })
	h.Tap(viewtest.Button(t, h.Settings().(*settings).pages[page].object, kit.T("follow.on")))
	h.Want("Follow[u29 true]")
	h.Set(func(s *model.State) { s.Lobby.Followed = []model.Followed{} })
	h.Sees(kit.T("follow.nobody"))
}

func TestFollowsThatCannotBeReadSayWhatToDo(t *testing.T) {
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenLobby, func(s *model.State) {
		s.Settings.Open, s.Lobby.Followed, s.Lobby.FollowsFailed = true, nil, true
	}))
	for i := range h.Settings().(*settings).pages {
		h.Settings().(*settings).choose(i)
		if h.Settings().(*settings).pages[i].name == kit.T("settings.follow") {
			h.Sees(kit.T("follow.failed"))
			return
		}
	}
	t.Fatal("there is no page of people followed")
}
