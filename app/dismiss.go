package app

import "onair/app/model"

// DismissFailure takes a failure away that the user has read, wherever it stands.
func (a *App) DismissFailure(f *model.Failure) {
	a.Store.Update(func(s *model.State) { s.Dismiss(f) })
}
