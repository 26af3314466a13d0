package live

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

func TestViewerAsksWaitsAndCancels(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	h.Press(fyne.KeyJ)
	h.Tap(h.Dialog().Other)
	h.Want("AskToJoin[true]")
	h.Tap(s.join)
	h.Tap(h.Dialog().Yes)
	h.Want("AskToJoin[false]")
	h.Set(func(st *model.State) {
		st.Live.CoAnchor.Phase, st.Live.CoAnchor.Until = model.JoinAsking, viewtest.Soon
	})
	h.Sees(kit.T("call.asked", kit.Values{"Name": "Lin"}))
	h.Sees("20 s")
	h.Tap(s.join)
	h.Want("CancelJoin")
	h.Press(fyne.KeyN)
	h.Want("CancelJoin")
	h.Set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{Blocked: model.BlockedInPK} })
	if s.join.Enabled() || s.join.TipText() != kit.T("blocked.inPK") {
		t.Errorf("enabled %v, reason %q", s.join.Enabled(), s.join.TipText())
	}
	h.Press(fyne.KeyJ)
	h.Want()
}

func TestAcceptedViewerLooksAtThemselvesThenGoesUp(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	h.Set(func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.Preview = model.JoinReady, model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	})
	if h.Dialog() == nil || len(h.Cable.Sinks[model.LocalTile]) != 1 {
		t.Fatal("no card, or it shows no picture")
	}
	var up, sound *kit.Button
	viewtest.Walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok {
			switch b.Text {
			case kit.T("ready.up"):
				up = b
			case kit.T("ready.sound"):
				sound = b
			}
		}
	})
	h.Tap(up)
	h.Want("GoUp[false]")
	h.Tap(sound)
	h.Want("GoUp[true]")
	h.Set(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinGoing })
	if up.Enabled() || h.Dialog() == nil {
		t.Error("going up can be asked for twice")
	}
	h.Press(fyne.KeyEscape)
	h.Want("CancelJoin")
	h.Set(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage })
	if h.Dialog() != nil || len(h.Cable.Sinks[model.LocalTile]) != 0 {
		t.Error("the card stays")
	}
}

func TestTheCardComesAgainInANewLanguageAndANewRoom(t *testing.T) {
	ready := func(s *model.State) {
		s.Screen = model.ScreenWatching
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.Preview = model.JoinReady, model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	}
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, ready))
	h.Set(func(s *model.State) { s.Settings.Language = "zh" })
	if h.Dialog() == nil {
		t.Error("the card went with the language")
	}
	h.Set(func(s *model.State) { s.Screen, s.Live = model.ScreenLobby, model.Live{} })
	if h.Dialog() != nil || len(h.Cable.Sinks[model.LocalTile]) != 0 {
		t.Error("the card stays in the lobby")
	}
	h.Set(ready)
	if h.Dialog() == nil {
		t.Error("no card in the next room")
	}
}

func TestOnStageTheBarIsTheGuests(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage }))
	s := h.Screen().(*watching)
	h.Tap(s.mic)
	h.Want("MuteMicrophone[true]")
	h.Press(fyne.KeyV)
	h.Want("MuteCamera[true]")
	h.Press(fyne.KeyJ)
	h.Tap(h.Dialog().Yes)
	h.Want("LeaveStage")
	h.Tap(s.leave)
	h.Want()
	h.Tap(h.Dialog().Other)
	h.Want("LeaveStage")
	h.Tap(s.leave)
	h.Tap(h.Dialog().Yes)
	h.Want("LeaveRoom")
	h.Set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{} })
	if s.mic.Visible() {
		t.Error("a viewer has a microphone")
	}
	h.Tap(s.leave)
	h.Want("LeaveRoom")
}

func TestInvitationIsAnsweredWithoutTakingTheFocus(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	p := h.Screen().(*watching).chat
	p.Focus()
	h.Set(func(s *model.State) {
		s.Live.CoAnchor.Invitation = &model.Invitation{User: viewtest.Lin, Until: viewtest.Soon}
	})
	if h.Canvas().Focused() != p.Entry {
		t.Error("the question took the focus")
	}
	h.Sees(kit.T("call.invited", kit.Values{"Name": "Lin"}))
	h.Press(fyne.KeyY)
	h.Want("AnswerInvitation[true]")
	h.Press(fyne.KeyN)
	h.Want("AnswerInvitation[false]")
	h.Set(func(s *model.State) { s.Live.CoAnchor.Invitation = nil })
	h.SeesNot(kit.T("call.invited", kit.Values{"Name": "Lin"}))
}

func TestAnchorAnswersRequests(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.CoAnchor.Requests = []model.JoinRequest{{User: viewtest.Ben, SoundOnly: true, Until: viewtest.Soon}}
		s.Live.CoAnchor.Seats = []model.Seat{{Number: 1}, {Number: 2, Locked: true}, {Number: 3, User: viewtest.Lin}}
	}))
	s := h.Screen().(*onAir)
	if got := s.panel.Heads.Badge(s.pageRequests); got != "1" {
		t.Errorf("the badge says %q", got)
	}
	s.panel.Choose(s.pageRequests)
	h.Sees(kit.T("requests.sound"))
	h.Sees("20 s")
	h.Tap(viewtest.Button(t, s.requests.Object(), kit.T("accept")))
	h.Want("AnswerJoin[ben true]")
	h.Tap(viewtest.Button(t, s.requests.Object(), kit.T("reject")))
	h.Want("AnswerJoin[ben false]")
	var locks []*kit.Switch
	viewtest.Walk(s.requests.Object(), func(o fyne.CanvasObject) {
		if w, ok := o.(*kit.Switch); ok {
			locks = append(locks, w)
		}
	})
	h.Tap(locks[0])
	h.Want("LockSeat[1 true]")
	h.Tap(locks[1])
	h.Want("LockSeat[2 false]")
	h.Set(func(st *model.State) { st.Live.CoAnchor.Requests[0].Answering = true })
	h.Set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{} })
	h.Sees(kit.T("requests.none"))
	if s.panel.Heads.Badge(s.pageRequests) != "" {
		t.Error("the badge stays")
	}
}

func TestTileToolsAppearUnderTheMouse(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Standings = map[string]model.Standing{"ben": {Role: model.RoleCoAnchor}}
		s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "ben", User: viewtest.Ben, Live: true, Level: 60})
	}))
	s := h.Screen().(*onAir).stage
	guest := s.Tiles[1]
	if guest.Ring.StrokeWidth == 0 {
		t.Error("a voice has no ring")
	}
	at := guest.Box.Position().AddXY(20, 20)
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	if len(guest.Tools.Box.Objects) == 0 || len(s.Tiles[0].Tools.Box.Objects) != 0 {
		t.Fatal("the buttons are not on the tile under the mouse alone")
	}
	h.Tap(guest.Tools.Mute)
	h.Want("MuteHere[ben true]")
	h.Tap(guest.Tools.Down)
	h.Want()
	h.Tap(h.Dialog().Yes)
	h.Want("KickFromStage[ben]")
	h.Now = func() time.Time { return viewtest.FixedNow.Add(time.Hour) }
	h.Until("the buttons to go", func() bool { return len(guest.Tools.Box.Objects) == 0 })
}

func TestArrangements(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) {
		s.Watching.Tiles = append(s.Watching.Tiles, model.Tile{ID: "ben", User: viewtest.Ben}, model.Tile{ID: "c"}, model.Tile{ID: "d"})
	}))
	s := h.Screen().(*watching).stage
	width := func(i int) float32 { return s.Tiles[i].Box.Size().Width }
	if width(0) < 2*width(1) {
		t.Errorf("focus: %v and %v wide", width(0), width(1))
	}
	h.Press(fyne.KeyO)
	h.Want("SetArrangement[1]")
	h.Set(func(st *model.State) { st.Settings.Arrangement = model.ArrangeGrid })
	if width(0) != width(3) || s.Tiles[2].Box.Position().Y == 0 {
		t.Error("no grid")
	}
	h.Press(fyne.KeyO)
	h.Want("SetArrangement[2]")
	h.Set(func(st *model.State) { st.Settings.Arrangement = model.ArrangeSide })
	if s.Tiles[3].Box.Position().Y != 0 || width(0) > s.Size().Width/3 {
		t.Error("not side by side")
	}
}
