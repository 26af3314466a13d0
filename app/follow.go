package app

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"onair/app/model"
	"onair/app/stage"
	"onair/liveroom"
)

var _ model.FollowActions = (*App)(nil)

// Follow follows a user or stops following.
func (a *App) Follow(userID string, on bool) {
	a.desk.Within(15*time.Second, func(ctx context.Context) {
		call := a.room.Unfollow
		if on {
			call = a.room.Follow
		}
		info, err := call(ctx, userID)
		if err == nil {
			a.followed(info)
		} else if ctx.Err() != context.Canceled {
			a.desk.Notify(model.Notice{Code: model.NoticeNotDone, Subject: userID})
		}
	})
}

// LookUpFans asks for a user's fans.
func (a *App) LookUpFans(userID string) {
	a.desk.Go(func() {
		info, err := a.room.FollowInfo(a.desk.Context(), userID)
		if err != nil {
			a.desk.Log.Debug("fans", "user", userID, "err", err)
			return
		}
		a.followed(info)
	})
}

func (a *App) followed(info liveroom.FollowInfo) {
	a.Store.Update(func(s *model.State) {
		s.Lobby.Follows = model.WithFollow(s.Lobby.Follows, info.UserID, info.Following)
		fans := maps.Clone(s.Lobby.Fans)
		if fans == nil || len(fans) > 500 {
			fans = map[string]int{}
		}
		fans[info.UserID] = info.Fans
		s.Lobby.Fans = fans
	})
}

// SetOnlyFollowed leaves only lives of hosts the user follows in the lobby.
func (a *App) SetOnlyFollowed(on bool) {
	a.Store.Update(func(s *model.State) { s.Lobby.OnlyFollowed = on })
	a.desk.Do(func() { a.desk.Settings.OnlyFollowed = on; a.desk.Save() })
}

// SetFollowLive says whether a notice tells of lives that begin.
func (a *App) SetFollowLive(on bool) {
	a.Store.Update(func(s *model.State) { s.Settings.FollowLive = on })
	a.desk.Do(func() { a.desk.Settings.FollowLive = on; a.desk.Save() })
}

func (a *App) followLive(e liveroom.OnFollowLive) {
	if s := a.Store.State(); s.Settings.FollowLive && !s.Blocked[e.User.UserID] {
		a.desk.Notify(model.Notice{Code: model.NoticeFollowLive, Subject: e.User.Name()})
	}
}

// LookUpFollows reads anew whom the user follows.
func (a *App) LookUpFollows() {
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		a.readFollows(ctx)
	})
}

// readFollows reads whom the user follows; those who are live come first.
func (a *App) readFollows(ctx context.Context) {
	list, err := a.room.Follows(ctx)
	if err != nil {
		a.desk.Log.Warn("follows", "err", err)
		a.Store.Update(func(s *model.State) { s.Lobby.FollowsFailed = true })
		return
	}
	follows, people := map[string]bool{}, []model.Followed{}
	for _, u := range list {
		follows[u.UserID] = true
		people = append(people, model.Followed{User: stage.Person(u.UserInfo), Fans: u.Fans, Live: u.RoomID != 0})
	}
	slices.SortStableFunc(people, func(a, b model.Followed) int {
		if a.Live != b.Live {
			if a.Live {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.User.DisplayName()), strings.ToLower(b.User.DisplayName()))
	})
	a.Store.Update(func(s *model.State) {
		s.Lobby.Follows, s.Lobby.Followed, s.Lobby.FollowsFailed = follows, people, false
	})
}
