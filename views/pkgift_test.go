package views

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/stage"
)

func TestPKFromChoosingToResult(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Role = model.RoleAnchor }))
	s := h.screen.(*onAir)
	h.press(fyne.KeyK)
	h.want("FindPKRooms")
	h.set(func(st *model.State) {
		st.Live.PK.RoomsLoaded = true
		st.Live.PK.Rooms = []model.PKRoom{{Room: model.Room{ID: 8, Host: lin, Title: "Rain"}}, {Room: model.Room{ID: 9, Host: ben}, Busy: true}}
	})
	var asks []*kit.Button
	walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == kit.T("pk.ask") {
			asks = append(asks, b)
		}
	})
	if len(asks) != 2 || asks[1].Enabled() || asks[1].TipText() != kit.T("pk.busy") {
		t.Fatalf("%d rooms to ask, or a busy one too", len(asks))
	}
	h.tap(asks[0])
	h.want("AskPK[8 lin 5m0s false]")
	h.set(func(st *model.State) {
		st.Live.PK = model.PK{Phase: model.PKAsking, Until: soon, Asked: model.Room{ID: 8, Host: lin, Title: "Rain"}}
	})
	h.sees(kit.T("call.pkAsked", kit.Values{"Name": "Lin"}))
	h.press(fyne.KeyK)
	h.want("CancelPK")
	sides := []model.PKSide{{RoomID: 7, User: h.State.Me, Score: 30}, {RoomID: 8, Title: "Rain", User: lin, Score: 10}}
	h.set(func(st *model.State) {
		st.Live.PK = model.PK{Phase: model.PKBattle, Deadline: fixedNow.Add(65 * time.Second), Sides: sides}
		st.OnAir.Tiles = append(st.OnAir.Tiles, model.Tile{ID: "lin", User: lin, Live: true})
	})
	h.sees("1:05")
	h.sees("Lin · Rain")
	if a, b := s.stage.Tiles[0].Box.Size(), s.stage.Tiles[1].Box.Size(); a != b {
		t.Errorf("the halves are %v and %v", a, b)
	}
	if bar := s.stage.PK.Bar; bar.Points[0].Text != "30" || bar.Shares[0] <= bar.Shares[1] {
		t.Error("the bar does not show who leads")
	}
	h.set(func(st *model.State) { st.Live.PK.Phase, st.Live.PK.Winner = model.PKResult, "nora" })
	h.sees(kit.T("pk.win"))
	h.sees(kit.T("pk.lose"))
	h.set(func(st *model.State) { st.Live.PK.Winner = "" })
	h.sees(kit.T("pk.draw"))
	h.press(fyne.KeyK)
	h.tap(h.Dialog().Yes)
	h.want("EndPK")
	h.tap(s.end)
	h.tap(h.Dialog().Other)
	h.want("EndPK")
	h.set(func(st *model.State) { st.Live.PK = model.PK{Blocked: model.BlockedOnStage} })
	if s.pkButton.Enabled() || s.pkButton.TipText() != kit.T("blocked.onStage") {
		t.Error("a PK with guests on stage gives no reason")
	}
}

func TestPKRequestIsAnswered(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	h.set(func(s *model.State) {
		s.Live.PK.Request = &model.PKRequest{User: lin, RoomID: 8, Duration: 5 * time.Minute, Until: soon}
	})
	h.sees(kit.T("call.pk.text", kit.Values{"Time": "5:00", "Room": 8}))
	h.tap(button(t, h.Canvas().Content(), kit.T("accept")))
	h.want("AnswerPK[true]")
	h.tap(button(t, h.Canvas().Content(), kit.T("reject")))
	h.want("AnswerPK[false]")
}

func TestGiftsArePaidFromTheWallet(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	h.press(fyne.KeyG)
	h.want("OpenGifts")
	if s.gifts.Give.Enabled() {
		t.Error("something can be given before the catalogue came")
	}
	h.set(func(st *model.State) {
		st.Live.Gifts = model.Gifts{Loaded: true, Balance: 100, Catalogue: []model.Gift{{ID: "rose", Price: 1}, {ID: "own", Name: "House", Price: 60}}}
	})
	h.sees(kit.N("gift.giveFor", 1))
	h.tap(s.gifts.Items[1])
	h.tap(s.gifts.Give)
	h.want("SendGift[own 1 ]")
	s.gifts.Counts.Tap(1)
	if s.gifts.Give.Enabled() || s.gifts.Give.TipText() != kit.N("gift.poor", 500) {
		t.Errorf("enabled %v, reason %q", s.gifts.Give.Enabled(), s.gifts.Give.TipText())
	}
	h.set(func(st *model.State) {
		st.Watching.Tiles = append(st.Watching.Tiles, model.Tile{ID: "ben", User: ben})
		st.Live.Gifts.Balance = 10_000
	})
	s.gifts.To.SetSelectedIndex(1)
	h.tap(s.gifts.Give)
	h.want("SendGift[own 10 ben]")
	h.set(func(st *model.State) {
		st.Live.Gifts.Banners = []model.GiftBanner{{ID: 1, From: ben, Gift: model.Gift{ID: "rose"}, Count: 1, Combo: 2}}
	})
	h.sees("x2")
	h.set(func(st *model.State) {
		st.Live.Gifts.Banners = []model.GiftBanner{{ID: 1, From: ben, Gift: model.Gift{ID: "rose"}, Count: 1, Combo: 3}}
	})
	h.sees("x3")
	h.set(func(st *model.State) { st.Live.Gifts.Banners = nil })
	h.seesNot("x3")
}

func TestHeartsRiseAndGo(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	h.press(fyne.KeyH)
	h.want("Like")
	h.set(func(st *model.State) { st.Live.Likes = model.Likes{Total: 1200, Others: 3} })
	if n := len(s.stage.Sky.Things); n != 4 {
		t.Errorf("%d hearts", n)
	}
	h.Now = func() time.Time { return fixedNow.Add(stage.HeartTime) }
	h.until("the hearts to go", func() bool { return len(s.stage.Sky.Things) == 0 })
	if s.stage.Sky.Stop != nil {
		t.Error("the clock runs with nothing to move")
	}
}

func TestDanmakuFlyInTheUpperThird(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) {
		s.Live.Danmaku = model.Danmaku{On: true, Opacity: 50}
		s.Live.Chat = s.Live.Chat.With(says(1, 3)...)
	}))
	sky := h.screen.(*watching).stage.Sky
	if len(sky.Things) != 0 {
		t.Error("what was said before flies")
	}
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(4, 3)...) })
	if len(sky.Things) != 3 {
		t.Fatalf("%d lines fly", len(sky.Things))
	}
	ys := map[float32]bool{}
	for _, m := range sky.Things {
		y := m.Object.Position().Y
		ys[y] = true
		if y+m.Object.Size().Height > sky.Layer.Size().Height/3+stage.SkyRowHeight {
			t.Errorf("a line flies at %v of %v", y, sky.Layer.Size().Height)
		}
	}
	if len(ys) != 3 {
		t.Error("lines fly over each other")
	}
	h.press(fyne.KeyD)
	h.want("SetDanmaku[false]")
	h.set(func(s *model.State) {
		s.Live.Danmaku.On = false
		s.Live.Chat = s.Live.Chat.With(says(7, 1)...)
	})
	if len(sky.Things) != 3 {
		t.Error("lines fly though they are off")
	}
}

func TestSummaryTellsLikesAndGifts(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.OnAir.Summary = &model.Summary{Title: "x", Likes: 3100, Coins: 42, Givers: []model.Giver{{User: ben, Coins: 40}}}
	}))
	h.sees(desk.Coins(3100))
	h.sees("42")
	h.sees("Ben")
}
