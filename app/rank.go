package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"onair/app/desk"
	"onair/app/model"
	"onair/app/stage"
)

// readRank takes over who gave most before the user came.
func (a *App) readRank(ctx context.Context, v *desk.Visit) {
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
			t.givers[g.User.UserID] = model.Giver{User: stage.Person(g.User), Coins: g.Value}
		}
	}
	rank := t.rankLocked()
	t.mu.Unlock()
	v.Update(func(s *model.State) {
		s.Live.Gifts.Rank, s.Live.Gifts.Coins = rank, max(s.Live.Gifts.Coins, coins)
	})
}

// rankLocked is the givers, most generous first.
func (t *together) rankLocked() []model.Giver {
	return slices.SortedFunc(maps.Values(t.givers), func(x, y model.Giver) int {
		return cmp.Or(cmp.Compare(y.Coins, x.Coins), cmp.Compare(x.User.ID, y.User.ID))
	})
}
