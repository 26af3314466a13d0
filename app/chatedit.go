package app

import (
	"context"

	"onair/app/model"
	"onair/liveroom"
)

// DeleteLine takes what was said out of everybody's chat.
func (a *App) DeleteLine(seq uint64) {
	a.stage.Refusable("", func(ctx context.Context) error { return a.room.DeleteMessage(ctx, seq) })
}

// PinLine puts what was said above everybody's chat; 0: nothing.
func (a *App) PinLine(seq uint64) {
	a.stage.Refusable("", func(ctx context.Context) error { return a.room.PinMessage(ctx, seq) })
}

func (a *App) pinned(e liveroom.OnMessagePinned, me string) {
	a.desk.Visit().UpdateInside(func(s *model.State) {
		s.Live.Chat.Pinned = nil
		if e.Message == nil {
			return
		}
		if line, ok := lineOf(*e.Message, me); ok && !s.Blocked[line.User.ID] {
			s.Live.Chat.Pinned = &line
		}
	})
}
