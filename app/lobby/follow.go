package lobby

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

var _ model.FollowActions = (*Lobby)(nil)

// Follow follows a user or stops following.
func (c *Lobby) Follow(userID string, on bool) {
	c.desk.Within(15*time.Second, func(ctx context.Context) {
		call := c.calls.Unfollow
		if on {
			call = c.calls.Follow
		}
		info, err := call(ctx, userID)
		if err == nil {
			c.followed(info)
		} else if ctx.Err() != context.Canceled {
			c.desk.Notify(model.Notice{Code: model.NoticeNotDone, Subject: userID})
		}
	})
}

// LookUpFans asks for a user's fans.
func (c *Lobby) LookUpFans(userID string) {
	c.desk.Go(func() {
		info, err := c.calls.FollowInfo(c.desk.Context(), userID)
		if err != nil {
			c.desk.Log.Debug("fans", "user", userID, "err", err)
			return
		}
		c.followed(info)
	})
}

func (c *Lobby) followed(info liveroom.FollowInfo) {
	c.desk.Store.Update(func(s *model.State) {
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
func (c *Lobby) SetOnlyFollowed(on bool) {
	c.desk.Store.Update(func(s *model.State) { s.Lobby.OnlyFollowed = on })
	c.desk.Do(func() { c.desk.Settings.OnlyFollowed = on; c.desk.Save() })
}

// SetFollowLive says whether a notice tells of lives that begin.
func (c *Lobby) SetFollowLive(on bool) {
	c.desk.Store.Update(func(s *model.State) { s.Settings.FollowLive = on })
	c.desk.Do(func() { c.desk.Settings.FollowLive = on; c.desk.Save() })
}

// FollowLive tells that a followed host begins.
func (c *Lobby) FollowLive(e liveroom.OnFollowLive) {
	if s := c.desk.Store.State(); s.Settings.FollowLive && !s.Blocked[e.User.UserID] {
		c.desk.Notify(model.Notice{Code: model.NoticeFollowLive, Subject: e.User.Name()})
	}
}

// LookUpFollows reads anew whom the user follows.
func (c *Lobby) LookUpFollows() {
	c.desk.Go(func() {
		ctx, cancel := context.WithTimeout(c.desk.Context(), 15*time.Second)
		defer cancel()
		c.readFollows(ctx)
	})
}

// readFollows reads whom the user follows; those who are live come first.
func (c *Lobby) readFollows(ctx context.Context) {
	list, err := c.calls.Follows(ctx)
	if err != nil {
		c.desk.Log.Warn("follows", "err", err)
		c.desk.Store.Update(func(s *model.State) { s.Lobby.FollowsFailed = true })
		return
	}
	follows, people := map[string]bool{}, []model.Followed{}
	for _, u := range list {
		follows[u.UserID] = true
		people = append(people, model.Followed{User: person(u.UserInfo), Fans: u.Fans, Live: u.RoomID != 0})
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
	c.desk.Store.Update(func(s *model.State) {
		s.Lobby.Follows, s.Lobby.Followed, s.Lobby.FollowsFailed = follows, people, false
	})
}
