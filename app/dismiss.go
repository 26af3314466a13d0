package app

import "onair/app/model"

// DismissFailure takes a failure away that the user has read, wherever it stands.
func (a *App) DismissFailure(f *model.Failure) {
	if f == nil {
		return
	}
	a.Store.Update(func(s *model.State) {
		for _, at := range failuresIn(s) {
			if *at == f {
				*at = nil
			}
		}
	})
}

// failuresIn are the places of the state where a card shows a failure.
func failuresIn(s *model.State) []**model.Failure {
	return []**model.Failure{
		&s.Welcome.Failure, &s.Lobby.Failure, &s.Lobby.OpenFailure, &s.Setup.Failure, &s.OnAir.Failure, &s.Watching.Failure,
		&s.Live.CoAnchor.Failure, &s.Live.Gifts.Failure, &s.Settings.Test.Failure, &s.Sound.Music.Failure, &s.Words.Failure,
	}
}
