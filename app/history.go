package app

import (
	"context"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// historyPage is how many messages are read at once.
const historyPage = 30

// OlderChat reads what was said before the oldest line.
func (a *App) OlderChat() {
	v, before := a.desk.Visit(), uint64(0)
	v.Update(func(s *model.State) {
		if c := &s.Live.Chat; c.Older && !c.Reading {
			before = c.OldestSeq()
			c.Reading = before != 0
		}
	})
	if before == 0 {
		return
	}
	v.Go(func(ctx context.Context) {
		history, err := a.room.HistoryPage(ctx, before, historyPage)
		if err != nil {
			a.desk.Log.Info("older chat", "err", err)
		}
		v.Update(func(s *model.State) {
			s.Live.Chat = s.Live.Chat.WithOlder(a.oldLines(s, history), err != nil || len(history) >= historyPage)
		})
	})
}

// readHistory reads what was said before the user came.
func (a *App) readHistory(ctx context.Context, v *desk.Visit) {
	history, err := a.room.HistoryPage(ctx, 0, historyPage)
	if err != nil {
		a.desk.Log.Warn("chat history", "err", err)
	}
	v.Update(func(s *model.State) { // what was said meanwhile comes after
		s.Live.Chat.Older = len(history) >= historyPage
		now := s.Live.Chat.Lines
		s.Live.Chat.Lines = nil
		s.Live.Chat = s.Live.Chat.With(append(a.oldLines(s, history), now...)...)
	})
}

// oldLines makes lines of what was said before the user came; their IDs are
// below those of all lines before. Within Store.Update.
func (a *App) oldLines(s *model.State, history []liveroom.Message) []model.ChatLine {
	var lines []model.ChatLine
	for _, m := range history {
		if line, ok := lineOf(m, s.Me.ID); ok && !s.Blocked[line.User.ID] {
			line.Old = true
			lines = append(lines, line)
		}
	}
	a.stage.NumberOld(lines)
	return lines
}
