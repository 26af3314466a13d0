package lobby

import (
	"context"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

var _ model.FollowActions = (*Lobby)(nil)

// Follow follows a user or stops following.
func (c *Lobby) Follow(userID string, on bool) {
	session := c.desk.Session()
	session.Finish(func(ctx context.Context) {
		call := c.calls.Unfollow
		if on {
			call = c.calls.Follow
		}
		info, err := call(ctx, userID)
		c.post(session, Followed{userID, info, err})
	})
}

// LookUpFans asks for a user's fans.
func (c *Lobby) LookUpFans(userID string) {
	session := c.desk.Session()
	session.Go(func(ctx context.Context) {
		info, err := c.calls.FollowInfo(ctx, userID)
		if err != nil {
			c.desk.Log.Debug("fans", "user", userID, "err", err)
			return
		}
		c.post(session, Followed{userID, info, nil})
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
func (c *Lobby) FollowLive(e liveroom.OnFollowLive) { c.post(c.desk.Session(), e) }

// LookUpFollows reads anew whom the user follows.
func (c *Lobby) LookUpFollows() {
	session := c.desk.Session()
	session.Go(func(ctx context.Context) { c.readFollows(ctx, session) })
}

func (c *Lobby) readFollows(ctx context.Context, session *desk.Stay) {
	list, err := c.calls.Follows(ctx)
	if err != nil {
		c.desk.Log.Warn("follows", "err", err)
	}
	c.post(session, FollowsRead{list, err})
}
