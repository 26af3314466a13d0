package app

import (
	"slices"
	"testing"

	"onair/app/model"
)

// TestABlockedUserIsNotShown: lines, gifts and requests of somebody blocked are kept
// from the one who blocked alone, also those of before and after the next start.
func TestABlockedUserIsNotShown(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 71)
	b, c := d.watch("bob", 71), d.watch("carol", 71)
	b.SendChat("first")
	said := func(text string) func(model.State) bool {
		return func(s model.State) bool {
			return slices.ContainsFunc(s.Live.Chat.Lines, func(l model.ChatLine) bool { return l.Text == text && !l.At.IsZero() })
		}
	}
	until(t, a, "what bob wrote", said("first"))
	until(t, b, "bob's own line", said("first"))
	until(t, b, "the way free", func(s model.State) bool { return s.Live.CoAnchor.Blocked == "" && len(s.Live.CoAnchor.Seats) > 0 })
	b.AskToJoin(false)
	until(t, a, "the request", func(s model.State) bool { return len(s.Live.CoAnchor.Requests) == 1 })

	a.BlockUser("bob", true)
	hidden := func(s model.State) bool {
		return len(s.Live.CoAnchor.Requests) == 0 && !slices.ContainsFunc(s.Live.Chat.Lines, func(l model.ChatLine) bool { return l.User.ID == "bob" })
	}
	if s := a.Store.State(); !hidden(s) {
		t.Errorf("still shown: %v, %v", s.Live.Chat.Lines, s.Live.CoAnchor.Requests)
	}
	b.CancelJoin()
	until(t, b, "no request", func(s model.State) bool { return s.Live.CoAnchor.Phase == model.JoinNone })
	b.SendChat("second")
	b.AskToJoin(true)
	until(t, c, "what bob wrote, for others", said("second"))
	c.SendChat("third")
	until(t, a, "what carol wrote", said("third"))
	if !hidden(a.Store.State()) {
		t.Error("a blocked user is shown")
	}
	answer := make(chan map[string][]string, 1)
	a.desk.Do(func() { answer <- a.desk.Settings.Blocked })
	if got := <-answer; !slices.Equal(got[model.ThisComputer], []string{"bob"}) {
		t.Errorf("remembered: %v", got)
	}
	a.Store.Update(func(s *model.State) { s.Blocked = nil })
	a.stage.ReadBlocked()
	until(t, a, "who was blocked before", func(s model.State) bool { return s.Blocked["bob"] })
	a.BlockUser("bob", false)
	b.SendChat("fourth")
	until(t, a, "bob again", said("fourth"))
	a.BlockUser("anna", true)
	if s := a.Store.State(); len(s.Blocked) != 0 {
		t.Errorf("blocked: %v", s.Blocked)
	}
}

// TestTheTitleIsChangedWhileLive: told to viewers and the lobby, refused with the
// rules of titles.
func TestTheTitleIsChangedWhileLive(t *testing.T) {
	d := newDesk(t)
	a := d.live("anna", 72)
	b := d.watch("bob", 72)
	a.ChangeTitle("  Evening show ")
	until(t, b, "the title", func(s model.State) bool { return s.Watching.Room.Title == "Evening show" })
	until(t, a, "the own title", func(s model.State) bool {
		return s.OnAir.Room.Title == "Evening show" && s.Setup.Title == "Evening show"
	})
	until(t, b, "the lobby", func(s model.State) bool {
		return slices.ContainsFunc(s.Lobby.Rooms, func(r model.Room) bool { return r.Title == "Evening show" })
	})
	long := make([]rune, a.Store.State().Limits.Title.Chars+1)
	for i := range long {
		long[i] = 'x'
	}
	a.ChangeTitle(string(long))
	until(t, a, "the refusal", func(s model.State) bool {
		return slices.ContainsFunc(s.Notices, func(n model.Notice) bool { return n.Failure != nil })
	})
	b.ChangeTitle("mine")
	if s := a.Store.State(); s.OnAir.Room.Title != "Evening show" {
		t.Errorf("the title is %q", s.OnAir.Room.Title)
	}
}
