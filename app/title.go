package app

import (
	"context"
	"strings"
	"time"

	"onair/app/failure"
	"onair/app/model"
)

var _ model.DesktopActions = (*App)(nil)

// SetDesktop says whether the desktop tells of what happens.
func (a *App) SetDesktop(on bool) {
	a.Store.Update(func(s *model.State) { s.Settings.Desktop = on })
	a.desk.Do(func() { a.desk.Settings.DesktopOff = !on; a.desk.Save() })
}

var _ model.TitleActions = (*App)(nil)

// ChangeTitle gives the live that is on another title, and the next one too.
func (a *App) ChangeTitle(title string) {
	title = strings.TrimSpace(title)
	if s := a.Store.State(); title == "" || s.Screen != model.ScreenOnAir || title == s.OnAir.Room.Title {
		return
	}
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		if err := a.room.SetRoomName(ctx, title); err != nil {
			if a.desk.Context().Err() == nil {
				a.desk.Notify(model.Notice{Failure: failure.Of(err, title)})
			}
			return
		}
		a.SetTitle(title)
		if room, _, in := a.room.Room(); in {
			a.roomChanged(room)
		}
	})
}
