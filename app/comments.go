package app

import (
	"context"
	"time"

	"onair/app/failure"
	"onair/app/model"
)

var _ model.CommentActions = (*App)(nil)

// SetCommentsOff closes or opens the chat of the live that is on, or of the next.
func (a *App) SetCommentsOff(off bool) {
	if a.Store.State().Screen == model.ScreenOnAir {
		a.aside("", func(ctx context.Context) error { return a.room.SetComments(ctx, off) })
	}
	a.Store.Update(func(s *model.State) { s.Setup.CommentsOff = off })
}

// OpenBlockedWords reads the list.
func (a *App) OpenBlockedWords() {
	a.words(func(ctx context.Context) error {
		words, err := a.room.BlockedWords(ctx)
		if err == nil {
			a.Store.Update(func(s *model.State) { s.Words.Words, s.Words.Loaded = words, true })
		}
		return err
	})
}

// SaveBlockedWords replaces it.
func (a *App) SaveBlockedWords(words []string) {
	a.Store.Update(func(s *model.State) { s.Words.Saving = true })
	a.words(func(ctx context.Context) error {
		err := a.room.SetBlockedWords(ctx, words)
		a.Store.Update(func(s *model.State) {
			s.Words.Saving = false
			if err == nil {
				s.Words.Words = words
				s.Words.Saved++
			}
		})
		return err
	})
}

func (a *App) words(f func(context.Context) error) {
	a.desk.Go(func() {
		ctx, cancel := context.WithTimeout(a.desk.Context(), 15*time.Second)
		defer cancel()
		err := f(ctx)
		a.Store.Update(func(s *model.State) {
			s.Words.Failure = nil
			if err != nil {
				s.Words.Failure = failure.Of(err, "")
			}
		})
	})
}
