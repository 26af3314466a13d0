package model

import "testing"

// TestARefusalCountsDown: the card tells the seconds, and goes when they are over.
func TestARefusalCountsDown(t *testing.T) {
	f := &Failure{Code: FailureRemoved, Subject: "7", Wait: 2}
	stays := &Failure{Code: FailureNoRoom}
	s := State{Lobby: Lobby{OpenFailure: f}, Setup: Setup{Failure: stays}}
	s.CountDown()
	if s.Lobby.OpenFailure == nil || s.Lobby.OpenFailure.Wait != 1 || f.Wait != 2 || !s.Waits() {
		t.Fatalf("after a second: %+v", s.Lobby.OpenFailure)
	}
	s.CountDown()
	if s.Lobby.OpenFailure != nil || s.Setup.Failure != stays || s.Waits() {
		t.Errorf("after two: %+v %+v", s.Lobby.OpenFailure, s.Setup.Failure)
	}
}

// TestAFailureIsDismissedWhereItStands, and no other.
func TestAFailureIsDismissedWhereItStands(t *testing.T) {
	f, other := &Failure{Code: FailureNoRoom, Subject: "77"}, &Failure{Code: FailureNoRoom, Subject: "77"}
	s := State{Lobby: Lobby{OpenFailure: f}, OnAir: OnAir{Failure: other}}
	s.Dismiss(nil)
	if s.Dismiss(f); s.Lobby.OpenFailure != nil || s.OnAir.Failure != other {
		t.Errorf("%+v %+v", s.Lobby.OpenFailure, s.OnAir.Failure)
	}
}
