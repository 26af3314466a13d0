package lobby

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// TestWhatWasTypedAsALinkIsKept for another try.
func TestWhatWasTypedAsALinkIsKept(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby, func(s *model.State) { s.Lobby.Typed = "4711x" }))
	h.Screen().(*lobby).askLink()
	if e, ok := h.Canvas().Focused().(*kit.Entry); !ok || e.Text != "4711x" {
		t.Errorf("the field has %+v", e)
	}
	if !h.Dialog().Yes.Enabled() {
		t.Error("what was typed cannot be tried again")
	}
}

func TestAFileDroppedOnTheLobbyIsRefused(t *testing.T) {
	photo := viewtest.File(t, "me.png")
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenLobby))
	h.Drop(h.Screen().Object(), photo)
	h.Want("RefuseFile[" + photo + "]")
}

func TestBadgesOnRoomCards(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby, func(s *model.State) {
		s.Lobby.Rooms[0].PKRooms, s.Lobby.Rooms[0].CoAnchors = 2, 1
		s.Lobby.Rooms[1].PKRooms = 4
	}))
	h.Sees(kit.T("lobby.pk"))
	h.Sees(kit.T("lobby.pk") + " × 4")
	h.Sees(kit.N("lobby.guests", 1))
	h.Set(func(s *model.State) {
		for i := range s.Lobby.Rooms {
			s.Lobby.Rooms[i].PKRooms, s.Lobby.Rooms[i].CoAnchors = 0, 0
		}
	})
	h.SeesNot(kit.T("lobby.pk"))
}

func TestLobbyOpensRoomsAndSearches(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby))
	s := h.Screen().(*lobby)
	h.Tap(s.cards[9])
	h.Want("OpenRoom[9]")
	h.Tap(s.live)
	h.Want("PrepareLive")
	s.search.SetText("chess")
	h.Want("SetSearch[chess]")
	h.Set(func(st *model.State) { st.Lobby.Search = "chess" })
	if len(s.grid.Objects) != 1 || s.cards[9] == nil {
		t.Errorf("%d cards for one match", len(s.grid.Objects))
	}
	h.Set(func(st *model.State) { st.Lobby.Search = "nothing" })
	h.Sees(kit.T("lobby.nothing"))
	s.sort.SetSelectedIndex(2)
	h.Want("SetSort[3]")
	h.Press(fyne.KeyF5)
	h.Want("Refresh")
}

func TestLobbyKeepsCardsAcrossARefresh(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby))
	s := h.Screen().(*lobby)
	card := s.cards[7]
	h.Set(func(st *model.State) {
		st.Lobby.Rooms = []model.Room{{ID: 7, Title: "Bread and butter", Host: model.User{ID: "lin"}, Viewers: 4000}, {ID: 11, Viewers: 1}}
	})
	if s.cards[7] != card || card.title.Text() != "Bread and butter" || card.viewers.Text() != "4k" {
		t.Errorf("the card of a room that stayed was not updated: %q %q", card.title.Text(), card.viewers.Text())
	}
	if s.cards[9] != nil || s.cards[11] == nil {
		t.Error("cards do not follow the list")
	}
}

func TestLobbyStates(t *testing.T) {
	for _, c := range []struct {
		name   string
		lobby  model.Lobby
		sees   string
		action func(*lobby) fyne.Tappable
		want   string
	}{
		{"loading", model.Lobby{}, kit.T("lobby.loading"), nil, ""},
		{"empty invites", model.Lobby{Loaded: true}, kit.T("lobby.empty.title"), nil, ""},
		{"failed", model.Lobby{Loaded: true, Failure: &model.Failure{Code: model.FailureList}}, kit.T("failure.list.do"), nil, ""},
		{"no such room", model.Lobby{Loaded: true, OpenFailure: &model.Failure{Code: model.FailureNoRoom, Subject: "5"}}, kit.T("failure.noRoom.what", kit.Values{"Subject": "5"}), nil, ""},
		{"opening", model.Lobby{Loaded: true, Opening: 7}, kit.T("lobby.opening", kit.Values{"Room": 7}), nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := viewtest.New(t, viewtest.On(model.ScreenLobby, func(s *model.State) { s.Lobby = c.lobby }))
			h.Sees(c.sees)
		})
	}
}

func TestOpenByNumberOrLink(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby))
	h.Screen().(*lobby).askLink()
	if h.Dialog() == nil || h.Dialog().Yes.Enabled() {
		t.Fatal("no dialog, or it takes an empty text")
	}
	entry := h.Canvas().Focused().(*kit.Entry)
	entry.SetText(" onair://host/9 ")
	if !h.Dialog().Yes.Enabled() {
		t.Error("a link cannot be opened")
	}
	h.Tap(h.Dialog().Yes)
	h.Want("OpenLink[onair://host/9]")
	if h.Dialog() != nil {
		t.Error("the dialog stays")
	}
}

func TestLostConnectionShowsABannerThatMovesNothing(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby))
	card := h.Screen().(*lobby).cards[7]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(card)
	h.Set(func(s *model.State) { s.Connection = model.Connection{Phase: model.ConnectionLost, RetryIn: 4} })
	h.Sees(kit.T("banner.lost", kit.Values{"Seconds": 4}))
	if now := fyne.CurrentApp().Driver().AbsolutePositionForObject(card); now != at {
		t.Errorf("a card moved from %v to %v", at, now)
	}
	retry := viewtest.Button(t, h.Canvas().Content(), kit.T("banner.retry"))
	h.Tap(retry)
	h.Want("RetryNow")
	h.Set(func(s *model.State) { s.Connection.Phase = model.ConnectionRetrying })
	if retry.Enabled() {
		t.Error("retry can be pressed while retrying")
	}
	h.Set(func(s *model.State) { s.Connection.Phase = model.ConnectionUp })
	h.SeesNot(kit.T("banner.retrying"))
}

func TestServersNearbyAreOfferedAndAskedFor(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby))
	h.SeesNot(kit.T("lobby.nearby"))
	here := model.NearbyServer{Address: "10.0.0.1:7880", Name: "mine", Here: true}
	h.Set(func(s *model.State) { s.Lobby.Nearby = []model.NearbyServer{here} })
	h.SeesNot(kit.T("lobby.nearby"))
	h.Set(func(s *model.State) {
		s.Lobby.Nearby = []model.NearbyServer{here, {Address: "10.0.0.2:7880", Name: "studio"}, {Address: "10.0.0.3:7880"}}
	})
	h.Sees(kit.T("lobby.nearby"))
	h.SeesNot("mine")
	h.Sees("10.0.0.3:7880")
	h.Tap(viewtest.Button(t, h.Canvas().Content(), "studio"))
	h.Want()
	h.Tap(h.Dialog().Yes)
	h.Want("OpenNearby[10.0.0.2:7880]")
}

// TestAMessageCoversNoButtonOfAnEmptyLobby in the smallest window.
func TestAMessageCoversNoButtonOfAnEmptyLobby(t *testing.T) {
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenLobby, func(s *model.State) {
		s.Lobby = model.Lobby{
			Loaded: true, OpenFailure: &model.Failure{Code: model.FailureNobodyLive},
			Nearby: []model.NearbyServer{{Address: "192.168.1.9:7880", Name: "studio"}},
		}
	}))
	h.Win.Resize(fyne.NewSize(960, 601)) // else only a driver lays out anew
	l := h.Screen().(*lobby)
	bottom := func(o fyne.CanvasObject) float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y + o.Size().Height
	}
	var buttons float32
	viewtest.Walk(l.empty, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok {
			buttons = max(buttons, bottom(b))
		}
	})
	card := l.openFailure.Object()
	if top := bottom(card) - card.Size().Height; buttons == 0 || top < buttons {
		t.Errorf("the message begins at %v, the buttons end at %v", top, buttons)
	}
}
