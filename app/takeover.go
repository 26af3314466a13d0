package app

import "onair/app/model"

// takeOverServer starts the server of this computer anew after the window that
// ran it was closed: its data are in the same folder, so rooms and sessions go on.
func (a *App) takeOverServer() {
	if a.Store.State().Settings.Server != model.ThisComputer {
		return
	}
	a.desk.Go(func() {
		if _, err := a.embedded.Ensure(a.desk.Context()); err != nil {
			a.desk.Log.Info("the server of this computer is not taken over", "err", err)
			return
		}
		a.room.RetryNow()
	})
}

// takeOver does what a program that was started later was asked for.
func (a *App) takeOver(m handOver) {
	if m.Link == "" {
		a.Store.Update(func(s *model.State) { s.Raised++ })
		return
	}
	a.journey.TakeLink(m.Link)
}
