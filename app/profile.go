package app

import (
	"context"
	"strings"
	"time"

	"onair/app/failure"
	"onair/app/model"
)

var _ model.ProfileActions = (*App)(nil)

// SetProfile changes name and picture, on the server and for the next run.
func (a *App) SetProfile(name, avatar string) {
	name = strings.TrimSpace(name)
	a.Store.Update(func(s *model.State) { s.Profile.Saving, s.Profile.Failure = true, nil })
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		err := a.room.SetSelfProfile(ctx, name, avatar)
		a.Store.Update(func(s *model.State) {
			s.Profile.Saving = false
			if err != nil {
				s.Profile.Failure = failure.Of(err, "")
				return
			}
			s.Profile.Saved++
			s.Renamed(model.User{ID: s.Me.ID, Name: name, Avatar: avatar})
			s.Welcome.Form.Nickname, s.Welcome.Form.Avatar = name, avatar
			s.Welcome.FormVersion++
		})
		if err == nil {
			a.desk.Do(func() { a.desk.Settings.Nickname, a.desk.Settings.Avatar = name, avatar; a.desk.Save() })
		}
	})
}
