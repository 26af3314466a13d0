package app

import (
	"context"
	"strings"

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
	v := a.desk.Visit()
	v.Finish(func(ctx context.Context) {
		if err := a.room.SetRoomName(ctx, title); err != nil {
			v.Notify(model.Notice{Failure: failure.Of(err, title)})
			return
		}
		a.SetTitle(title)
		a.stage.LookAtRoom(v)
	})
}
