package live

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/stage"
)

// TestGrandGiftsPlayOneAfterTheOther: a gift that was there before the screen
// plays nothing; new ones play in turn, are announced by name, and leave nothing
// behind.
func TestGrandGiftsPlayOneAfterTheOther(t *testing.T) {
	grand := func(id uint64, gift string) model.GiftBanner {
		return model.GiftBanner{ID: id, From: viewtest.Ben, Gift: model.Gift{ID: gift, Name: gift, Grand: true}, Count: 2}
	}
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Live.Gifts.Grand = grand(1, "rocket") }))
	sky := h.Screen().(*watching).stage.Sky
	if len(sky.Things) != 0 {
		t.Fatal("an old gift plays again")
	}
	h.Set(func(s *model.State) {
		s.Live.Gifts.Grand = grand(2, "fireworks")
		s.Live.Gifts.Banners = []model.GiftBanner{grand(2, "fireworks")}
	})
	sky.Tick()
	driver := fyne.CurrentApp().Driver()
	row := h.Screen().(*watching).stage.Banners.Rows[2].Object
	card := sky.Grand.Card
	if foot, head := driver.AbsolutePositionForObject(card).Y+card.Size().Height, driver.AbsolutePositionForObject(row).Y; foot > head {
		t.Errorf("the announcement reaches down to %.0f, over the gift's own line at %.0f", foot, head)
	}
	words := func(gift string) string {
		return kit.T("gift.grand", kit.Values{"Name": "Ben", "Number": 2, "Gift": desk.GiftName(model.Gift{ID: gift})})
	}
	if n := len(sky.Things); n < 20 || n > 80 {
		t.Errorf("%d shapes", n)
	}
	now := viewtest.FixedNow
	h.Now = func() time.Time { return now }
	h.Set(func(s *model.State) { s.Live.Gifts.Grand = grand(3, "castle") })
	var shown []string
	for range 12 {
		now = now.Add(time.Second)
		sky.Tick()
		for _, text := range h.Texts() {
			for _, gift := range []string{"fireworks", "castle"} {
				if text == words(gift) && (len(shown) == 0 || shown[len(shown)-1] != gift) {
					shown = append(shown, gift)
				}
			}
		}
	}
	if len(shown) != 2 || shown[0] != "fireworks" || shown[1] != "castle" {
		t.Errorf("played %q", shown)
	}
	if len(sky.Things) != 0 || len(sky.Layer.Objects) != 0 || sky.Stop != nil {
		t.Error("something moves on after the last show")
	}
}

func TestGrandAnnouncementStandsClear(t *testing.T) {
	for _, c := range []struct{ room, card, below, want float32 }{
		{600, 56, 0, 432},   // below the faces
		{600, 56, 100, 432}, // clear by itself
		{430, 56, 148, 218}, // above three lines
		{180, 56, 148, 0},   // as high as it can
	} {
		if got := stage.GrandY(c.room, c.card, c.below); got-c.want > 0.01 || c.want-got > 0.01 {
			t.Errorf("%v: at %.0f", c, got)
		}
	}
}

func TestGrandGiftPictures(t *testing.T) {
	for _, gift := range []string{"fireworks", "rocket", "castle"} {
		t.Run(gift, func(t *testing.T) {
			h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenWatching))
			now := viewtest.FixedNow
			h.Now = func() time.Time { return now }
			h.Press("F11")
			h.Set(func(s *model.State) {
				s.Live.Gifts.Grand = model.GiftBanner{ID: 1, From: viewtest.Ben, Gift: model.Gift{ID: gift, Grand: true}, Count: 1}
			})
			now = now.Add(1900 * time.Millisecond)
			h.Screen().(*watching).stage.Sky.Tick()
			test.AssertImageMatches(t, "grand-"+gift+".png", h.Canvas().Capture())
		})
	}
}
