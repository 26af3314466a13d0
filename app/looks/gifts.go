package looks

import (
	"time"

	"onair/assets/stickers"
	"onair/liveroom"
)

// worn is what a gift puts on the head of who gets it, and for how long.
type worn struct {
	sticker string
	stay    time.Duration
}

// wornFor are those of the gifts that every server has.
var wornFor = map[string]worn{
	"fireworks": {"party", 6 * time.Second},
	"rocket":    {"space", 7 * time.Second},
	"castle":    {"crown", 8 * time.Second},
}

// wornByPrice are those of other gifts: the first that is not dearer.
var wornByPrice = []struct {
	price int64
	worn
}{
	{1000, worn{"crown", 8 * time.Second}}, {500, worn{"flowers", 7 * time.Second}}, {200, worn{"halo", 6 * time.Second}},
	{0, worn{"butterflies", 5 * time.Second}}, // grand, whatever it costs
}

// Several at once are worn for longer.
const (
	longerEach = time.Second
	longest    = 15 * time.Second
)

// wearFor is what a gift puts on; false: it is too small. Large are grand gifts, and those that
// cost as much as the cheapest of them does by itself.
func wearFor(g liveroom.GiftGiven) (worn, bool) {
	const large = 200 // coins a piece
	if !g.Gift.Grand && g.Gift.Price < large {
		return worn{}, false
	}
	w, known := wornFor[g.Gift.ID]
	for i := 0; !known; i++ {
		w, known = wornByPrice[i].worn, g.Gift.Price >= wornByPrice[i].price || i == len(wornByPrice)-1
	}
	more := min(max(g.Count-1, 0), int(longest/longerEach))
	w.stay = min(w.stay+time.Duration(more)*longerEach, longest)
	return w, true
}

// Gifts of others.
type (
	// Gifted: somebody was given something.
	Gifted struct {
		Gift liveroom.GiftGiven
		Mine bool // it is for the user
	}
	// WearGifts says whether gifts put something on the user's head.
	WearGifts struct{ On bool }
	// Wear shows a sticker for a while, EndWear takes it off, KeepGifts remembers.
	Wear struct {
		Gift, Sticker string
		Stay          time.Duration
	}
	EndWear   struct{}
	KeepGifts WearGifts
)

// gifts are the rules of these.
func (m *moment) gifts(e Event) {
	switch e := e.(type) {
	case Gifted:
		if !e.Mine || !m.Beauty.GiftsWorn {
			return
		}
		if w, ok := wearFor(e.Gift); ok {
			m.then(Wear{e.Gift.Gift.ID, w.sticker, w.stay})
		}
	case WearGifts:
		m.Beauty.GiftsWorn = e.On
		if !e.On {
			m.then(EndWear{})
		}
		m.then(KeepGifts(e))
	}
}

// carryGift does what they want done.
func (c *Looks) carryGift(e Effect) {
	switch e := e.(type) {
	case Wear:
		c.desk.Go(func() { c.wearGift(e) })
	case EndWear:
		c.filters.EndShows()
	case KeepGifts:
		c.desk.Do(func() {
			c.desk.Settings.Looks.NoGifts = !e.On
			c.desk.Save()
		})
	}
}

// mostRead is how many stickers of gifts are read at a time; of a shower of gifts the rest is
// worn no longer for it.
const mostRead = 4

func (c *Looks) wearGift(e Wear) {
	defer c.reading.Add(-1)
	if c.reading.Add(1) > mostRead {
		return
	}
	folder, err := stickers.Open(e.Sticker)
	if err == nil {
		err = c.filters.ShowMotionFS(folder, e.Gift, e.Stay)
	}
	if err != nil {
		c.desk.Log.Info("a gift is not worn", "gift", e.Gift, "err", err)
	}
}

// WearGifts says whether large gifts put something on the user's head.
func (c *Looks) WearGifts(on bool) { c.post(WearGifts{on}) }

// Gifted takes a gift that somebody was given.
func (c *Looks) Gifted(e liveroom.OnGift) {
	if e.Message.Gift != nil {
		c.post(Gifted{*e.Message.Gift, c.forMe(e)})
	}
}

// forMe reports whether a gift is the user's to show: of who is blocked nothing is shown.
func (c *Looks) forMe(e liveroom.OnGift) bool {
	s := c.desk.Store.State()
	return s.Me.ID == e.Message.Gift.To.UserID && !s.Blocked[e.Message.User.UserID]
}
