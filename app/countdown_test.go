package app

import (
	"testing"

	"onair/app/model"
)

// TestARefusalCountsDown: the card tells the seconds, and goes when they are over.
func TestARefusalCountsDown(t *testing.T) {
	f := &model.Failure{Code: model.FailureRemoved, Subject: "7", Wait: 2}
	stays := &model.Failure{Code: model.FailureNoRoom}
	a := &App{Store: model.NewStore(model.State{Lobby: model.Lobby{OpenFailure: f}, Setup: model.Setup{Failure: stays}})}
	a.countDown()
	if s := a.Store.State(); s.Lobby.OpenFailure == nil || s.Lobby.OpenFailure.Wait != 1 || f.Wait != 2 {
		t.Fatalf("after a second: %+v", s.Lobby.OpenFailure)
	}
	a.countDown()
	s := a.Store.State()
	if s.Lobby.OpenFailure != nil || s.Setup.Failure != stays {
		t.Errorf("after two: %+v %+v", s.Lobby.OpenFailure, s.Setup.Failure)
	}
	before := s.Version
	if a.countDown(); a.Store.State().Version != before {
		t.Error("the state changes though nothing counts")
	}
}
