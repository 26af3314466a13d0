package lobby

import (
	"image"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

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
