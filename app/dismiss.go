package app

import (
	"slices"
	"time"

	"onair/app/model"
)

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

// answerFor is how long the answer to a question stands, such as that a room is not
// live: after that it may not be true any more.
const answerFor = 30 * time.Second

// fadeOut takes a failure away that is such an answer. What asks for something in
// turn, such as a passcode, stays.
func (a *App) fadeOut(f *model.Failure) {
	if f != nil && !f.NeedsPasscode() {
		time.AfterFunc(answerFor, func() { a.DismissFailure(f) })
	}
}

// countDown takes a second off what may be tried again later; what may be tried now
// is not refused any more, and its card goes.
func (a *App) countDown() {
	s := a.Store.State()
	if !slices.ContainsFunc(failuresIn(&s), func(at **model.Failure) bool { return *at != nil && (*at).Wait > 0 }) {
		return
	}
	a.Store.Update(func(s *model.State) {
		for _, at := range failuresIn(s) {
			if f := *at; f != nil && f.Wait > 0 {
				left := *f
				left.Wait--
				if *at = &left; left.Wait == 0 {
					*at = nil
				}
			}
		}
	})
}

// failuresIn are the places of the state where a card shows a failure.
func failuresIn(s *model.State) []**model.Failure {
	return []**model.Failure{
		&s.Welcome.Failure, &s.Lobby.Failure, &s.Lobby.OpenFailure, &s.Setup.Failure, &s.OnAir.Failure, &s.Watching.Failure,
		&s.Live.CoAnchor.Failure, &s.Live.Gifts.Failure, &s.Settings.Test.Failure, &s.Sound.Music.Failure, &s.Words.Failure, &s.Profile.Failure,
	}
}
