package app

import (
	"strings"
	"testing"

	"onair/app/model"
	"onair/signaling"
)

// TestLimitsAreTheServers: what the screens count is what the server counts.
func TestLimitsAreTheServers(t *testing.T) {
	ours, theirs := limitsOf(signaling.DefaultTextLimits()), signaling.DefaultTextLimits()
	for _, text := range []string{
		"", "abc", strings.Repeat("你", 44), strings.Repeat("你", 151), strings.Repeat("👩\u200d👩\u200d👧", 28), strings.Repeat("👩\u200d👩\u200d👧", 29),
		strings.Repeat("x", 65), strings.Repeat("नि", 64), "e" + strings.Repeat("\u0301", 300), strings.Repeat("你", 2000), strings.Repeat("x", 2001),
	} {
		for name, l := range map[string][2]bool{
			"title": {ours.Title.Fits(text), theirs.Title.Fits(text)}, "name": {ours.Name.Fits(text), theirs.Name.Fits(text)}, "message": {ours.Message.Fits(text), theirs.Message.Fits(text)},
		} {
			if l[0] != l[1] {
				t.Errorf("%s %.20q (%d bytes): the app says %v, the server %v", name, text, len(text), l[0], l[1])
			}
		}
	}
	if !ours.Title.Fits(strings.Repeat("你", 44)) {
		t.Error("44 Chinese characters are no title")
	}
	if old := limitsOf(signaling.TextLimits{}); old.Title != (model.TextLimit{Bytes: 128}) {
		t.Errorf("a server that tells none: %+v", old)
	}
}

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
