package views

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/kit"
)

func TestViewerAsksWaitsAndCancels(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	h.press(fyne.KeyJ)
	h.tap(h.Dialog().Other)
	h.want("AskToJoin[true]")
	h.tap(s.join)
	h.tap(h.Dialog().Yes)
	h.want("AskToJoin[false]")
	h.set(func(st *model.State) { st.Live.CoAnchor.Phase, st.Live.CoAnchor.Until = model.JoinAsking, soon })
	h.sees(kit.T("call.asked", kit.Values{"Name": "Lin"}))
	h.sees("20 s")
	h.tap(s.join)
	h.want("CancelJoin")
	h.press(fyne.KeyN)
	h.want("CancelJoin")
	h.set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{Blocked: model.BlockedInPK} })
	if s.join.Enabled() || s.join.TipText() != kit.T("blocked.inPK") {
		t.Errorf("enabled %v, reason %q", s.join.Enabled(), s.join.TipText())
	}
	h.press(fyne.KeyJ)
	h.want()
}

func TestAcceptedViewerLooksAtThemselvesThenGoesUp(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	h.set(func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.Preview = model.JoinReady, model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	})
	if h.Dialog() == nil || len(h.video.sinks[model.LocalTile]) != 1 {
		t.Fatal("no card, or it shows no picture")
	}
	var up, sound *kit.Button
	walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok {
			switch b.Text {
			case kit.T("ready.up"):
				up = b
			case kit.T("ready.sound"):
				sound = b
			}
		}
	})
	h.tap(up)
	h.want("GoUp[false]")
	h.tap(sound)
	h.want("GoUp[true]")
	h.set(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinGoing })
	if up.Enabled() || h.Dialog() == nil {
		t.Error("going up can be asked for twice")
	}
	h.press(fyne.KeyEscape)
	h.want("CancelJoin")
	h.set(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage })
	if h.Dialog() != nil || len(h.video.sinks[model.LocalTile]) != 0 {
		t.Error("the card stays")
	}
}

func TestTheCardComesAgainInANewLanguageAndANewRoom(t *testing.T) {
	ready := func(s *model.State) {
		s.Screen = model.ScreenWatching
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.Preview = model.JoinReady, model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	}
	h := newHarness(t, onScreen(model.ScreenWatching, ready))
	h.set(func(s *model.State) { s.Settings.Language = "zh" })
	if h.Dialog() == nil {
		t.Error("the card went with the language")
	}
	h.set(func(s *model.State) { s.Screen, s.Live = model.ScreenLobby, model.Live{} })
	if h.Dialog() != nil || len(h.video.sinks[model.LocalTile]) != 0 {
		t.Error("the card stays in the lobby")
	}
	h.set(ready)
	if h.Dialog() == nil {
		t.Error("no card in the next room")
	}
}

func TestOnStageTheBarIsTheGuests(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage }))
	s := h.screen.(*watching)
	h.tap(s.mic)
	h.want("MuteMicrophone[true]")
	h.press(fyne.KeyV)
	h.want("MuteCamera[true]")
	h.press(fyne.KeyJ)
	h.tap(h.Dialog().Yes)
	h.want("LeaveStage")
	h.tap(s.leave)
	h.want()
	h.tap(h.Dialog().Other)
	h.want("LeaveStage")
	h.tap(s.leave)
	h.tap(h.Dialog().Yes)
	h.want("LeaveRoom")
	h.set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{} })
	if s.mic.Visible() {
		t.Error("a viewer has a microphone")
	}
	h.tap(s.leave)
	h.want("LeaveRoom")
}

func TestInvitationIsAnsweredWithoutTakingTheFocus(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	p.Focus()
	h.set(func(s *model.State) { s.Live.CoAnchor.Invitation = &model.Invitation{User: lin, Until: soon} })
	if h.Canvas().Focused() != p.Entry {
		t.Error("the question took the focus")
	}
	h.sees(kit.T("call.invited", kit.Values{"Name": "Lin"}))
	h.press(fyne.KeyY)
	h.want("AnswerInvitation[true]")
	h.press(fyne.KeyN)
	h.want("AnswerInvitation[false]")
	h.set(func(s *model.State) { s.Live.CoAnchor.Invitation = nil })
	h.seesNot(kit.T("call.invited", kit.Values{"Name": "Lin"}))
}

func TestAnchorAnswersRequests(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.CoAnchor.Requests = []model.JoinRequest{{User: ben, SoundOnly: true, Until: soon}}
		s.Live.CoAnchor.Seats = []model.Seat{{Number: 1}, {Number: 2, Locked: true}, {Number: 3, User: lin}}
	}))
	s := h.screen.(*onAir)
	if got := s.panel.Heads.Badge(s.pageRequests); got != "1" {
		t.Errorf("the badge says %q", got)
	}
	s.panel.Choose(s.pageRequests)
	h.sees(kit.T("requests.sound"))
	h.sees("20 s")
	h.tap(button(t, s.requests.Object(), kit.T("accept")))
	h.want("AnswerJoin[ben true]")
	h.tap(button(t, s.requests.Object(), kit.T("reject")))
	h.want("AnswerJoin[ben false]")
	var locks []*kit.Switch
	walk(s.requests.Object(), func(o fyne.CanvasObject) {
		if w, ok := o.(*kit.Switch); ok {
			locks = append(locks, w)
		}
	})
	h.tap(locks[0])
	h.want("LockSeat[1 true]")
	h.tap(locks[1])
	h.want("LockSeat[2 false]")
	h.set(func(st *model.State) { st.Live.CoAnchor.Requests[0].Answering = true })
	h.set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{} })
	h.sees(kit.T("requests.none"))
	if s.panel.Heads.Badge(s.pageRequests) != "" {
		t.Error("the badge stays")
	}
}

func TestTileToolsAppearUnderTheMouse(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Standings = map[string]model.Standing{"ben": {Role: model.RoleCoAnchor}}
		s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "ben", User: ben, Live: true, Level: 60})
	}))
	s := h.screen.(*onAir).stage
	guest := s.Tiles[1]
	if guest.Ring.StrokeWidth == 0 {
		t.Error("a voice has no ring")
	}
	at := guest.Box.Position().AddXY(20, 20)
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	if len(guest.Tools.Box.Objects) == 0 || len(s.Tiles[0].Tools.Box.Objects) != 0 {
		t.Fatal("the buttons are not on the tile under the mouse alone")
	}
	h.tap(guest.Tools.Mute)
	h.want("MuteHere[ben true]")
	h.tap(guest.Tools.Down)
	h.want()
	h.tap(h.Dialog().Yes)
	h.want("KickFromStage[ben]")
	h.Now = func() time.Time { return fixedNow.Add(time.Hour) }
	h.until("the buttons to go", func() bool { return len(guest.Tools.Box.Objects) == 0 })
}

func TestArrangements(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) {
		s.Watching.Tiles = append(s.Watching.Tiles, model.Tile{ID: "ben", User: ben}, model.Tile{ID: "c"}, model.Tile{ID: "d"})
	}))
	s := h.screen.(*watching).stage
	width := func(i int) float32 { return s.Tiles[i].Box.Size().Width }
	if width(0) < 2*width(1) {
		t.Errorf("focus: %v and %v wide", width(0), width(1))
	}
	h.press(fyne.KeyO)
	h.want("SetArrangement[1]")
	h.set(func(st *model.State) { st.Settings.Arrangement = model.ArrangeGrid })
	if width(0) != width(3) || s.Tiles[2].Box.Position().Y == 0 {
		t.Error("no grid")
	}
	h.press(fyne.KeyO)
	h.want("SetArrangement[2]")
	h.set(func(st *model.State) { st.Settings.Arrangement = model.ArrangeSide })
	if s.Tiles[3].Box.Position().Y != 0 || width(0) > s.Size().Width/3 {
		t.Error("not side by side")
	}
}
