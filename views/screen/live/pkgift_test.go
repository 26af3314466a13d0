package live

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/stage"
)

func TestPKFromChoosingToResult(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) { s.Live.Role = model.RoleAnchor }))
	s := h.Screen().(*onAir)
	h.Press(fyne.KeyK)
	h.Want("FindPKRooms")
	h.Set(func(st *model.State) {
		st.Live.PK.RoomsLoaded = true
		st.Live.PK.Rooms = []model.PKRoom{{Room: model.Room{ID: 8, Host: viewtest.Lin, Title: "Rain"}}, {Room: model.Room{ID: 9, Host: viewtest.Ben}, Busy: true}}
	})
	var asks []*kit.Button
	viewtest.Walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == kit.T("pk.ask") {
			asks = append(asks, b)
		}
	})
	if len(asks) != 2 || asks[1].Enabled() || asks[1].TipText() != kit.T("pk.busy") {
		t.Fatalf("%d rooms to ask, or a busy one too", len(asks))
	}
	h.Tap(asks[0])
	h.Want("AskPK[8 lin 5m0s false]")
	h.Set(func(st *model.State) {
		st.Live.PK = model.PK{Phase: model.PKAsking, Until: viewtest.Soon, Asked: model.Room{ID: 8, Host: viewtest.Lin, Title: "Rain"}}
	})
	h.Sees(kit.T("call.pkAsked", kit.Values{"Name": "Lin"}))
	h.Press(fyne.KeyK)
	h.Want("CancelPK")
	sides := []model.PKSide{{RoomID: 7, User: h.State.Me, Score: 30}, {RoomID: 8, Title: "Rain", User: viewtest.Lin, Score: 10}}
	h.Set(func(st *model.State) {
		st.Live.PK = model.PK{Phase: model.PKBattle, Deadline: viewtest.FixedNow.Add(65 * time.Second), Sides: sides}
		st.OnAir.Tiles = append(st.OnAir.Tiles, model.Tile{ID: "lin", User: viewtest.Lin, Live: true})
	})
	h.Sees("1:05")
	h.Sees("Lin · Rain")
	if a, b := s.stage.Tiles[0].Box.Size(), s.stage.Tiles[1].Box.Size(); a != b {
		t.Errorf("the halves are %v and %v", a, b)
	}
	if bar := s.stage.PK.Bar; bar.Points[0].Text != "30" || bar.Shares[0] <= bar.Shares[1] {
		t.Error("the bar does not show who leads")
	}
	h.Set(func(st *model.State) { st.Live.PK.Phase, st.Live.PK.Winner = model.PKResult, "nora" })
	h.Sees(kit.T("pk.win"))
	h.Sees(kit.T("pk.lose"))
	h.Set(func(st *model.State) { st.Live.PK.Winner = "" })
	h.Sees(kit.T("pk.draw"))
	h.Press(fyne.KeyK)
	h.Tap(h.Dialog().Yes)
	h.Want("EndPK")
	h.Tap(s.end)
	h.Tap(h.Dialog().Other)
	h.Want("EndPK")
	h.Set(func(st *model.State) { st.Live.PK = model.PK{Blocked: model.BlockedOnStage} })
	if s.pkButton.Enabled() || s.pkButton.TipText() != kit.T("blocked.onStage") {
		t.Error("a PK with guests on stage gives no reason")
	}
}

func TestPKRequestIsAnswered(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	h.Set(func(s *model.State) {
		s.Live.PK.Request = &model.PKRequest{User: viewtest.Lin, RoomID: 8, Duration: 5 * time.Minute, Until: viewtest.Soon}
	})
	h.Sees(kit.T("call.pk.text", kit.Values{"Time": "5:00", "Room": 8}))
	h.Tap(viewtest.Button(t, h.Canvas().Content(), kit.T("accept")))
	h.Want("AnswerPK[true]")
	h.Tap(viewtest.Button(t, h.Canvas().Content(), kit.T("reject")))
	h.Want("AnswerPK[false]")
}

func TestGiftsArePaidFromTheWallet(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	h.Press(fyne.KeyG)
	h.Want("OpenGifts")
	if s.gifts.Give.Enabled() {
		t.Error("something can be given before the catalogue came")
	}
	h.Set(func(st *model.State) {
		st.Live.Gifts = model.Gifts{Loaded: true, Balance: 100, Catalogue: []model.Gift{{ID: "rose", Price: 1}, {ID: "own", Name: "House", Price: 60}}}
	})
	h.Sees(kit.N("gift.giveFor", 1))
	h.Tap(s.gifts.Items[1])
	h.Tap(s.gifts.Give)
	h.Want("SendGift[own 1 ]")
	s.gifts.Counts.Tap(1)
	if s.gifts.Give.Enabled() || s.gifts.Give.TipText() != kit.N("gift.poor", 500) {
		t.Errorf("enabled %v, reason %q", s.gifts.Give.Enabled(), s.gifts.Give.TipText())
	}
	h.Set(func(st *model.State) {
		st.Watching.Tiles = append(st.Watching.Tiles, model.Tile{ID: "ben", User: viewtest.Ben})
		st.Live.Gifts.Balance = 10_000
	})
	s.gifts.To.SetSelectedIndex(1)
	h.Tap(s.gifts.Give)
	h.Want("SendGift[own 10 ben]")
	h.Set(func(st *model.State) {
		st.Live.Gifts.Banners = []model.GiftBanner{{ID: 1, From: viewtest.Ben, Gift: model.Gift{ID: "rose"}, Count: 1, Combo: 2}}
	})
	h.Sees("x2")
	h.Set(func(st *model.State) {
		st.Live.Gifts.Banners = []model.GiftBanner{{ID: 1, From: viewtest.Ben, Gift: model.Gift{ID: "rose"}, Count: 1, Combo: 3}}
	})
	h.Sees("x3")
	h.Set(func(st *model.State) { st.Live.Gifts.Banners = nil })
	h.SeesNot("x3")
}

func TestHeartsRiseAndGo(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	h.Press(fyne.KeyH)
	h.Want("Like")
	h.Set(func(st *model.State) { st.Live.Likes = model.Likes{Total: 1200, Others: 3} })
	if n := len(s.stage.Sky.Things); n != 4 {
		t.Errorf("%d hearts", n)
	}
	h.Now = func() time.Time { return viewtest.FixedNow.Add(stage.HeartTime) }
	h.Until("the hearts to go", func() bool { return len(s.stage.Sky.Things) == 0 })
	if s.stage.Sky.Stop != nil {
		t.Error("the clock runs with nothing to move")
	}
}

func TestDanmakuFlyInTheUpperThird(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) {
		s.Live.Danmaku = model.Danmaku{On: true, Opacity: 50}
		s.Live.Chat = s.Live.Chat.With(viewtest.Says(1, 3)...)
	}))
	sky := h.Screen().(*watching).stage.Sky
	if len(sky.Things) != 0 {
		t.Error("what was said before flies")
	}
	h.Set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(viewtest.Says(4, 3)...) })
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
	h.Press(fyne.KeyD)
	h.Want("SetDanmaku[false]")
	h.Set(func(s *model.State) {
		s.Live.Danmaku.On = false
		s.Live.Chat = s.Live.Chat.With(viewtest.Says(7, 1)...)
	})
	if len(sky.Things) != 3 {
		t.Error("lines fly though they are off")
	}
}

func TestSummaryTellsLikesAndGifts(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.OnAir.Summary = &model.Summary{Title: "x", Likes: 3100, Coins: 42, Givers: []model.Giver{{User: viewtest.Ben, Coins: 40}}}
	}))
	h.Sees(desk.Coins(3100))
	h.Sees("42")
	h.Sees("Ben")
}
