package views

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/kit"
)

func TestWindowFollowsTheStore(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWelcome))
	h.start()
	h.store.Update(func(s *model.State) { s.Screen = model.ScreenLobby })
	h.until("the lobby", func() bool { _, ok := h.screen.(*lobby); return ok })
	h.store.Update(func(s *model.State) { s.Screen = model.ScreenWatching })
	h.until("the room", func() bool { _, ok := h.screen.(*watching); return ok })
}

// everyState is one state for each screen and page.
func everyState() map[string]func(*model.State) {
	failed := &model.Failure{Code: model.FailureUnreachable, Subject: "live.example.com", Detail: "dial tcp: timeout"}
	return map[string]func(*model.State){
		"welcome": onScreen(model.ScreenWelcome),
		"welcome failed": onScreen(model.ScreenWelcome, func(s *model.State) {
			s.Welcome.Form = model.SignInForm{Server: "live.example.com", Method: model.SignInUserSig, UserID: "a", UserSig: "b"}
			s.Welcome.Failure, s.Welcome.Recent = failed, []string{"live.example.com", "a.example.com", "b.example.com"}
		}),
		"lobby":        onScreen(model.ScreenLobby),
		"lobby failed": onScreen(model.ScreenLobby, func(s *model.State) { s.Lobby.Failure, s.Lobby.OpenFailure = failed, failed }),
		"lobby empty":  onScreen(model.ScreenLobby, func(s *model.State) { s.Lobby.Rooms = nil }),
		"setup":        onScreen(model.ScreenSetup),
		"setup failed": onScreen(model.ScreenSetup, func(s *model.State) {
			s.Setup.Failure = failed
			s.Setup.Checks = []model.Check{{Kind: model.CheckCamera, State: model.CheckBad, Failure: failed}, {Kind: model.CheckSound, State: model.CheckGood}, {Kind: model.CheckNetwork, State: model.CheckGood}}
		}),
		"on air": onScreen(model.ScreenOnAir, func(s *model.State) { s.OnAir.CanSwitch = true; s.OnAir.Failure = failed }),
		"requests": onScreen(model.ScreenOnAir, func(s *model.State) {
			s.Live = busy()
			s.Live.Role = model.RoleAnchor
			s.Live.CoAnchor.Requests = []model.JoinRequest{{User: ben, Until: soon}}
		}),
		"in a PK": onScreen(model.ScreenOnAir, func(s *model.State) {
			s.Live = busy()
			s.Live.PK = model.PK{Phase: model.PKBattle, Sides: []model.PKSide{{User: s.Me, Score: 123456}, {User: lin, Score: 98765, Title: "A title that is long enough to be cut"}}}
			s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "lin", User: lin})
			s.OnAir.CanSwitch = true
		}),
		"on stage": onScreen(model.ScreenWatching, func(s *model.State) {
			s.Live = busy()
			s.Live.CoAnchor.Phase = model.JoinOnStage
		}),
		"ready": onScreen(model.ScreenWatching, func(s *model.State) {
			s.Live.CoAnchor.Phase, s.Live.CoAnchor.Failure = model.JoinReady, failed
		}),
		"invited": onScreen(model.ScreenWatching, func(s *model.State) {
			s.Live = busy()
			s.Live.CoAnchor.Invitation = &model.Invitation{User: lin, Until: soon}
		}),
		"removed": onScreen(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchRemoved }),
		"full summary": onScreen(model.ScreenOnAir, func(s *model.State) {
			s.OnAir.Summary = &model.Summary{Title: "x", Likes: 1, Coins: 1, Givers: []model.Giver{{User: ben}, {User: lin}, {User: s.Me}, {}}}
		}),
		"summary":     onScreen(model.ScreenOnAir, func(s *model.State) { s.OnAir.Summary = &model.Summary{Title: "x"} }),
		"watching":    onScreen(model.ScreenWatching),
		"watch ended": onScreen(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchEnded }),
		"settings":    onScreen(model.ScreenLobby, func(s *model.State) { s.Settings.Open = true }),
	}
}

// busy is a room in which everything happens at once.
func busy() model.Live {
	l := model.Live{Likes: model.Likes{Total: 123_456}, Danmaku: model.Danmaku{On: true, Opacity: 80}}
	l.Chat = l.Chat.With(says(1, 30)...)
	l.Gifts = model.Gifts{Loaded: true, Catalogue: []model.Gift{{ID: "rose", Price: 1}}, Banners: []model.GiftBanner{{ID: 1, From: ben, To: lin, Gift: model.Gift{ID: "castle", Grand: true}, Count: 188, Combo: 12}}}
	return l
}

func TestEveryScreenFitsTheSmallestWindow(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		for name, change := range everyState() {
			h := newSizedHarness(t, minWidth, minHeight, func(s *model.State) {
				change(s)
				s.Settings.Language = lang
				s.Connection = model.Connection{Phase: model.ConnectionLost, RetryIn: 30}
			})
			if min := h.Canvas().Content().MinSize(); min.Width > minWidth || min.Height > minHeight {
				t.Errorf("%s in %s needs %v", name, lang, min)
			}
			if h.Dialog() != nil {
				if min := h.Dialog().Content().MinSize(); min.Width > minWidth || min.Height > minHeight {
					t.Errorf("the card of %s in %s needs %v", name, lang, min)
				}
			}
			if h.settings != nil {
				for i := range h.settings.pages {
					h.settings.choose(i)
					if min := h.Canvas().Content().MinSize(); min.Width > minWidth || min.Height > minHeight {
						t.Errorf("settings page %d in %s needs %v", i, lang, min)
					}
				}
			}
		}
	}
}

func TestLanguageAndThemeChangeWhileOpen(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby))
	h.sees("Live now")
	h.set(func(s *model.State) { s.Settings.Language = "zh" })
	h.sees("正在直播")
	before := kit.Color(kit.ColorSurface)
	h.set(func(s *model.State) { s.Settings.Theme = model.ThemeLight })
	if kit.Color(kit.ColorSurface) == before {
		t.Error("the light theme has the dark one's colours")
	}
	h.set(func(s *model.State) { s.Settings.Language = "en" })
	h.sees("Live now")
}

func TestLostConnectionShowsABannerThatMovesNothing(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby))
	card := h.screen.(*lobby).cards[7]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(card)
	h.set(func(s *model.State) { s.Connection = model.Connection{Phase: model.ConnectionLost, RetryIn: 4} })
	h.sees(kit.T("banner.lost", kit.Values{"Seconds": 4}))
	if now := fyne.CurrentApp().Driver().AbsolutePositionForObject(card); now != at {
		t.Errorf("a card moved from %v to %v", at, now)
	}
	h.tap(h.banner.retry)
	h.want("RetryNow")
	h.set(func(s *model.State) { s.Connection.Phase = model.ConnectionRetrying })
	if h.banner.retry.Enabled() {
		t.Error("retry can be pressed while retrying")
	}
	h.set(func(s *model.State) { s.Connection.Phase = model.ConnectionUp })
	h.seesNot(kit.T("banner.retrying"))
}

func TestNoticesComeAndGo(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby))
	h.set(func(s *model.State) {
		s.Notices = []model.Notice{{ID: 5, Code: model.NoticeDeviceAdded, Subject: "BRIO"}, {ID: 6, Failure: &model.Failure{Code: model.FailureSpeaker}}}
	})
	h.sees("New device: BRIO")
	h.sees(kit.T("failure.speaker.what"))
	h.set(func(s *model.State) { s.Notices = s.Notices[1:] })
	h.seesNot("New device: BRIO")
}

func TestVideoIsAttachedWhileShownOnly(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	if len(h.video.sinks["lin"]) != 1 {
		t.Fatalf("%d sinks for the host", len(h.video.sinks["lin"]))
	}
	sink := h.video.sinks["lin"][0]
	s := h.screen.(*watching)
	sink.Render(frame(64, 36))
	h.until("a picture", func() bool { return s.stage.Tiles[0].Tile.Showing() })
	h.set(func(st *model.State) {
		st.Watching.Tiles = []model.Tile{{ID: "lin", User: st.Watching.Room.Host, CamMuted: true}}
	})
	if s.stage.Tiles[0].Tile.Showing() {
		t.Error("the last frame stays when the camera goes off")
	}
	h.sees(kit.T("tile.camOff"))
	h.set(func(st *model.State) {
		st.Watching.Tiles = []model.Tile{{ID: "lin", User: st.Watching.Room.Host, Live: true}}
	})
	sink.Render(frame(64, 36))
	h.until("a picture again", func() bool { return s.stage.Tiles[0].Tile.Showing() })
	h.set(func(st *model.State) { st.Screen = model.ScreenLobby })
	if h.video.attached != h.video.detached {
		t.Error("the tile is still attached after leaving")
	}
}

func TestStageKeepsTilesThatStay(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching).stage
	first := s.Tiles[0]
	h.set(func(st *model.State) {
		st.Watching.Tiles = []model.Tile{{ID: "lin", Live: true}, {ID: "guest", Live: true}}
	})
	if len(s.Tiles) != 2 || s.Tiles[0] != first {
		t.Error("a second tile replaced the first")
	}
	h.set(func(st *model.State) { st.Watching.Tiles = []model.Tile{{ID: "guest", Live: true}} })
	if len(s.Tiles) != 1 || h.video.attached-h.video.detached != 1 {
		t.Errorf("%d tiles, %d attached", len(s.Tiles), h.video.attached-h.video.detached)
	}
}

func TestSmallWindow(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	h.press(fyne.KeyP)
	if s.small == nil || len(h.video.sinks["lin"]) != 2 {
		t.Fatal("no small window, or it gets no frames")
	}
	h.press(fyne.KeyP)
	if s.small != nil || len(h.video.sinks["lin"]) != 1 {
		t.Error("the small window stays")
	}
	h.press(fyne.KeyP)
	h.set(func(st *model.State) { st.Screen = model.ScreenLobby })
	if s.small != nil || h.video.attached != h.video.detached {
		t.Error("the small window stays after leaving the room")
	}
}

func TestSettingsPages(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenLobby))
	h.typedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyComma, Modifier: fyne.KeyModifierShortcutDefault})
	h.want("OpenSettings")
	h.set(func(s *model.State) { s.Settings.Open = true })
	if h.settings == nil {
		t.Fatal("no settings")
	}
	h.set(func(s *model.State) {
		s.Settings.Test = model.DeviceTest{Camera: true, CameraTile: model.Tile{Live: true}, Microphone: true, MicLevel: 50}
	})
	if len(h.video.sinks[model.CameraTestTile]) != 1 {
		t.Error("the camera test shows no picture")
	}
	h.settings.choose(1)
	h.want("TestCamera[false]", "TestMicrophone[false]")
	if len(h.video.sinks[model.CameraTestTile]) != 0 {
		t.Error("the test goes on after its page was left")
	}
	h.set(func(s *model.State) { s.Settings.Test = model.DeviceTest{} })
	for i := range h.settings.pages {
		h.settings.choose(i)
	}
	h.sees(kit.T("about.text"))
	h.want("LookUpFollows")
	h.press(fyne.KeyEscape)
	h.want("CloseSettings")
	h.set(func(s *model.State) { s.Settings.Open = false })
	if h.settings != nil {
		t.Error("the settings stay")
	}
	h.seesNot(kit.T("about.text"))
}

func TestHotKeysReachTheScreenFromAFocusedWidget(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	h.Canvas().Focus(s.cam)
	s.cam.TypedKey(&fyne.KeyEvent{Name: fyne.KeyM})
	h.want("MuteMicrophone[true]")
	s.cam.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.want("MuteCamera[true]")
}

func TestTooltipAppearsAndGivesTheReason(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenSetup, func(s *model.State) { s.Setup.Blocked = model.BlockedNoNetwork }))
	s := h.screen.(*setup)
	s.live.MouseIn(&desktop.MouseEvent{})
	h.until("the tooltip", func() bool { return h.Env.Tips.Text() != "" })
	if got := h.Env.Tips.Text(); got != kit.T("blocked.noNetwork") {
		t.Errorf("the tooltip says %q", got)
	}
	s.live.MouseOut()
	if h.Env.Tips.Text() != "" {
		t.Error("the tooltip stays")
	}
}

func TestTimeOnAirGoesOnByItself(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	now := fixedNow
	h.Now = func() time.Time { return now }
	now = now.Add(time.Minute)
	h.until("another minute", func() bool { return strings.Contains(s.clock.Text(), "2:01") })
}

func TestPackagingAgreesWithTheProgram(t *testing.T) {
	data, err := os.ReadFile("../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\s*(\w+)\s*=\s*"(.*)"`).FindAllStringSubmatch(string(data), -1) {
		values[m[1]] = m[2]
	}
	if values["ID"] != AppID || values["Name"] != "OnAir" || values["Version"] == "" {
		t.Errorf("FyneApp.toml says %v", values)
	}
	if _, err := os.Stat("../" + values["Icon"]); err != nil {
		t.Error(err)
	}
}
