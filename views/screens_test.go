package views

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/kit"
)

func TestWelcomeOneClickToTheLobby(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWelcome))
	h.tap(h.screen.(*welcome).here)
	h.want("SignIn[{   avatar:1 1 }]")
}

func TestWelcomeJoinsAServerAndKeepsWhatIsTyped(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWelcome))
	s := h.screen.(*welcome)
	if s.join.Enabled() || s.join.TipText() != kit.T("welcome.missing.server") {
		t.Errorf("without an address: enabled %v, reason %q", s.join.Enabled(), s.join.TipText())
	}
	s.server.SetText("live.example.com")
	s.methods.Tap(1)
	if s.join.Enabled() || s.join.TipText() != kit.T("welcome.missing.userID") {
		t.Errorf("without a user ID: enabled %v, reason %q", s.join.Enabled(), s.join.TipText())
	}
	s.userID.SetText("nora")
	s.userSig.SetText("eJyr")
	s.nickname.SetText("Nora")
	h.tap(s.join)
	h.want("SignIn[{live.example.com nora Nora avatar:1 2 eJyr}]")

	form := model.SignInForm{Server: "live.example.com", UserID: "nora", Nickname: "Nora", Method: model.SignInUserSig, UserSig: "eJyr"}
	h.set(func(st *model.State) { st.Welcome = model.Welcome{Form: form, Busy: true} })
	if s.join.Visible() || !s.joinWait.box.Visible() {
		t.Error("signing in shows no progress")
	}
	h.set(func(st *model.State) {
		st.Welcome = model.Welcome{Form: form, Failure: &model.Failure{Code: model.FailureUnreachable, Subject: "live.example.com", Detail: "timeout"}}
	})
	h.sees(kit.T("failure.unreachable.what"))
	if s.hereFail.box.Visible() {
		t.Error("the failure stands at the wrong place")
	}
	if s.userSig.Text != "eJyr" || s.nickname.Text != "Nora" || !s.join.Visible() {
		t.Error("the failure lost what was typed")
	}
}

func TestKickedUserReturnsToWhatWasTyped(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	h.set(func(s *model.State) {
		s.Screen = model.ScreenWelcome
		s.Welcome.Form = model.SignInForm{Server: "a.b", UserID: "nora", Nickname: "Nora", Method: model.SignInGuest}
		s.Welcome.Failure = &model.Failure{Code: model.FailureKicked}
	})
	h.sees(kit.T("failure.kicked.what"))
	if s := h.screen.(*welcome); s.server.Text != "a.b" || s.userID.Text != "nora" {
		t.Errorf("server %q, user %q", s.server.Text, s.userID.Text)
	}
}

func TestLobbyOpensRoomsAndSearches(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby))
	s := h.screen.(*lobby)
	h.tap(s.cards[9])
	h.want("OpenRoom[9]")
	h.tap(s.live)
	h.want("PrepareLive")
	s.search.SetText("chess")
	h.want("SetSearch[chess]")
	h.set(func(st *model.State) { st.Lobby.Search = "chess" })
	if len(s.grid.Objects) != 1 || s.cards[9] == nil {
		t.Errorf("%d cards for one match", len(s.grid.Objects))
	}
	h.set(func(st *model.State) { st.Lobby.Search = "nothing" })
	h.sees(kit.T("lobby.nothing"))
	s.sort.SetSelectedIndex(2)
	h.want("SetSort[3]")
	h.press(fyne.KeyF5)
	h.want("Refresh")
}

func TestLobbyKeepsCardsAcrossARefresh(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby))
	s := h.screen.(*lobby)
	card := s.cards[7]
	h.set(func(st *model.State) {
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
			h := newHarness(t, onScreen(model.ScreenLobby, func(s *model.State) { s.Lobby = c.lobby }))
			h.sees(c.sees)
		})
	}
}

func TestOpenByNumberOrLink(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby))
	h.screen.(*lobby).askLink()
	if h.dialog == nil || h.dialog.yes.Enabled() {
		t.Fatal("no dialog, or it takes an empty text")
	}
	entry := h.win.Canvas().Focused().(*kit.Entry)
	entry.SetText(" onair://host/9 ")
	if !h.dialog.yes.Enabled() {
		t.Error("a link cannot be opened")
	}
	h.tap(h.dialog.yes)
	h.want("OpenLink[onair://host/9]")
	if h.dialog != nil {
		t.Error("the dialog stays")
	}
}

func TestSetupSendsChoices(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenSetup))
	s := h.screen.(*setup)
	s.title.SetText("Bread")
	h.want("SetTitle[Bread]")
	s.number.SetText("42")
	h.want("SetRoomNumber[42]")
	s.devices.camera.SetSelectedIndex(2)
	h.want("SetCamera[test:]")
	s.devices.microphone.SetSelectedIndex(1)
	h.want("SetMicrophone[none]")
	s.quality.size.SetSelectedIndex(0)
	h.want("SetSize[{640 360}]")
	s.quality.bits.SetSelectedIndex(1)
	h.want("SetBitRate[2500000]")
	h.tap(s.take)
	h.want("TakeCover")
	h.tap(s.live)
	h.want("GoLive")
	h.press(keyGoLive)
	h.want("GoLive")
}

func TestSetupRefusesABadNumberAndSaysWhy(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenSetup))
	s := h.screen.(*setup)
	s.number.SetText("0")
	h.set(func(*model.State) {})
	if s.live.Enabled() || s.live.TipText() != kit.T("setup.number.bad") {
		t.Errorf("enabled %v, reason %q", s.live.Enabled(), s.live.TipText())
	}
	h.acts.calls = nil
	h.press(keyGoLive)
	h.want()
}

func TestSetupBlockedTellsTheReason(t *testing.T) {
	for _, r := range model.BlockReasons() {
		h := newHarness(t, onScreen(model.ScreenSetup, func(s *model.State) { s.Setup.Blocked = r }))
		s := h.screen.(*setup)
		if s.live.Enabled() || s.live.TipText() != kit.T("blocked."+string(r)) {
			t.Errorf("%s: enabled %v, reason %q", r, s.live.Enabled(), s.live.TipText())
		}
	}
}

func TestCheckListTurnsGreen(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenSetup, func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckNetwork, State: model.CheckRunning}}
	}))
	h.sees(kit.T("check.network.running"))
	h.set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckNetwork, State: model.CheckBad, Failure: &model.Failure{Code: model.FailureMediaBlocked}}}
	})
	h.sees(kit.T("failure.mediaBlocked.why") + " " + kit.T("failure.mediaBlocked.do"))
	h.set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckNetwork, State: model.CheckGood}}
	})
	h.sees(kit.T("check.network.good"))
}

func TestBeautyPanelIsDrawnFromTheDescription(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenSetup, func(s *model.State) {
		s.Beauty.Params = append(s.Beauty.Params, model.Param{ID: "chin", Group: "skin", Kind: model.ParamLevel, Min: -9, Max: 9, Step: 1, Value: 3})
	}))
	p := h.screen.(*setup).beauty
	if len(p.rows) != len(h.state.Beauty.Params) {
		t.Fatalf("%d rows for %d parameters", len(p.rows), len(h.state.Beauty.Params))
	}
	if got := p.rows["chin"].value.Text(); got != "+3" {
		t.Errorf("a signed value is written %q", got)
	}
	if got := p.rows[model.BeautyStrength].value.Text(); got != "50 %" {
		t.Errorf("a share is written %q", got)
	}
	p.rows[model.BeautySmooth].slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	h.want("SetBeauty[smooth 7]")
	p.rows[model.BeautyStyle].choice.Tap(2)
	h.want("SetBeauty[style 2]")
	h.tap(p.rows[model.BeautySharpness].toggle)
	h.want("SetBeauty[sharpness 0]")
	h.tap(p.strip.items[1])
	h.want("SetColourFilter[warm]")
	if got := p.strip.items[2].name.Text(); got != "My own" {
		t.Errorf("a filter of one's own is called %q", got)
	}
	if p.reset.Enabled() {
		// The chin's 3 differs from its default 0.
		h.tap(p.reset)
		h.want("ResetAllBeauty")
	} else {
		t.Error("reset is disabled though a value differs")
	}
	h.tap(p.rows["chin"].reset)
	h.want("ResetBeauty[chin]")
}

func TestCompareWhileHeld(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.NewTheme(kit.LookDark))
	var got []bool
	b := newHoldButton(&kit.Env{Tips: kit.NewTips(func(func()) {})}, "x", "", func(on bool) { got = append(got, on) })
	b.MouseDown(&desktop.MouseEvent{})
	b.MouseUp(&desktop.MouseEvent{})
	b.MouseDown(&desktop.MouseEvent{})
	b.MouseOut()
	b.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.FocusLost()
	if !slices.Equal(got, []bool{true, false, true, false, true, false}) {
		t.Errorf("held: %v", got)
	}
}

func TestOnAirBar(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	h.tap(s.mic)
	h.want("MuteMicrophone[true]")
	h.press(fyne.KeyV)
	h.want("MuteCamera[true]")
	h.set(func(st *model.State) { st.OnAir.MicMuted = true })
	if !s.mic.Off() || s.mic.TipText() != kit.T("tip.micOff") {
		t.Error("a muted microphone is not marked")
	}
	h.press(fyne.KeyM)
	h.want("MuteMicrophone[false]")
	if s.next.Visible() {
		t.Error("switching cameras is offered with one camera")
	}
	if got := s.clock.Text(); got != kit.T("live")+"  1:01" {
		t.Errorf("the clock shows %q", got)
	}
}

func TestOnAirPanelsAndNumbers(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	h.press(fyne.KeyS)
	h.sees("1280 × 720")
	h.sees("30.0")
	h.set(func(st *model.State) { st.OnAir.Stats.FPS = 12 })
	h.sees("12.0")
	h.press(fyne.KeyS)
	h.seesNot("12.0")
	h.press(fyne.KeyB)
	if s.panel.current != 1 || s.folded {
		t.Error("B does not open the beauty panel")
	}
	h.press(fyne.KeyB)
	if !s.folded {
		t.Error("B does not close it again")
	}
	h.press(fyne.KeyL)
	if s.folded {
		t.Error("L does not unfold the panel")
	}
}

func TestEndingAsksOnceThenSumsUp(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	h.tap(s.end)
	h.want()
	h.press(fyne.KeyEscape)
	h.want()
	h.tap(s.end)
	h.tap(h.dialog.yes)
	h.want("EndLive")
	h.set(func(st *model.State) { st.OnAir.Ending = true })
	if s.end.Enabled() {
		t.Error("the end can be asked for again")
	}
	h.set(func(st *model.State) {
		st.OnAir.Summary = &model.Summary{Title: "Bread", Length: 3661 * time.Second, MostAtOnce: 1200, Entered: 3}
	})
	h.sees("1:01:01")
	h.sees("1.2k")
	if h.video.attached != h.video.detached {
		t.Error("the summary still takes video")
	}
	h.press(fyne.KeyReturn)
	h.want("CloseSummary")
}

func TestClosingTheWindowOnAirAsks(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	h.quit()
	h.want()
	if h.dialog == nil {
		t.Fatal("no question")
	}
	h.tap(h.dialog.yes)
	h.want("Quit")
}

func TestWatchingPhasesAreToldOnTheStage(t *testing.T) {
	for _, c := range []struct {
		phase model.WatchPhase
		sees  string
	}{
		{model.WatchJoining, "watch.joining"}, {model.WatchWaiting, "watch.waiting"}, {model.WatchBuffering, "watch.buffering"},
		{model.WatchHostAway, "watch.away"}, {model.WatchEnded, "watch.ended"}, {model.WatchFailed, "failure.mediaBlocked.what"},
	} {
		h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) {
			s.Watching.Phase = c.phase
			s.Watching.Failure = &model.Failure{Code: model.FailureMediaBlocked}
		}))
		h.sees(kit.T(c.sees))
		h.set(func(s *model.State) { s.Watching.Phase = model.WatchPlaying })
		h.seesNot(kit.T(c.sees))
	}
}

func TestWatchingSound(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	s.volume.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	h.want("SetVolume[75]")
	h.press(fyne.KeyUp)
	h.want("SetVolume[85]")
	h.press(fyne.KeyM)
	h.want("MuteSound[true]")
	h.set(func(st *model.State) { st.Watching.NoSpeaker = true })
	if s.sound.Enabled() || s.sound.TipText() != kit.T("sound.noSpeaker") {
		t.Error("without a loudspeaker the sound button gives no reason")
	}
	h.press(fyne.KeyM)
	h.want()
	h.tap(s.leave)
	h.want("LeaveRoom")
}

func TestFullScreenShowsTheStageAlone(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	s.stage.DoubleTapped(&fyne.PointEvent{})
	if !h.full || s.content.Objects[0] != s.stage {
		t.Error("double click does not give the stage the display")
	}
	if s.hidden.box.Visible() {
		t.Error("the bar is there before the mouse moves")
	}
	s.stage.MouseMoved(&desktop.MouseEvent{})
	if !s.hidden.box.Visible() {
		t.Error("the bar does not come when the mouse moves")
	}
	h.cfg.Now = func() time.Time { return fixedNow.Add(time.Hour) }
	h.until("the bar to go", func() bool { return !s.hidden.box.Visible() })
	h.press(fyne.KeyEscape)
	if h.full || s.content.Objects[0] == s.stage {
		t.Error("Esc does not give it back")
	}
	h.press(fyne.KeyF11)
	h.set(func(st *model.State) { st.Screen = model.ScreenLobby })
	if h.full {
		t.Error("the lobby took over the full display")
	}
}
