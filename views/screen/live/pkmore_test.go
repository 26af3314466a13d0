package live

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel"
	"onair/views/shell"
	"onair/views/stage"
)

// inPK is an anchor's screen with n rooms joined.
func inPK(t *testing.T, n int, phase model.PKPhase) *viewtest.Harness {
	return inPKSized(t, 1280, 800, n, phase)
}

// inPKSized is that in a window of a size.
func inPKSized(t *testing.T, width, height float32, n int, phase model.PKPhase) *viewtest.Harness {
	people := []model.User{{ID: "nora"}, viewtest.Lin, viewtest.Ben, {ID: "d"}, {ID: "e"}, {ID: "f"}}
	return viewtest.NewSized(t, width, height, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.PK = model.PK{Phase: phase, Deadline: viewtest.FixedNow.Add(time.Minute), RoomsLoaded: true, Rooms: []model.PKRoom{
			{Room: model.Room{ID: 8, Host: viewtest.Lin}}, {Room: model.Room{ID: 20, Host: model.User{ID: "zoe", Name: "Zoe"}}},
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
	s := h.Screen().(*onAir)
	h.Tap(s.stage.PK.Add)
	h.Want("FindPKRooms")
	if h.Dialog() == nil {
		t.Fatal("no list of rooms")
	}
	asks := 0
	viewtest.Walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == kit.T("pk.ask") {
			asks++
		}
	})
	if asks != 1 {
		t.Errorf("%d rooms can be asked; one is in already", asks)
	}
	h.Tap(viewtest.Button(t, h.Dialog().Content(), kit.T("pk.ask")))
	h.Want("AskPK[20 zoe 5m0s false]")
	h.Set(func(st *model.State) {
		st.Live.PK.Asked, st.Live.PK.Until = model.Room{ID: 20, Host: model.User{ID: "zoe", Name: "Zoe"}}, viewtest.Soon
	})
	h.Sees(kit.T("call.pkAsked", kit.Values{"Name": "Zoe"}))
	if s.stage.PK.Add.Visible() {
		t.Error("another one can be asked meanwhile")
	}
	h.Tap(viewtest.Button(t, h.Canvas().Content(), kit.T("cancel")))
	h.Want("CancelPK")
	h.Set(func(st *model.State) {
		st.Live.PK.Asked = model.Room{}
		st.Live.PK.Sides = append(st.Live.PK.Sides, model.PKSide{RoomID: 20, User: model.User{ID: "zoe", Name: "Zoe"}, Score: 90})
	})
	h.Sees("Zoe · 20")
	h.Sees(kit.T("pk.points", kit.Values{"Place": 1, "Points": "90"}))
	if len(s.stage.Tiles) != 3 || s.stage.Tiles[2].Id != "zoe" {
		t.Error("the third side has no place before its picture comes")
	}
	if len(s.stage.PK.Bar.Parts) != 3 {
		t.Errorf("the bar has %d parts", len(s.stage.PK.Bar.Parts))
	}
}

func TestSixRoomsAreEnough(t *testing.T) {
	h := inPK(t, 6, model.PKBattle)
	h.Set(func(s *model.State) { s.Live.PK.AddBlocked = model.BlockedPKFull })
	s := h.Screen().(*onAir)
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
	s := h.Screen().(*onAir)
	if s.stage.PK.Again.Visible() {
		t.Error("a rematch during the battle")
	}
	for _, phase := range []model.PKPhase{model.PKResult, model.PKTogether} {
		h.Set(func(st *model.State) { st.Live.PK.Phase = phase })
		h.Tap(s.stage.PK.Again)
		h.Want("Rematch")
	}
	h.Set(func(st *model.State) { st.Live.PK.CoHost = true })
	if s.stage.PK.Again.Visible() {
		t.Error("a rematch where there was no battle")
	}
	h.Set(func(st *model.State) {
		st.Live.PK.Request = &model.PKRequest{User: viewtest.Lin, RoomID: 8, Rematch: true, Until: viewtest.Soon}
	})
	h.Sees(kit.T("call.rematch.text"))
	h.Set(func(st *model.State) {
		st.Live.PK.Request = &model.PKRequest{User: viewtest.Lin, RoomID: 8, Join: true, Others: []model.User{viewtest.Ben}, Until: viewtest.Soon}
	})
	h.Sees(kit.N("call.join.text", 3))
}

func TestAMuteHasALength(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) { s.Live.Role = model.RoleAnchor }))
	for i, want := range []string{"MuteChat[ben true 5m0s]", "MuteChat[ben true 1h0m0s]", "MuteChat[ben true 0s]"} {
		panel.ShowProfile(h.Desk, viewtest.Ben)
		h.Tap(viewtest.Button(t, h.Dialog().Content(), kit.T("mod.mute")))
		h.Want()
		h.Tap(viewtest.Button(t, h.Dialog().Content(), panel.MuteLength(model.MuteLengths()[i])))
		h.Want(want)
	}
}

func TestAGuestIsSwitchedOffFromTheTile(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Standings = map[string]model.Standing{"ben": {Role: model.RoleCoAnchor}}
		s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "ben", User: viewtest.Ben, Live: true})
	}))
	tools := h.Screen().(*onAir).stage.Tiles[1].Tools
	tools.Set(true)
	if len(tools.Box.Objects) == 0 || len(tools.Allowed()) != 4 {
		t.Fatalf("%d buttons", len(tools.Allowed()))
	}
	h.Tap(tools.Mic)
	h.Want("MuteGuest[ben true false]")
	h.Set(func(s *model.State) { s.OnAir.Tiles[1].MicBlocked = true })
	if tools.Mic.TipText() != kit.T("tip.guestMicFree") {
		t.Error("the button does not say that it lets the microphone be used again")
	}
	h.Tap(tools.Cam)
	h.Want("MuteGuest[ben true true]")
	h.Tap(tools.Mic)
	h.Want("MuteGuest[ben false false]")
	for _, width := range []float32{120, 154, 400} { // no button leaves the tile
		boxes := tools.Allowed()
		stage.CornerLayout{}.Layout(boxes, fyne.NewSize(width, width*9/16))
		for _, b := range boxes {
			if at := b.Position(); at.X < 0 || at.X+b.Size().Width > width {
				t.Errorf("in a tile %v wide a button is at %v", width, at)
			}
		}
	}
}

func TestAGuestWhoIsSwitchedOffSeesWhy(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) {
		s.Live.Role, s.Live.CoAnchor.Phase, s.Live.CoAnchor.MicBlocked = model.RoleCoAnchor, model.JoinOnStage, true
	}))
	s := h.Screen().(*watching)
	if s.mic.Enabled() || s.mic.TipText() != kit.T("seat.micBlocked") || !s.cam.Enabled() {
		t.Errorf("the microphone: enabled %v, %q", s.mic.Enabled(), s.mic.TipText())
	}
	h.Press(fyne.KeyM)
	h.Want()
}

func TestScrollingUpReadsOlderLines(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) {
		s.Live.Chat = s.Live.Chat.With(viewtest.Says(1000, 100)...)
		s.Live.Chat.Older = true
	}))
	l := h.Screen().(*watching).chat.Log
	l.Scroll.Offset.Y = 60
	l.Scrolled()
	h.Want("OlderChat")
	l.Scrolled()
	h.Want() // once
	h.Set(func(s *model.State) { s.Live.Chat.Reading = true })
	h.Sees(kit.T("chat.older"))
	reading := l.InView()[2].(*panel.ChatRow)
	at := reading.Position().Y - l.Scroll.Offset.Y
	h.Set(func(s *model.State) { s.Live.Chat = s.Live.Chat.WithOlder(viewtest.Says(970, 30), true) })
	if now := reading.Position().Y - l.Scroll.Offset.Y; now < at-1 || now > at+1 {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
	h.SeesNot(kit.T("chat.older"))
	if l.Unread != 0 {
		t.Errorf("%d older lines count as new", l.Unread)
	}
	h.Set(func(s *model.State) { s.Live.Chat = s.Live.Chat.WithOlder(nil, false) })
	l.Scroll.Offset.Y = 0
	l.Scrolled()
	h.Want()
}

func TestNumbersGoWhenTheLiveHasEnded(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	h.Press(fyne.KeyS)
	if !s.stage.Stats.Visible() {
		t.Fatal("no numbers")
	}
	h.Set(func(st *model.State) { st.Watching.Phase = model.WatchEnded })
	if s.stage.Stats.Visible() || s.stats.On() || s.stats.Enabled() {
		t.Error("the numbers stay over the end")
	}
	h.Press(fyne.KeyS)
	if s.stage.Stats.Visible() {
		t.Error("they come back")
	}
}

func TestANarrowBarKeepsWhatIsUsedSeldomBehindMore(t *testing.T) {
	h := viewtest.NewSized(t, shell.MinWidth, shell.MinHeight, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	if !s.more.Visible() || s.stats.Visible() || s.pip.Visible() || s.danmaku.Visible() {
		t.Error("the bar is as full as in a wide window")
	}
	h.Tap(s.more)
	top := h.Canvas().Overlays().Top()
	h.Tap(viewtest.Button(t, top, kit.T("bar.stats")))
	if !s.stage.Stats.Visible() {
		t.Error("the numbers do not open")
	}
	wide := viewtest.NewSized(t, 1280, 800, viewtest.On(model.ScreenWatching)).Screen().(*watching)
	if wide.more.Visible() || !wide.stats.Visible() {
		t.Error("a wide window hides something")
	}
}
