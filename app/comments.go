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
		a.stage.Refusable("", func(ctx context.Context) error { return a.room.SetComments(ctx, off) })
	}
	a.Store.Update(func(s *model.State) { s.Setup.CommentsOff = off })
}

// OpenBlockedWords reads the list.
func (a *App) OpenBlockedWords() {
	a.askWords(func(ctx context.Context) (func(w *model.BlockedWords, newest bool), error) {
		words, err := a.room.BlockedWords(ctx)
		return func(w *model.BlockedWords, newest bool) {
			if newest && err == nil {
				w.Words, w.Loaded = words, true
			}
		}, err
	})
}

// SaveBlockedWords replaces it.
func (a *App) SaveBlockedWords(words []string) {
	a.Store.Update(func(s *model.State) { s.Words.Saving = true })
	a.askWords(func(ctx context.Context) (func(w *model.BlockedWords, newest bool), error) {
		err := a.room.SetBlockedWords(ctx, words)
		return func(w *model.BlockedWords, newest bool) {
			w.Saving = false
			if err == nil {
				w.Saved++
			}
			if newest && err == nil {
				w.Words = words
			}
		}, err
	})
}

// askWords asks something about the list and shows the answer; newest tells that no
// later question's stands there already.
func (a *App) askWords(ask func(context.Context) (show func(w *model.BlockedWords, newest bool), err error)) {
	number := a.words.Ask()
	a.desk.Within(15*time.Second, func(ctx context.Context) {
		show, err := ask(ctx)
		a.Store.Update(func(s *model.State) {
			newest := a.words.Answer(number)
			show(&s.Words, newest)
			switch {
			case err != nil:
				s.Words.Failure = failure.Of(err, "")
			case newest:
				s.Words.Failure = nil
			}
		})
	})
}
