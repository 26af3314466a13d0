package looks

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"onair/app/model"
	"onair/assets/stickers"
	"onair/liveroom"
)

func TestWhatAGiftPutsOn(t *testing.T) {
	for _, tc := range []struct {
		id      string
		price   int64
		grand   bool
		count   int
		sticker string
		stay    time.Duration
	}{
		{"castle", 1000, true, 1, "crown", 8 * time.Second},
		{"rocket", 500, true, 1, "space", 7 * time.Second},
		{"fireworks", 200, true, 1, "party", 6 * time.Second},
		{"fireworks", 200, true, 4, "party", 9 * time.Second},
		{"castle", 1000, true, 99999999, "crown", 15 * time.Second},
		{"rose", 1, false, 99, "", 0},
		{"star", 66, false, 1, "", 0},
		{"yacht", 5000, true, 1, "crown", 8 * time.Second},
		{"car", 600, true, 0, "flowers", 7 * time.Second},
		{"ring", 250, false, 1, "halo", 6 * time.Second},
		{"tiny", 3, true, 1, "butterflies", 5 * time.Second},
		{"odd", -3, true, -5, "butterflies", 5 * time.Second},
	} {
		w, ok := wearFor(liveroom.GiftGiven{Gift: liveroom.Gift{ID: tc.id, Price: tc.price, Grand: tc.grand}, Count: tc.count})
		if ok != (tc.sticker != "") || w.sticker != tc.sticker || w.stay != tc.stay {
			t.Errorf("%s for %d, %d of them: %q for %v, want %q for %v", tc.id, tc.price, tc.count, w.sticker, w.stay, tc.sticker, tc.stay)
		}
		if ok && !slices.Contains(stickers.Names(), w.sticker) {
			t.Errorf("there is no sticker %q", w.sticker)
		}
	}
}

func TestTheRulesOfGifts(t *testing.T) {
	castle := liveroom.GiftGiven{Gift: liveroom.Gift{ID: "castle", Price: 1000, Grand: true}, Count: 1}
	wear := Wear{"castle", "crown", 8 * time.Second}
	for _, tc := range []struct {
		name  string
		worn  bool
		event Event
		after bool
		want  []Effect
	}{
		{"for me", true, Gifted{castle, true}, true, []Effect{wear}},
		{"for another", true, Gifted{castle, false}, true, nil},
		{"switched off", false, Gifted{castle, true}, false, nil},
		{"a small one", true, Gifted{liveroom.GiftGiven{Gift: liveroom.Gift{ID: "rose", Price: 1}}, true}, true, nil},
		{"off", true, WearGifts{false}, false, []Effect{EndWear{}, KeepGifts{false}}},
		{"on", false, WearGifts{true}, true, []Effect{KeepGifts{true}}},
	} {
		s := states["changed"]()
		s.Beauty.GiftsWorn = tc.worn
		after, effects := reduce(s, tc.event)
		if after.Beauty.GiftsWorn != tc.after || !reflect.DeepEqual(effects, tc.want) {
			t.Errorf("%s: on %v, %v; want %v, %v", tc.name, after.Beauty.GiftsWorn, effects, tc.after, tc.want)
		}
		if after.Beauty.Sticker != "hat" {
			t.Errorf("%s: one's own sticker is %q", tc.name, after.Beauty.Sticker)
		}
	}
}

func TestGiftsSwitchedOffAreRemembered(t *testing.T) {
	a, _ := panel(t)
	if !a.desk.Store.State().Beauty.GiftsWorn {
		t.Error("gifts are not worn at first")
	}
	a.WearGifts(false)
	if !settled(t, a).NoGifts || a.desk.Store.State().Beauty.GiftsWorn {
		t.Error("off is not remembered")
	}
	a.WearGifts(true)
	if settled(t, a).NoGifts {
		t.Error("on is not remembered")
	}
}

func TestOfABlockedGiverNothingIsWorn(t *testing.T) {
	a, _ := panel(t)
	s := a.desk.Store.State()
	gift := func(from string) liveroom.OnGift {
		return liveroom.OnGift{Message: liveroom.Message{User: liveroom.UserInfo{UserID: from}, Gift: &liveroom.GiftGiven{To: liveroom.UserInfo{UserID: s.Me.ID}}}}
	}
	a.desk.Store.Update(func(s *model.State) { *s = s.WithBlocked("pest", true) })
	if a.forMe(gift("pest")) || !a.forMe(gift("friend")) {
		t.Error("the pest's is worn, or the friend's is not")
	}
}
