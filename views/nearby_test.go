package views

import (
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

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
	h.Set(func(s *model.State) { s.Screen = model.ScreenWelcome })
	h.Tap(viewtest.Button(t, h.Canvas().Content(), "studio"))
	if got := h.Screen().(*welcome).server.Text; got != "10.0.0.2:7880" {
		t.Errorf("the address is %q", got)
	}
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
