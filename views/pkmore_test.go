package views

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
	"onair/views/panel"
	"onair/views/stage"
)

// inPK is an anchor's screen with n rooms joined.
func inPK(t *testing.T, n int, phase model.PKPhase) *harness {
	people := []model.User{{ID: "nora"}, lin, ben, {ID: "d"}, {ID: "e"}, {ID: "f"}}
	return newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.PK = model.PK{Phase: phase, Deadline: fixedNow.Add(time.Minute), RoomsLoaded: true, Rooms: []model.PKRoom{
			{Room: model.Room{ID: 8, Host: lin}}, {Room: model.Room{ID: 20, Host: model.User{ID: "zoe", Name: "Zoe"}}},
		}}
		for i, u := range people[:n] {
			s.Live.PK.Sides = append(s.Live.PK.Sides, model.PKSide{RoomID: uint32(7 + i), User: u, Score: int64(i * 10)})
			if i > 0 {
				s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: u.ID, User: u, Live: true})
			}
		}
	}))
}

func TestAFurtherRoomIsAskedIntoAPK(t *testing.T) {
	h := inPK(t, 2, model.PKBattle)
	s := h.screen.(*onAir)
	h.tap(s.stage.PK.Add)
	h.want("FindPKRooms")
	if h.Dialog() == nil {
		t.Fatal("no list of rooms")
	}
	asks := 0
	walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == kit.T("pk.ask") {
			asks++
		}
	})
	if asks != 1 {
		t.Errorf("%d rooms can be asked; one is in already", asks)
	}
	h.tap(button(t, h.Dialog().Content(), kit.T("pk.ask")))
	h.want("AskPK[20 zoe 5m0s false]")
	h.set(func(st *model.State) {
		st.Live.PK.Asked, st.Live.PK.Until = model.Room{ID: 20, Host: model.User{ID: "zoe", Name: "Zoe"}}, soon
	})
	h.sees(kit.T("call.pkAsked", kit.Values{"Name": "Zoe"}))
	if s.stage.PK.Add.Visible() {
		t.Error("another one can be asked meanwhile")
	}
	h.tap(button(t, h.Canvas().Content(), kit.T("cancel")))
	h.want("CancelPK")
	h.set(func(st *model.State) {
		st.Live.PK.Asked = model.Room{}
		st.Live.PK.Sides = append(st.Live.PK.Sides, model.PKSide{RoomID: 20, User: model.User{ID: "zoe", Name: "Zoe"}, Score: 90})
	})
	h.sees("Zoe · 20")
	h.sees(kit.T("pk.points", kit.Values{"Place": 1, "Points": "90"}))
	if len(s.stage.Tiles) != 3 || s.stage.Tiles[2].Id != "zoe" {
		t.Error("the third side has no place before its picture comes")
	}
	if len(s.stage.PK.Bar.Parts) != 3 {
		t.Errorf("the bar has %d parts", len(s.stage.PK.Bar.Parts))
	}
}

func TestSixRoomsAreEnough(t *testing.T) {
	h := inPK(t, 6, model.PKBattle)
	h.set(func(s *model.State) { s.Live.PK.AddBlocked = model.BlockedPKFull })
	s := h.screen.(*onAir)
	if s.stage.PK.Add.Visible() {
		t.Error("a seventh room can be asked")
	}
	seen := map[fyne.Position]bool{}
	for _, tile := range s.stage.Tiles {
		size, at := tile.Box.Size(), tile.Box.Position()
		if size.Width < 50 || size.Height < 50 || at.X+size.Width > s.stage.Size().Width+1 || at.Y+size.Height > s.stage.Size().Height+1 || seen[at] {
			t.Errorf("%s has %v at %v", tile.Id, size, at)
		}
		seen[at] = true
	}
}

func TestRematchAfterTheResult(t *testing.T) {
	h := inPK(t, 2, model.PKBattle)
	s := h.screen.(*onAir)
	if s.stage.PK.Again.Visible() {
		t.Error("a rematch during the battle")
	}
	for _, phase := range []model.PKPhase{model.PKResult, model.PKTogether} {
		h.set(func(st *model.State) { st.Live.PK.Phase = phase })
		h.tap(s.stage.PK.Again)
		h.want("Rematch")
	}
	h.set(func(st *model.State) { st.Live.PK.CoHost = true })
	if s.stage.PK.Again.Visible() {
		t.Error("a rematch where there was no battle")
	}
	h.set(func(st *model.State) {
		st.Live.PK.Request = &model.PKRequest{User: lin, RoomID: 8, Rematch: true, Until: soon}
	})
	h.sees(kit.T("call.rematch.text"))
	h.set(func(st *model.State) {
		st.Live.PK.Request = &model.PKRequest{User: lin, RoomID: 8, Join: true, Others: []model.User{ben}, Until: soon}
	})
	h.sees(kit.N("call.join.text", 3))
}

func TestAMuteHasALength(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Role = model.RoleAnchor }))
	for i, want := range []string{"MuteChat[ben true 5m0s]", "MuteChat[ben true 1h0m0s]", "MuteChat[ben true 0s]"} {
		panel.ShowProfile(h.Desk, ben)
		h.tap(button(t, h.Dialog().Content(), kit.T("mod.mute")))
		h.want()
		h.tap(button(t, h.Dialog().Content(), panel.MuteLength(model.MuteLengths()[i])))
		h.want(want)
	}
}

func TestAGuestIsSwitchedOffFromTheTile(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Standings = map[string]model.Standing{"ben": {Role: model.RoleCoAnchor}}
		s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "ben", User: ben, Live: true})
	}))
	tools := h.screen.(*onAir).stage.Tiles[1].Tools
	tools.Set(true)
	if len(tools.Box.Objects) == 0 || len(tools.Allowed()) != 4 {
		t.Fatalf("%d buttons", len(tools.Allowed()))
	}
	h.tap(tools.Mic)
	h.want("MuteGuest[ben true false]")
	h.set(func(s *model.State) { s.OnAir.Tiles[1].MicBlocked = true })
	if tools.Mic.TipText() != kit.T("tip.guestMicFree") {
		t.Error("the button does not say that it lets the microphone be used again")
	}
	h.tap(tools.Cam)
	h.want("MuteGuest[ben true true]")
	h.tap(tools.Mic)
	h.want("MuteGuest[ben false false]")
	for _, width := range []float32{120, 154, 400} { // no button leaves the tile
		var boxes []fyne.CanvasObject
		for _, b := range tools.Allowed() {
			boxes = append(boxes, b)
		}
		stage.CornerLayout{}.Layout(boxes, fyne.NewSize(width, width*9/16))
		for _, b := range boxes {
			if at := b.Position(); at.X < 0 || at.X+b.Size().Width > width {
				t.Errorf("in a tile %v wide a button is at %v", width, at)
			}
		}
	}
}

func TestAGuestWhoIsSwitchedOffSeesWhy(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) {
		s.Live.Role, s.Live.CoAnchor.Phase, s.Live.CoAnchor.MicBlocked = model.RoleCoAnchor, model.JoinOnStage, true
	}))
	s := h.screen.(*watching)
	if s.mic.Enabled() || s.mic.TipText() != kit.T("seat.micBlocked") || !s.cam.Enabled() {
		t.Errorf("the microphone: enabled %v, %q", s.mic.Enabled(), s.mic.TipText())
	}
	h.press(fyne.KeyM)
	h.want()
}

func TestScrollingUpReadsOlderLines(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) {
		s.Live.Chat = s.Live.Chat.With(says(1000, 100)...)
		s.Live.Chat.Older = true
	}))
	l := h.screen.(*watching).chat.Log
	l.Scroll.Offset.Y = 60
	l.Scrolled()
	h.want("OlderChat")
	l.Scrolled()
	h.want() // once
	h.set(func(s *model.State) { s.Live.Chat.Reading = true })
	h.sees(kit.T("chat.older"))
	reading := l.InView()[2].(*panel.ChatRow)
	at := reading.Position().Y - l.Scroll.Offset.Y
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.WithOlder(says(970, 30), true) })
	if now := reading.Position().Y - l.Scroll.Offset.Y; now < at-1 || now > at+1 {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
	h.seesNot(kit.T("chat.older"))
	if l.Unread != 0 {
		t.Errorf("%d older lines count as new", l.Unread)
	}
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.WithOlder(nil, false) })
	l.Scroll.Offset.Y = 0
	l.Scrolled()
	h.want()
}

func TestNumbersGoWhenTheLiveHasEnded(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	h.press(fyne.KeyS)
	if !s.stage.Stats.Visible() {
		t.Fatal("no numbers")
	}
	h.set(func(st *model.State) { st.Watching.Phase = model.WatchEnded })
	if s.stage.Stats.Visible() || s.stats.On() || s.stats.Enabled() {
		t.Error("the numbers stay over the end")
	}
	h.press(fyne.KeyS)
	if s.stage.Stats.Visible() {
		t.Error("they come back")
	}
}

func TestANarrowBarKeepsWhatIsUsedSeldomBehindMore(t *testing.T) {
	h := newSizedHarness(t, minWidth, minHeight, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	if !s.more.Visible() || s.stats.Visible() || s.pip.Visible() || s.danmaku.Visible() {
		t.Error("the bar is as full as in a wide window")
	}
	h.tap(s.more)
	top := h.Canvas().Overlays().Top()
	h.tap(button(t, top, kit.T("bar.stats")))
	if !s.stage.Stats.Visible() {
		t.Error("the numbers do not open")
	}
	wide := newSizedHarness(t, 1280, 800, onScreen(model.ScreenWatching)).screen.(*watching)
	if wide.more.Visible() || !wide.stats.Visible() {
		t.Error("a wide window hides something")
	}
}
