package app

import (
	"slices"

	"onair/app/model"
	"onair/app/stage"
)

var _ model.BlockActions = (*App)(nil)

// maxBlocked bounds the list of one server.
const maxBlocked = 1000

// BlockUser hides what a user writes, gives and asks for, from this user alone.
func (a *App) BlockUser(userID string, on bool) {
	if userID == "" || userID == a.Store.State().Me.ID {
		return
	}
	a.stage.PostAlways(stage.Blocking{UserID: userID, On: on})
	at := a.blockKey()
	a.desk.Do(func() {
		if a.desk.Settings.Blocked == nil {
			a.desk.Settings.Blocked = map[string][]string{}
		}
		a.desk.Settings.Blocked[at] = withBlocked(a.desk.Settings.Blocked[at], userID, on)
		a.desk.Save()
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
func (a *App) blockKey() string {
	if a.Store.State().Settings.Server == model.ThisComputer {
		return model.ThisComputer
	}
	return a.room.Server()
}

// readBlocked takes up whom the user blocked on this server before.
func (a *App) readBlocked() {
	at := a.blockKey()
	a.desk.Do(func() {
		list := map[string]bool{}
		for _, id := range a.desk.Settings.Blocked[at] {
			list[id] = true
		}
		a.Store.Update(func(s *model.State) { s.Blocked = list })
	})
}
