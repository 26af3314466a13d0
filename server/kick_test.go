package server

import (
	"errors"
	"regexp"
	"testing"

	"onair/signaling"
)

// TestWhoIsPutOutCannotComeBackAtOnce: neither by another login nor after a
// restart of the server; the refusal says how long.
func TestWhoIsPutOutCannotComeBackAtOnce(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	anna, v := s.live(7, "anna", "ben", "carl")
	ben, carl := v[0], v[1]
	anna.must(signaling.TypeKickOut, signaling.KickRequest{UserID: "ben"}, nil)
	ben.sees("kickedOut")
	var e *signaling.Error
	err := ben.Call(t.Context(), signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 7}, nil)
	if !errors.As(err, &e) || e.Code != signaling.CodeRemoved || !regexp.MustCompile(`wait \d+ s$`).MatchString(e.Desc) || e.Wait < 1 || e.Wait > 60 {
		t.Errorf("coming back: %v", err)
	}
	ben.must(signaling.TypeLogout, nil, nil)
	s.login("ben").refused(signaling.CodeRemoved, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 7})
	carl.must(signaling.TypeExitRoom, nil, nil)
	carl.enter(7) // others are not concerned

	s.stop()
	s = startIn(t, dir, newFakeRelay)
	ben = s.login("ben")
	ben.refused(signaling.CodeRemoved, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 7})
	anna = s.login("anna")
	anna.create(7)
	anna.must(signaling.TypeUnban, signaling.UserRequest{UserID: "ben"}, nil)
	ben.enter(7)
}
