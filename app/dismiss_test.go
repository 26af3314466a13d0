package app

import (
	"testing"
	"testing/synctest"
	"time"

	"onair/app/model"
)

// TestAFailureGoesWithItsCause: by its button, and as an answer
// that grows old.
func TestAFailureGoesWithItsCause(t *testing.T) {
	noRoom := func() *model.Failure { return &model.Failure{Code: model.FailureNoRoom, Subject: "77"} }
	f, other := noRoom(), noRoom()
	a := &App{Store: model.NewStore(model.State{Lobby: model.Lobby{OpenFailure: f}, OnAir: model.OnAir{Failure: other}})}
	a.DismissFailure(f)
	if s := a.Store.State(); s.Lobby.OpenFailure != nil || s.OnAir.Failure != other {
		t.Errorf("%+v %+v", s.Lobby.OpenFailure, s.OnAir.Failure)
	}

	synctest.Test(t, func(t *testing.T) {
		f, key := noRoom(), &model.Failure{Code: model.FailurePrivate, Subject: "77"}
		a := &App{Store: model.NewStore(model.State{Lobby: model.Lobby{OpenFailure: f}, Watching: model.Watching{Failure: key}})}
		a.fadeOut(f)
		a.fadeOut(key)
		time.Sleep(answerFor)
		synctest.Wait()
		if s := a.Store.State(); s.Lobby.OpenFailure != nil || s.Watching.Failure != key {
			t.Errorf("after %v: %+v %+v", answerFor, s.Lobby.OpenFailure, s.Watching.Failure)
		}
	})
}
