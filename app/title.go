package app

import (
	"context"
	"strings"
	"time"

	"onair/app/model"
)

var _ model.DesktopActions = (*App)(nil)

// SetDesktop says whether the desktop tells of what happens.
func (a *App) SetDesktop(on bool) {
	a.Store.Update(func(s *model.State) { s.Settings.Desktop = on })
	a.do(func() { a.profile.DesktopOff = !on; a.saveSettings() })
}

var _ model.TitleActions = (*App)(nil)

// ChangeTitle gives the live that is on another title, and the next one too.
func (a *App) ChangeTitle(title string) {
	title = strings.TrimSpace(title)
	if s := a.Store.State(); title == "" || s.Screen != model.ScreenOnAir || title == s.OnAir.Room.Title {
		return
	}
	a.wg.Go(func() {
		ctx, cancel := context.WithTimeout(a.ctx, 15*time.Second)
		defer cancel()
		if err := a.room.SetRoomName(ctx, title); err != nil {
			if a.ctx.Err() == nil {
				a.notify(model.Notice{Failure: failureOf(err, title)})
			}
			return
		}
		a.SetTitle(title)
		if room, _, in := a.room.Room(); in {
			a.roomChanged(room)
		}
	})
}
