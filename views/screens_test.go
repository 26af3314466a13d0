package views

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel/beauty"
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
	if s.join.Visible() || !s.joinWait.Object().Visible() {
		t.Error("signing in shows no progress")
	}
	h.set(func(st *model.State) {
		st.Welcome = model.Welcome{Form: form, Failure: &model.Failure{Code: model.FailureUnreachable, Subject: "live.example.com", Detail: "timeout"}}
	})
	h.sees(kit.T("failure.unreachable.what"))
	if s.hereFail.Object().Visible() {
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
	if h.Dialog() == nil || h.Dialog().Yes.Enabled() {
		t.Fatal("no dialog, or it takes an empty text")
	}
	entry := h.Canvas().Focused().(*kit.Entry)
	entry.SetText(" onair://host/9 ")
	if !h.Dialog().Yes.Enabled() {
		t.Error("a link cannot be opened")
	}
	h.tap(h.Dialog().Yes)
	h.want("OpenLink[onair://host/9]")
	if h.Dialog() != nil {
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
	h.press(desk.KeyGoLive)
	h.want("GoLive")
}

func TestEscapeLeavesTheFieldThenTheScreen(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenSetup))
	s := h.screen.(*setup)
	h.Canvas().Focus(s.title)
	s.title.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	h.want()
	if h.Canvas().Focused() != nil {
		t.Error("the field keeps the focus")
	}
	h.press(fyne.KeyEscape)
	h.want("LeaveSetup")
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
	h.press(desk.KeyGoLive)
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
		s.Beauty = s.Beauty.With("chin", 3)
	}))
	p := h.screen.(*setup).beauty
	if len(p.Rows) != len(h.State.Beauty.Params) {
		t.Fatalf("%d rows for %d parameters", len(p.Rows), len(h.State.Beauty.Params))
	}
	if got := p.Rows["chin"].Value.Text(); got != "+3" {
		t.Errorf("a signed value is written %q", got)
	}
	if got := p.Rows[model.BeautyStrength].Value.Text(); got != "50 %" {
		t.Errorf("a share is written %q", got)
	}
	p.Rows[model.BeautySmooth].Slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	h.want("SetBeauty[smooth 7]")
	p.Rows[model.BeautyStyle].Choice.Tap(2)
	h.want("SetBeauty[style 2]")
	h.tap(p.Rows[model.BeautySharpness].Toggle)
	h.want("SetBeauty[sharpness 0]")
	h.tap(p.Strip.Items[1])
	h.want("SetColourFilter[warm]")
	if got := p.Strip.Items[2].Name.Text(); got != "My own" {
		t.Errorf("a filter of one's own is called %q", got)
	}
	if p.Reset.Enabled() {
		// The chin's 3 differs from its default 0.
		h.tap(p.Reset)
		h.want("ResetAllBeauty")
	} else {
		t.Error("reset is disabled though a value differs")
	}
	h.tap(p.Rows["chin"].Reset)
	h.want("ResetBeauty[chin]")
}

func TestCompareWhileHeld(t *testing.T) {
	kit.Use(program, kit.LookDark)
	var got []bool
	b := beauty.NewHoldButton(&kit.Env{Tips: kit.NewTips(func(func()) {})}, "x", "", func(on bool) { got = append(got, on) })
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

func TestRoomNumber(t *testing.T) {
	newHarness(t, func(*model.State) {})
	for text, ok := range map[string]bool{"": true, " 7 ": true, "4294967294": true, "0": false, "4294967295": false, "-1": false, "x": false, "99999999999": false} {
		if err := checkNumber(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}
