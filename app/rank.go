package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"onair/app/model"
	"onair/liveroom"
)

// readRank takes over who gave most before the user came.
func (a *App) readRank(ctx context.Context) {
	givers, _, err := a.room.Rank(ctx)
	if err != nil {
		a.desk.Log.Warn("ranking", "err", err)
		return
	}
	t := &a.together
	t.mu.Lock()
	coins := int64(0)
	for _, g := range givers {
		coins += g.Value
		if t.givers[g.User.UserID].Coins < g.Value { // what was given meanwhile is in both
			t.givers[g.User.UserID] = model.Giver{User: userOf(g.User), Coins: g.Value}
		}
	}
	rank := t.rankLocked()
	t.mu.Unlock()
	a.Store.Update(func(s *model.State) {
		s.Live.Gifts.Rank, s.Live.Gifts.Coins = rank, max(s.Live.Gifts.Coins, coins)
	})
}

// rankLocked is the givers, most generous first.
func (t *together) rankLocked() []model.Giver {
	return slices.SortedFunc(maps.Values(t.givers), func(x, y model.Giver) int {
		return cmp.Or(cmp.Compare(y.Coins, x.Coins), cmp.Compare(x.User.ID, y.User.ID))
	})
}

// addTo fills a summary with what the server knows; without it the program's
// own numbers stay.
func addTo(m *model.Summary, s liveroom.Summary) {
	if s.Length == 0 {
		return
	}
	m.Length, m.MostAtOnce, m.Entered = s.Length, max(s.Peak-1, 0), s.Visits
	m.Likes, m.Coins, m.Messages = s.Likes, s.Coins, s.Messages
	m.Givers, m.Likers = nil, nil
	for _, g := range s.Givers {
		m.Givers = append(m.Givers, model.Giver{User: userOf(g.User), Coins: g.Value})
	}
	for _, l := range s.Likers {
		m.Likers = append(m.Likers, model.Liker{User: userOf(l.User), Likes: l.Value})
	}
}
