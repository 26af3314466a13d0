package views

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/shell"
)

// everyState is one state for each screen and page.
func everyState() map[string]func(*model.State) {
	failed := &model.Failure{Code: model.FailureUnreachable, Subject: "live.example.com", Detail: "dial tcp: timeout"}
	return map[string]func(*model.State){
		"welcome": viewtest.On(model.ScreenWelcome),
		"welcome failed": viewtest.On(model.ScreenWelcome, func(s *model.State) {
			s.Welcome.Form = model.SignInForm{Server: "live.example.com", Method: model.SignInUserSig, UserID: "a", UserSig: "b"}
			s.Welcome.Failure, s.Welcome.Recent = failed, []string{"live.example.com", "a.example.com", "b.example.com"}
		}),
		"lobby":        viewtest.On(model.ScreenLobby),
		"lobby failed": viewtest.On(model.ScreenLobby, func(s *model.State) { s.Lobby.Failure, s.Lobby.OpenFailure = failed, failed }),
		"lobby empty":  viewtest.On(model.ScreenLobby, func(s *model.State) { s.Lobby.Rooms = nil }),
		"setup":        viewtest.On(model.ScreenSetup),
		"setup failed": viewtest.On(model.ScreenSetup, func(s *model.State) {
			s.Setup.Failure = failed
			s.Setup.Checks = []model.Check{{Kind: model.CheckCamera, State: model.CheckBad, Failure: failed}, {Kind: model.CheckSound, State: model.CheckGood}, {Kind: model.CheckNetwork, State: model.CheckGood}}
		}),
		"on air": viewtest.On(model.ScreenOnAir, func(s *model.State) { s.OnAir.CanSwitch = true; s.OnAir.Failure = failed }),
		"requests": viewtest.On(model.ScreenOnAir, func(s *model.State) {
			s.Live = busy()
			s.Live.Role = model.RoleAnchor
			s.Live.CoAnchor.Requests = []model.JoinRequest{{User: viewtest.Ben, Until: viewtest.Soon}}
		}),
		"in a PK": viewtest.On(model.ScreenOnAir, func(s *model.State) {
			s.Live = busy()
			s.Live.PK = model.PK{Phase: model.PKBattle, Sides: []model.PKSide{{User: s.Me, Score: 123456}, {User: viewtest.Lin, Score: 98765, Title: "A title that is long enough to be cut"}}}
			s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "lin", User: viewtest.Lin})
			s.OnAir.CanSwitch = true
		}),
		"on stage": viewtest.On(model.ScreenWatching, func(s *model.State) {
			s.Live = busy()
			s.Live.CoAnchor.Phase = model.JoinOnStage
		}),
		"ready": viewtest.On(model.ScreenWatching, func(s *model.State) {
			s.Live.CoAnchor.Phase, s.Live.CoAnchor.Failure = model.JoinReady, failed
		}),
		"invited": viewtest.On(model.ScreenWatching, func(s *model.State) {
			s.Live = busy()
			s.Live.CoAnchor.Invitation = &model.Invitation{User: viewtest.Lin, Until: viewtest.Soon}
		}),
		"removed": viewtest.On(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchRemoved }),
		"full summary": viewtest.On(model.ScreenOnAir, func(s *model.State) {
			s.OnAir.Summary = &model.Summary{Title: "x", Likes: 1, Coins: 1, Givers: []model.Giver{{User: viewtest.Ben}, {User: viewtest.Lin}, {User: s.Me}, {}}}
		}),
		"summary":     viewtest.On(model.ScreenOnAir, func(s *model.State) { s.OnAir.Summary = &model.Summary{Title: "x"} }),
		"watching":    viewtest.On(model.ScreenWatching),
		"watch ended": viewtest.On(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchEnded }),
		"settings":    viewtest.On(model.ScreenLobby, func(s *model.State) { s.Settings.Open = true }),
	}
}

// busy is a room in which everything happens at once.
func busy() model.Live {
	l := model.Live{Likes: model.Likes{Total: 123_456}, Danmaku: model.Danmaku{On: true, Opacity: 80}}
	l.Chat = l.Chat.With(viewtest.Says(1, 30)...)
	l.Gifts = model.Gifts{Loaded: true, Catalogue: []model.Gift{{ID: "rose", Price: 1}}, Banners: []model.GiftBanner{{ID: 1, From: viewtest.Ben, To: viewtest.Lin, Gift: model.Gift{ID: "castle", Grand: true}, Count: 188, Combo: 12}}}
	return l
}

func TestEveryScreenFitsTheSmallestWindow(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		for name, change := range everyState() {
			h := viewtest.NewSized(t, shell.MinWidth, shell.MinHeight, func(s *model.State) {
				change(s)
				s.Settings.Language = lang
				s.Connection = model.Connection{Phase: model.ConnectionLost, RetryIn: 30}
			})
			if min := h.Canvas().Content().MinSize(); min.Width > shell.MinWidth || min.Height > shell.MinHeight {
				t.Errorf("%s in %s needs %v", name, lang, min)
			}
			if h.Dialog() != nil {
				if min := h.Dialog().Content().MinSize(); min.Width > shell.MinWidth || min.Height > shell.MinHeight {
					t.Errorf("the card of %s in %s needs %v", name, lang, min)
				}
			}
			if h.Settings() != nil {
				for i := range h.Settings().(*settingsScreen).pages {
					h.Settings().(*settingsScreen).choose(i)
					if min := h.Canvas().Content().MinSize(); min.Width > shell.MinWidth || min.Height > shell.MinHeight {
						t.Errorf("settings page %d in %s needs %v", i, lang, min)
					}
				}
			}
		}
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

func TestVideoIsAttachedWhileShownOnly(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	if len(h.Cable.Sinks["lin"]) != 1 {
		t.Fatalf("%d sinks for the host", len(h.Cable.Sinks["lin"]))
	}
	sink := h.Cable.Sinks["lin"][0]
	s := h.Screen().(*watching)
	sink.Render(viewtest.Frame(64, 36))
	h.Until("a picture", func() bool { return s.stage.Tiles[0].Tile.Showing() })
	h.Set(func(st *model.State) {
		st.Watching.Tiles = []model.Tile{{ID: "lin", User: st.Watching.Room.Host, CamMuted: true}}
	})
	if s.stage.Tiles[0].Tile.Showing() {
		t.Error("the last frame stays when the camera goes off")
	}
	h.Sees(kit.T("tile.camOff"))
	h.Set(func(st *model.State) {
		st.Watching.Tiles = []model.Tile{{ID: "lin", User: st.Watching.Room.Host, Live: true}}
	})
	sink.Render(viewtest.Frame(64, 36))
	h.Until("a picture again", func() bool { return s.stage.Tiles[0].Tile.Showing() })
	h.Set(func(st *model.State) { st.Screen = model.ScreenLobby })
	if h.Cable.Attached != h.Cable.Detached {
		t.Error("the tile is still attached after leaving")
	}
}

func TestStageKeepsTilesThatStay(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching).stage
	first := s.Tiles[0]
	h.Set(func(st *model.State) {
		st.Watching.Tiles = []model.Tile{{ID: "lin", Live: true}, {ID: "guest", Live: true}}
	})
	if len(s.Tiles) != 2 || s.Tiles[0] != first {
		t.Error("a second tile replaced the first")
	}
	h.Set(func(st *model.State) { st.Watching.Tiles = []model.Tile{{ID: "guest", Live: true}} })
	if len(s.Tiles) != 1 || h.Cable.Attached-h.Cable.Detached != 1 {
		t.Errorf("%d tiles, %d attached", len(s.Tiles), h.Cable.Attached-h.Cable.Detached)
	}
}

func TestSmallWindow(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	h.Press(fyne.KeyP)
	if s.small == nil || len(h.Cable.Sinks["lin"]) != 2 {
		t.Fatal("no small window, or it gets no frames")
	}
	h.Press(fyne.KeyP)
	if s.small != nil || len(h.Cable.Sinks["lin"]) != 1 {
		t.Error("the small window stays")
	}
	h.Press(fyne.KeyP)
	h.Set(func(st *model.State) { st.Screen = model.ScreenLobby })
	if s.small != nil || h.Cable.Attached != h.Cable.Detached {
		t.Error("the small window stays after leaving the room")
	}
}

func TestSettingsPages(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenLobby))
	h.Env.OnShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyComma, Modifier: fyne.KeyModifierShortcutDefault})
	h.Want("OpenSettings")
	h.Set(func(s *model.State) { s.Settings.Open = true })
	if h.Settings() == nil {
		t.Fatal("no settings")
	}
	h.Set(func(s *model.State) {
		s.Settings.Test = model.DeviceTest{Camera: true, CameraTile: model.Tile{Live: true}, Microphone: true, MicLevel: 50}
	})
	if len(h.Cable.Sinks[model.CameraTestTile]) != 1 {
		t.Error("the camera test shows no picture")
	}
	h.Settings().(*settingsScreen).choose(1)
	h.Want("TestCamera[false]", "TestMicrophone[false]")
	if len(h.Cable.Sinks[model.CameraTestTile]) != 0 {
		t.Error("the test goes on after its page was left")
	}
	h.Set(func(s *model.State) { s.Settings.Test = model.DeviceTest{} })
	for i := range h.Settings().(*settingsScreen).pages {
		h.Settings().(*settingsScreen).choose(i)
	}
	h.Sees(kit.T("about.text"))
	h.Want("LookUpFollows")
	h.Press(fyne.KeyEscape)
	h.Want("CloseSettings")
	h.Set(func(s *model.State) { s.Settings.Open = false })
	if h.Settings() != nil {
		t.Error("the settings stay")
	}
	h.SeesNot(kit.T("about.text"))
}

func TestHotKeysReachTheScreenFromAFocusedWidget(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	h.Canvas().Focus(s.cam)
	s.cam.TypedKey(&fyne.KeyEvent{Name: fyne.KeyM})
	h.Want("MuteMicrophone[true]")
	s.cam.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.Want("MuteCamera[true]")
}

func TestTooltipAppearsAndGivesTheReason(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) { s.Setup.Blocked = model.BlockedNoNetwork }))
	s := h.Screen().(*setup)
	s.live.MouseIn(&desktop.MouseEvent{})
	h.Until("the tooltip", func() bool { return h.Env.Tips.Text() != "" })
	if got := h.Env.Tips.Text(); got != kit.T("blocked.noNetwork") {
		t.Errorf("the tooltip says %q", got)
	}
	s.live.MouseOut()
	if h.Env.Tips.Text() != "" {
		t.Error("the tooltip stays")
	}
}

func TestTimeOnAirGoesOnByItself(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	now := viewtest.FixedNow
	h.Now = func() time.Time { return now }
	now = now.Add(time.Minute)
	h.Until("another minute", func() bool { return strings.Contains(s.clock.Text(), "2:01") })
}
