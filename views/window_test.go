package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
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
				for i := range 9 {
					h.Press(fyne.KeyPageDown)
					if min := h.Canvas().Content().MinSize(); min.Width > shell.MinWidth || min.Height > shell.MinHeight {
						t.Errorf("settings page %d in %s needs %v", i, lang, min)
					}
				}
			}
		}
	}
}
