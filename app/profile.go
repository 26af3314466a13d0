package app

import (
	"context"
	"strings"

	"onair/app/failure"
	"onair/app/model"
	"onair/app/settings"
)

var _ model.ProfileActions = (*App)(nil)

// SetProfile changes name and picture, on the server and for the next run.
func (a *App) SetProfile(name, avatar string) {
	name = strings.TrimSpace(name)
	a.Store.Update(func(s *model.State) { s.Profile.Saving, s.Profile.Failure = true, nil })
	session := a.desk.Session()
	session.Finish(func(ctx context.Context) {
		err := a.room.SetSelfProfile(ctx, name, avatar)
		session.Update(func(s *model.State) {
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
		if err == nil && session.Lasts() {
			a.desk.Remember(func(p *settings.Settings) { p.Nickname, p.Avatar = name, avatar })
		}
	})
}
