package stage

import (
	"slices"

	"onair/app/model"
)

// maxBlocked bounds the list of one server.
const maxBlocked = 1000

// BlockUser hides what a user writes, gives and asks for, from this user alone.
func (c *Stage) BlockUser(userID string, on bool) {
	s := c.desk.Store.State()
	if userID == "" || userID == s.Me.ID {
		return
	}
	c.postAlways(Blocking{UserID: userID, On: on})
	at := c.blockKey(s)
	c.desk.Do(func() {
		if c.desk.Settings.Blocked == nil {
			c.desk.Settings.Blocked = map[string][]string{}
		}
		c.desk.Settings.Blocked[at] = withBlocked(c.desk.Settings.Blocked[at], userID, on)
		c.desk.Save()
	})
}

// withBlocked is list with a user or without; of too many the oldest go.
func withBlocked(list []string, userID string, on bool) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(id string) bool { return id == userID })
	if on {
		list = append(list, userID)
	}
	return list[max(0, len(list)-maxBlocked):]
}

// blockKey names the server signed in to: user IDs mean somebody else elsewhere.
func (c *Stage) blockKey(s model.State) string {
	if s.Settings.Server == model.ThisComputer {
		return model.ThisComputer
	}
	return c.room.Server()
}

// ReadBlocked takes up whom the user blocked on this server before.
func (c *Stage) ReadBlocked() {
	session, at := c.desk.Session(), c.blockKey(c.desk.Store.State())
	c.desk.Do(func() {
		list := map[string]bool{}
		for _, id := range c.desk.Settings.Blocked[at] {
			list[id] = true
		}
		c.postSession(session, BlockedAre{list})
	})
}
