package stage

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"onair/app/failure"
	"onair/app/model"
	"onair/liveroom"
)

const (
	// gatherFor is how long taps are gathered before they are sent, mostHearts how many
	// are sent at once.
	gatherFor  = 500 * time.Millisecond
	mostHearts = 100
	// bannerFor is how long a gift's banner stays after its newest piece, maxBanners how
	// many there are.
	bannerFor  = 4 * time.Second
	maxBanners = 4
)

// Gathered is what is remembered of a room's hearts and gifts besides what is shown.
type Gathered struct {
	// Taps were not sent yet; Sent were, and not told by the room yet.
	Taps, Sent int64
	// Waiting: the taps are sent in a moment.
	Waiting bool
	// Givers are those of the room. The map is replaced, never written to.
	Givers map[string]model.Giver
}

// giftWish is about hearts and gifts of the user.
func (m *moment) giftWish(e Event) bool {
	g, h := &m.Live.Gifts, &m.Memo.Gathered
	switch e := e.(type) {
	case Heart:
		h.Taps++
		m.Live.Likes.Total++
		if !h.Waiting {
			h.Waiting = true
			m.then(After{gatherFor, HeartsDue{}})
		}
	case HeartsDue:
		n := min(h.Taps, mostHearts)
		h.Taps, h.Waiting = 0, false
		h.Sent += n
		m.then(SendHearts{int(n)})
	case HeartsSent:
		if e.Err != nil {
			h.Sent = max(h.Sent-int64(e.Count), 0)
		}
	case OpenGifts:
		m.then(ReadGifts{})
	case GiftsRead:
		m.giftsRead(e)
	case Give:
		g.Sending, g.Failure = true, nil
		m.then(SendGift{e})
	case Given:
		if g.Sending = false; e.Err != nil {
			g.Failure = failure.Of(e.Err, e.GiftID)
		} else {
			g.Balance = e.Balance
		}
	case BannerOver: // a combo that grew meanwhile has a later end
		g.Banners = slices.DeleteFunc(slices.Clone(g.Banners), func(b model.GiftBanner) bool { return b.ID == e.ID && b.Combo == e.Combo })
	case RankRead:
		m.rankRead(e)
	default:
		return false
	}
	return true
}

func (m *moment) giftsRead(e GiftsRead) {
	g := &m.Live.Gifts
	if e.Err != nil {
		g.Failure = failure.Of(e.Err, "")
		return
	}
	g.Catalogue, g.Loaded, g.Balance, g.Failure = nil, true, e.Balance, nil
	for _, gift := range e.Gifts {
		g.Catalogue = append(g.Catalogue, giftOf(gift))
	}
}

// rankRead takes over who gave most before the user came.
func (m *moment) rankRead(e RankRead) {
	givers, coins := m.Memo.Gathered.giversCopy(), int64(0)
	for _, g := range e.Givers {
		coins += g.Value
		if givers[g.User.UserID].Coins < g.Value { // what was given meanwhile is in both
			givers[g.User.UserID] = model.Giver{User: personOf(g.User), Coins: g.Value}
		}
	}
	m.Memo.Gathered.Givers = givers
	m.Live.Gifts.Rank, m.Live.Gifts.Coins = ranked(givers), max(m.Live.Gifts.Coins, coins)
}

// hearts moves the count; the own ones have risen already.
func (m *moment) hearts(e liveroom.OnLikes) {
	h := &m.Memo.Gathered
	own := min(e.Count, h.Sent)
	h.Sent -= own
	m.Live.Likes.Total = e.Total + h.Taps + h.Sent
	m.Live.Likes.Others += uint64(e.Count - own)
}

// gifted announces a gift: a line, a banner that combines with the one before,
// and the ranking.
func (m *moment) gifted(e liveroom.OnGift) {
	line, ok := lineOf(e.Message, m.Me.ID)
	if !ok || e.Message.Gift == nil {
		return
	}
	givers := m.Memo.Gathered.giversCopy()
	g := givers[line.User.ID]
	g.User, g.Coins = line.User, g.Coins+e.Message.Gift.Coins
	givers[line.User.ID] = g
	m.Memo.Gathered.Givers = givers
	m.Live.Gifts.Coins, m.Live.Gifts.Rank = e.RoomCoins, ranked(givers)
	m.say(line)
	if !m.Blocked[line.User.ID] { // it counts all the same
		m.announce(line)
	}
}

func (m *moment) announce(line model.ChatLine) {
	gifts := &m.Live.Gifts
	banners := slices.Clone(gifts.Banners)
	i := slices.IndexFunc(banners, func(b model.GiftBanner) bool {
		return b.From.ID == line.User.ID && b.Gift.ID == line.Gift.ID && b.To.ID == line.To.ID && b.Count == line.Count
	})
	if i < 0 {
		banners = append(banners, m.banner(line, 0))
		banners = banners[max(0, len(banners)-maxBanners):]
		i = len(banners) - 1
	}
	banners[i].Combo++
	gifts.Banners = banners
	if line.Gift.Grand {
		gifts.Grand = m.banner(line, banners[i].Combo)
	}
	m.then(After{bannerFor, BannerOver{banners[i].ID, banners[i].Combo}})
}

func (m *moment) banner(line model.ChatLine, combo int) model.GiftBanner {
	m.Memo.Banner++
	return model.GiftBanner{ID: m.Memo.Banner, From: line.User, To: line.To, Gift: line.Gift, Count: line.Count, Combo: combo}
}

// giversCopy may be written to.
func (g Gathered) giversCopy() map[string]model.Giver {
	if g.Givers == nil {
		return map[string]model.Giver{}
	}
	return maps.Clone(g.Givers)
}

// ranked is the givers, most generous first.
func ranked(givers map[string]model.Giver) []model.Giver {
	return slices.SortedFunc(maps.Values(givers), func(x, y model.Giver) int {
		return cmp.Or(cmp.Compare(y.Coins, x.Coins), cmp.Compare(x.User.ID, y.User.ID))
	})
}

func giftOf(g liveroom.Gift) model.Gift {
	return model.Gift{ID: g.ID, Name: g.Name, Price: g.Price, Icon: g.Icon, Grand: g.Grand}
}
