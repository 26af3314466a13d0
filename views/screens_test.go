package views

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel/beauty"
)

func TestWelcomeOneClickToTheLobby(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWelcome))
	h.Tap(h.Screen().(*welcome).here)
	h.Want("SignIn[{   avatar:1 1 }]")
}

func TestWelcomeJoinsAServerAndKeepsWhatIsTyped(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWelcome))
	s := h.Screen().(*welcome)
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
	h.Tap(s.join)
	h.Want("SignIn[{live.example.com nora Nora avatar:1 2 eJyr}]")

	form := model.SignInForm{Server: "live.example.com", UserID: "nora", Nickname: "Nora", Method: model.SignInUserSig, UserSig: "eJyr"}
	h.Set(func(st *model.State) { st.Welcome = model.Welcome{Form: form, Busy: true} })
	if s.join.Visible() || !s.joinWait.Object().Visible() {
		t.Error("signing in shows no progress")
	}
	h.Set(func(st *model.State) {
		st.Welcome = model.Welcome{Form: form, Failure: &model.Failure{Code: model.FailureUnreachable, Subject: "live.example.com", Detail: "timeout"}}
	})
	h.Sees(kit.T("failure.unreachable.what"))
	if s.hereFail.Object().Visible() {
		t.Error("the failure stands at the wrong place")
	}
	if s.userSig.Text != "eJyr" || s.nickname.Text != "Nora" || !s.join.Visible() {
		t.Error("the failure lost what was typed")
	}
}

func TestKickedUserReturnsToWhatWasTyped(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	h.Set(func(s *model.State) {
		s.Screen = model.ScreenWelcome
		s.Welcome.Form = model.SignInForm{Server: "a.b", UserID: "nora", Nickname: "Nora", Method: model.SignInGuest}
		s.Welcome.Failure = &model.Failure{Code: model.FailureKicked}
	})
	h.Sees(kit.T("failure.kicked.what"))
	if s := h.Screen().(*welcome); s.server.Text != "a.b" || s.userID.Text != "nora" {
		t.Errorf("server %q, user %q", s.server.Text, s.userID.Text)
	}
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

func TestSetupSendsChoices(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup))
	s := h.Screen().(*setup)
	s.title.SetText("Bread")
	h.Want("SetTitle[Bread]")
	s.number.SetText("42")
	h.Want("SetRoomNumber[42]")
	s.devices.camera.SetSelectedIndex(2)
	h.Want("SetCamera[test:]")
	s.devices.microphone.SetSelectedIndex(1)
	h.Want("SetMicrophone[none]")
	s.quality.size.SetSelectedIndex(0)
	h.Want("SetSize[{640 360}]")
	s.quality.bits.SetSelectedIndex(1)
	h.Want("SetBitRate[2500000]")
	h.Tap(s.take)
	h.Want("TakeCover")
	h.Tap(s.live)
	h.Want("GoLive")
	h.Press(desk.KeyGoLive)
	h.Want("GoLive")
}

func TestEscapeLeavesTheFieldThenTheScreen(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup))
	s := h.Screen().(*setup)
	h.Canvas().Focus(s.title)
	s.title.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	h.Want()
	if h.Canvas().Focused() != nil {
		t.Error("the field keeps the focus")
	}
	h.Press(fyne.KeyEscape)
	h.Want("LeaveSetup")
}

func TestSetupRefusesABadNumberAndSaysWhy(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup))
	s := h.Screen().(*setup)
	s.number.SetText("0")
	h.Set(func(*model.State) {})
	if s.live.Enabled() || s.live.TipText() != kit.T("setup.number.bad") {
		t.Errorf("enabled %v, reason %q", s.live.Enabled(), s.live.TipText())
	}
	h.Acts.Calls = nil
	h.Press(desk.KeyGoLive)
	h.Want()
}

func TestSetupBlockedTellsTheReason(t *testing.T) {
	for _, r := range model.BlockReasons() {
		h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) { s.Setup.Blocked = r }))
		s := h.Screen().(*setup)
		if s.live.Enabled() || s.live.TipText() != kit.T("blocked."+string(r)) {
			t.Errorf("%s: enabled %v, reason %q", r, s.live.Enabled(), s.live.TipText())
		}
	}
}

func TestCheckListTurnsGreen(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckNetwork, State: model.CheckRunning}}
	}))
	h.Sees(kit.T("check.network.running"))
	h.Set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckNetwork, State: model.CheckBad, Failure: &model.Failure{Code: model.FailureMediaBlocked}}}
	})
	h.Sees(kit.T("failure.mediaBlocked.why") + " " + kit.T("failure.mediaBlocked.do"))
	h.Set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckNetwork, State: model.CheckGood}}
	})
	h.Sees(kit.T("check.network.good"))
}

func TestBeautyPanelIsDrawnFromTheDescription(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) {
		s.Beauty = s.Beauty.With("chin", 3)
	}))
	p := h.Screen().(*setup).beauty
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
	h.Want("SetBeauty[smooth 7]")
	p.Rows[model.BeautyStyle].Choice.Tap(2)
	h.Want("SetBeauty[style 2]")
	h.Tap(p.Rows[model.BeautySharpness].Toggle)
	h.Want("SetBeauty[sharpness 0]")
	h.Tap(p.Strip.Items[1])
	h.Want("SetColourFilter[warm]")
	if got := p.Strip.Items[2].Name.Text(); got != "My own" {
		t.Errorf("a filter of one's own is called %q", got)
	}
	if p.Reset.Enabled() {
		// The chin's 3 differs from its default 0.
		h.Tap(p.Reset)
		h.Want("ResetAllBeauty")
	} else {
		t.Error("reset is disabled though a value differs")
	}
	h.Tap(p.Rows["chin"].Reset)
	h.Want("ResetBeauty[chin]")
}

func TestCompareWhileHeld(t *testing.T) {
	kit.Use(viewtest.Program, kit.LookDark)
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
	viewtest.New(t, func(*model.State) {})
	for text, ok := range map[string]bool{"": true, " 7 ": true, "4294967294": true, "0": false, "4294967295": false, "-1": false, "x": false, "99999999999": false} {
		if err := checkNumber(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}
