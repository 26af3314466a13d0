package app

import (
	"context"
	"strings"
	"time"

	"onair/app/model"
)

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
