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
	"onair/views/kit"
	"onair/views/panel"
)

func (r *recorder) Follow(user string, on bool) { r.add(call("Follow", user, on)) }
func (r *recorder) SetFollowLive(on bool)       { r.add(call("SetFollowLive", on)) }

func (r *recorder) SetOnlyFollowed(on bool) { r.add(call("SetOnlyFollowed", on)) }
func (r *recorder) LookUpFollows()          { r.add("LookUpFollows") }

// LookUpFans comes with each card; it is not noted.
func (r *recorder) LookUpFans(string) {}

func TestFollowingFromTheCard(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	panel.ShowProfile(h.Desk, lin)
	h.tap(button(t, h.Dialog().Content(), kit.T("follow.on")))
	h.want("Follow[lin true]")
	h.set(func(s *model.State) { s.Lobby.Follows = model.WithFollow(nil, "lin", true) })
	h.tap(button(t, h.Dialog().Content(), kit.T("follow.off")))
	h.want("Follow[lin false]")
}

func TestFollowedHostsComeFirst(t *testing.T) {
	l := model.Lobby{Rooms: []model.Room{{ID: 1, Host: lin, Viewers: 9}, {ID: 2, Host: ben, Viewers: 1}}, Follows: map[string]bool{"ben": true}}
	if got := l.Visible(); got[0].ID != 2 {
		t.Errorf("the order is %v", got)
	}
}

func TestMarksOnTheCardsOfTheLobby(t *testing.T) {
	h := newSizedHarness(t, 960, 600, onScreen(model.ScreenLobby, func(s *model.State) {
		s.Lobby.Rooms = []model.Room{
			{ID: 7, Title: "Bread", Host: lin, Viewers: 12, Live: true, PKRooms: 2, CoAnchors: 3},
			{ID: 8, Title: "Rain", Host: ben, Viewers: 3, Live: true, Private: true, PKRooms: 3, CoAnchors: 2},
			{ID: 9, Title: "Mine", Host: s.Me, Live: true, Mine: true, Private: true},
		}
		s.Lobby.Follows = map[string]bool{"lin": true}
	}))
	cut := image.NewNRGBA(image.Rect(0, 0, 960, 250))
	draw.Draw(cut, cut.Bounds(), h.Canvas().Capture(), image.Pt(0, 70), draw.Src)
	test.AssertImageMatches(t, "lobby-cards.png", cut)
	cards := h.screen.(*lobby).cards
	h.set(func(s *model.State) { s.Lobby.Follows = nil })
	if cards[7].follows.Visible() {
		t.Error("a card is marked though its host is not followed any more")
	}
}

func TestTheSwitchForMessagesOfLives(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby, func(s *model.State) { s.Settings.Open, s.Settings.FollowLive = true, true }))
	page := slices.IndexFunc(h.settings.pages, func(p settingsPage) bool { return p.name == kit.T("settings.follow") })
	h.settings.choose(page)
	h.want("LookUpFollows")
	walk(h.settings.pages[page].object, func(o fyne.CanvasObject) {
		if s, ok := o.(*kit.Switch); ok {
			h.tap(s)
		}
	})
	h.want("SetFollowLive[false]")
}

func TestFollowingTheHostWhoIsWatched(t *testing.T) {
	h := newSizedHarness(t, 960, 600, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	h.tap(s.followed.button)
	h.want("Follow[lin true]")
	h.set(func(st *model.State) { st.Lobby.Follows = model.WithFollow(nil, "lin", true) })
	h.tap(s.followed.button)
	h.want("Follow[lin false]")
	if b := s.followed.button; b.Text != kit.T("follow.off") || b.TipText() != kit.T("tip.unfollow", kit.Values{"Name": "Lin"}) {
		t.Errorf("the button says %q, %q", b.Text, b.TipText())
	}
	h.set(func(st *model.State) {
		st.Watching.Room.Title = "A title that is by far longer than the place there is for it beside a button and all the other things"
	})
	h.press("L") // lays everything out anew
	bar, b := s.followed.box.Size().Width, s.followed.button
	if end := b.Position().X + b.Size().Width; end > bar || end < bar-1 {
		t.Errorf("the button ends at %v of %v", end, bar)
	}
	cut := image.NewNRGBA(image.Rect(0, 0, 960, 58))
	draw.Draw(cut, cut.Bounds(), h.Canvas().Capture(), image.Point{}, draw.Src)
	test.AssertImageMatches(t, "follow-host.png", cut)
	h.set(func(st *model.State) { st.Watching.Room.Host = st.Me })
	if s.followed.button.Visible() {
		t.Error("one can follow oneself")
	}
}

func TestThePeopleOneFollows(t *testing.T) {
	people := []model.Followed{{User: lin, Fans: 1204, Live: true}, {User: ben, Fans: 1}}
	follows := map[string]bool{"lin": true, "ben": true}
	for i := range 30 {
		u := model.User{ID: fmt.Sprint("u", i), Name: fmt.Sprint("Friend ", i)}
		people, follows[u.ID] = append(people, model.Followed{User: u}), true
	}
	h := newSizedHarness(t, 960, 600, onScreen(model.ScreenLobby, func(s *model.State) {
		s.Settings.Open, s.Settings.FollowLive = true, true
		s.Lobby.Followed, s.Lobby.Follows = people, follows
	}))
	page := slices.IndexFunc(h.settings.pages, func(p settingsPage) bool { return p.name == kit.T("settings.follow") })
	h.settings.choose(page)
	h.want("LookUpFollows")
	test.AssertImageMatches(t, "follow-people.png", h.Canvas().Capture())
	h.sees("Friend 17")
	h.seesNot("Friend 18")
	h.tap(button(t, h.settings.pages[page].object, kit.T("follow.more")))
	h.sees("Friend 29")
	h.seesNot(kit.T("follow.more"))
	h.tap(button(t, h.settings.pages[page].object, kit.T("follow.off")))
	h.want("Follow[u29 false]") // the last row
	h.set(func(s *model.State) { s.Lobby.Follows = model.WithFollow(s.Lobby.Follows, "u29", false) })
	h.tap(button(t, h.settings.pages[page].object, kit.T("follow.on")))
	h.want("Follow[u29 true]")
	h.set(func(s *model.State) { s.Lobby.Followed = []model.Followed{} })
	h.sees(kit.T("follow.nobody"))
}

func TestOnlyThePeopleOneFollows(t *testing.T) {
	h := newSizedHarness(t, 960, 600, onScreen(model.ScreenLobby, func(s *model.State) {
		s.Lobby.Rooms = []model.Room{{ID: 7, Title: "Bread", Host: lin, Live: true}, {ID: 8, Title: "Rain", Host: ben, Live: true}}
		s.Lobby.Follows = map[string]bool{"lin": true}
	}))
	l := h.screen.(*lobby)
	h.tap(l.only)
	h.want("SetOnlyFollowed[true]")
	h.set(func(s *model.State) { s.Lobby.OnlyFollowed = true })
	h.sees("Bread")
	h.seesNot("Rain")
	if !l.only.On() {
		t.Error("the switch is off")
	}
	h.set(func(s *model.State) { s.Lobby.Search = "x" })
	h.sees(kit.T("lobby.nothing"))
	h.set(func(s *model.State) { s.Lobby.Search, s.Lobby.Follows = "", nil })
	h.seesNot(kit.T("lobby.nothing"))
	h.win.Resize(fyne.NewSize(961, 601)) // lays everything out anew
	test.AssertImageMatches(t, "follow-none.png", h.Canvas().Capture())
	h.tap(button(t, l.noneLive, kit.T("follow.everybody")))
	h.want("SetOnlyFollowed[false]")
}

func TestFollowsThatCannotBeReadSayWhatToDo(t *testing.T) {
	h := newSizedHarness(t, 960, 600, onScreen(model.ScreenLobby, func(s *model.State) {
		s.Settings.Open, s.Lobby.Followed, s.Lobby.FollowsFailed = true, nil, true
	}))
	for i := range h.settings.pages {
		h.settings.choose(i)
		if h.settings.pages[i].name == kit.T("settings.follow") {
			h.sees(kit.T("follow.failed"))
			return
		}
	}
	t.Fatal("there is no page of people followed")
}
