package app

import (
	"context"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// firstLineID leaves room below for the lines that are read in later.
const firstLineID = 1 << 32

// historyPage is how many messages are read at once.
const historyPage = 30

// OlderChat reads what was said before the oldest line.
func (a *App) OlderChat() {
	before := uint64(0)
	a.Store.Update(func(s *model.State) {
		if c := &s.Live.Chat; c.Older && !c.Reading {
			before = c.OldestSeq()
			c.Reading = before != 0
		}
	})
	if before == 0 {
		return
	}
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		history, err := a.room.HistoryPage(ctx, before, historyPage)
		if err != nil {
			a.desk.Log.Info("older chat", "err", err)
		}
		a.Store.Update(func(s *model.State) {
			if s.Live.Chat.OldestSeq() != before {
				return // another room meanwhile
			}
			s.Live.Chat = s.Live.Chat.WithOlder(a.oldLines(history, s.Me.ID, s.Blocked), err != nil || len(history) >= historyPage)
		})
	})
}

// oldLines makes lines of what was said before the user came; their IDs are
// below those of all lines before.
func (a *App) oldLines(history []liveroom.Message, me string, blocked map[string]bool) []model.ChatLine {
	var lines []model.ChatLine
	for _, m := range history {
		if line, ok := a.lineOf(m, me); ok && !blocked[line.User.ID] {
			line.Old = true
			lines = append(lines, line)
		}
	}
	id := a.together.firstLine.Add(-int64(len(lines)))
	for i := range lines {
		lines[i].ID = uint64(id + int64(i))
	}
	return lines
}
