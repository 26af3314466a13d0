package views

import (
	"fmt"
	"image"
	"image/draw"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel"
)

func TestFollowingFromTheCard(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	panel.ShowProfile(h.Desk, viewtest.Lin)
	h.Tap(viewtest.Button(t, h.Dialog().Content(), kit.T("follow.on")))
	h.Want("Follow[lin true]")
	h.Set(func(s *model.State) { s.Lobby.Follows = model.WithFollow(nil, "lin", true) })
	h.Tap(viewtest.Button(t, h.Dialog().Content(), kit.T("follow.off")))
	h.Want("Follow[lin false]")
}

func TestFollowedHostsComeFirst(t *testing.T) {
	l := model.Lobby{Rooms: []model.Room{{ID: 1, Host: viewtest.Lin, Viewers: 9}, {ID: 2, Host: viewtest.Ben, Viewers: 1}}, Follows: map[string]bool{"ben": true}}
	if got := l.Visible(); got[0].ID != 2 {
		t.Errorf("the order is %v", got)
	}
}

func TestMarksOnTheCardsOfTheLobby(t *testing.T) {
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenLobby, func(s *model.State) {
		s.Lobby.Rooms = []model.Room{
			{ID: 7, Title: "Bread", Host: viewtest.Lin, Viewers: 12, Live: true, PKRooms: 2, CoAnchors: 3},
			{ID: 8, Title: "Rain", Host: viewtest.Ben, Viewers: 3, Live: true, Private: true, PKRooms: 3, CoAnchors: 2},
			{ID: 9, Title: "Mine", Host: s.Me, Live: true, Mine: true, Private: true},
		}
		s.Lobby.Follows = map[string]bool{"lin": true}
	}))
	cut := image.NewNRGBA(image.Rect(0, 0, 960, 250))
	draw.Draw(cut, cut.Bounds(), h.Canvas().Capture(), image.Pt(0, 70), draw.Src)
	test.AssertImageMatches(t, "lobby-cards.png", cut)
	cards := h.Screen().(*lobby).cards
	h.Set(func(s *model.State) { s.Lobby.Follows = nil })
	if cards[7].follows.Visible() {
		t.Error("a card is marked though its host is not followed any more")
	}
}

func TestTheSwitchForMessagesOfLives(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby, func(s *model.State) { s.Settings.Open, s.Settings.FollowLive = true, true }))
	page := slices.IndexFunc(h.Settings().(*settingsScreen).pages, func(p settingsPage) bool { return p.name == kit.T("settings.follow") })
	h.Settings().(*settingsScreen).choose(page)
	h.Want("LookUpFollows")
	viewtest.Walk(h.Settings().(*settingsScreen).pages[page].object, func(o fyne.CanvasObject) {
		if s, ok := o.(*kit.Switch); ok {
			h.Tap(s)
		}
	})
	h.Want("SetFollowLive[false]")
}

func TestFollowingTheHostWhoIsWatched(t *testing.T) {
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	h.Tap(s.followed.button)
	h.Want("Follow[lin true]")
	h.Set(func(st *model.State) { st.Lobby.Follows = model.WithFollow(nil, "lin", true) })
	h.Tap(s.followed.button)
	h.Want("Follow[lin false]")
	if b := s.followed.button; b.Text != kit.T("follow.off") || b.TipText() != kit.T("tip.unfollow", kit.Values{"Name": "Lin"}) {
		t.Errorf("the button says %q, %q", b.Text, b.TipText())
	}
	h.Set(func(st *model.State) {
		st.Watching.Room.Title = "A title that is by far longer than the place there is for it beside a button and all the other things"
	})
	h.Press("L") // lays everything out anew
	bar, b := s.followed.box.Size().Width, s.followed.button
	if end := b.Position().X + b.Size().Width; end > bar || end < bar-1 {
		t.Errorf("the button ends at %v of %v", end, bar)
	}
	cut := image.NewNRGBA(image.Rect(0, 0, 960, 58))
	draw.Draw(cut, cut.Bounds(), h.Canvas().Capture(), image.Point{}, draw.Src)
	test.AssertImageMatches(t, "follow-host.png", cut)
	h.Set(func(st *model.State) { st.Watching.Room.Host = st.Me })
	if s.followed.button.Visible() {
		t.Error("one can follow oneself")
	}
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
	page := slices.IndexFunc(h.Settings().(*settingsScreen).pages, func(p settingsPage) bool { return p.name == kit.T("settings.follow") })
	h.Settings().(*settingsScreen).choose(page)
	h.Want("LookUpFollows")
	test.AssertImageMatches(t, "follow-people.png", h.Canvas().Capture())
	h.Sees("Friend 17")
	h.SeesNot("Friend 18")
	h.Tap(viewtest.Button(t, h.Settings().(*settingsScreen).pages[page].object, kit.T("follow.more")))
	h.Sees("Friend 29")
	h.SeesNot(kit.T("follow.more"))
	h.Tap(viewtest.Button(t, h.Settings().(*settingsScreen).pages[page].object, kit.T("follow.off")))
	h.Want("Follow[u29 false]") // the last row
	h.Set(func(s *model.State) { s.Lobby.Follows = model.WithFollow(s.Lobby.Follows, "u29", false) })
	h.Tap(viewtest.Button(t, h.Settings().(*settingsScreen).pages[page].object, kit.T("follow.on")))
	h.Want("Follow[u29 true]")
	h.Set(func(s *model.State) { s.Lobby.Followed = []model.Followed{} })
	h.Sees(kit.T("follow.nobody"))
}

func TestOnlyThePeopleOneFollows(t *testing.T) {
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenLobby, func(s *model.State) {
		s.Lobby.Rooms = []model.Room{{ID: 7, Title: "Bread", Host: viewtest.Lin, Live: true}, {ID: 8, Title: "Rain", Host: viewtest.Ben, Live: true}}
		s.Lobby.Follows = map[string]bool{"lin": true}
	}))
	l := h.Screen().(*lobby)
	h.Tap(l.only)
	h.Want("SetOnlyFollowed[true]")
	h.Set(func(s *model.State) { s.Lobby.OnlyFollowed = true })
	h.Sees("Bread")
	h.SeesNot("Rain")
	if !l.only.On() {
		t.Error("the switch is off")
	}
	h.Set(func(s *model.State) { s.Lobby.Search = "x" })
	h.Sees(kit.T("lobby.nothing"))
	h.Set(func(s *model.State) { s.Lobby.Search, s.Lobby.Follows = "", nil })
	h.SeesNot(kit.T("lobby.nothing"))
	h.Win.Resize(fyne.NewSize(961, 601)) // lays everything out anew
	test.AssertImageMatches(t, "follow-none.png", h.Canvas().Capture())
	h.Tap(viewtest.Button(t, l.noneLive, kit.T("follow.everybody")))
	h.Want("SetOnlyFollowed[false]")
}

func TestFollowsThatCannotBeReadSayWhatToDo(t *testing.T) {
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenLobby, func(s *model.State) {
		s.Settings.Open, s.Lobby.Followed, s.Lobby.FollowsFailed = true, nil, true
	}))
	for i := range h.Settings().(*settingsScreen).pages {
		h.Settings().(*settingsScreen).choose(i)
		if h.Settings().(*settingsScreen).pages[i].name == kit.T("settings.follow") {
			h.Sees(kit.T("follow.failed"))
			return
		}
	}
	t.Fatal("there is no page of people followed")
}
