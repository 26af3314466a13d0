package views

import (
	"testing"

	"onair/app/model"
	"onair/views/kit"
)

func TestServersNearbyAreOfferedAndAskedFor(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby))
	h.seesNot(kit.T("lobby.nearby"))
	here := model.NearbyServer{Address: "10.0.0.1:7880", Name: "mine", Here: true}
	h.set(func(s *model.State) { s.Lobby.Nearby = []model.NearbyServer{here} })
	h.seesNot(kit.T("lobby.nearby"))
	h.set(func(s *model.State) {
		s.Lobby.Nearby = []model.NearbyServer{here, {Address: "10.0.0.2:7880", Name: "studio"}, {Address: "10.0.0.3:7880"}}
	})
	h.sees(kit.T("lobby.nearby"))
	h.seesNot("mine")
	h.sees("10.0.0.3:7880")
	h.tap(button(t, h.Canvas().Content(), "studio"))
	h.want()
	h.tap(h.Dialog().Yes)
	h.want("OpenNearby[10.0.0.2:7880]")
	h.set(func(s *model.State) { s.Screen = model.ScreenWelcome })
	h.tap(button(t, h.Canvas().Content(), "studio"))
	if got := h.screen.(*welcome).server.Text; got != "10.0.0.2:7880" {
		t.Errorf("the address is %q", got)
	}
}

func TestBadgesOnRoomCards(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby, func(s *model.State) {
		s.Lobby.Rooms[0].PKRooms, s.Lobby.Rooms[0].CoAnchors = 2, 1
		s.Lobby.Rooms[1].PKRooms = 4
	}))
	h.sees(kit.T("lobby.pk"))
	h.sees(kit.T("lobby.pk") + " × 4")
	h.sees(kit.N("lobby.guests", 1))
	h.set(func(s *model.State) {
		for i := range s.Lobby.Rooms {
			s.Lobby.Rooms[i].PKRooms, s.Lobby.Rooms[i].CoAnchors = 0, 0
		}
	})
	h.seesNot(kit.T("lobby.pk"))
}
