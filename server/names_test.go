package server

import (
	"strings"
	"testing"

	"onair/signaling"
)

func TestNamesAndTitlesAreCleaned(t *testing.T) {
	s := start(t, func(c *Config) { c.BlockedWords = []string{"spam"} })
	anna := s.login("anna")
	for name, code := range map[string]signaling.Code{
		"Anna": 0, "": 0, "👩\u200d👩\u200d👧": 0, "\u200b\u3164": signaling.CodeNameRefused, "\u2800 \u115f": signaling.CodeNameRefused, "\u200d": signaling.CodeNameRefused,
		"SP\u200bAM": signaling.CodeBlockedWords, strings.Repeat("x", signaling.MaxName+1): signaling.CodeTooLong,
		strings.Repeat("x", signaling.MaxNameChars): 0, strings.Repeat("x", signaling.MaxNameChars+1): signaling.CodeTooLong, strings.Repeat("你", 42): 0,
		strings.Repeat("👩\u200d👩\u200d👧", 7): 0, strings.Repeat("👩\u200d👩\u200d👧", 8): signaling.CodeTooLong, "a" + strings.Repeat("\u0301", 64): signaling.CodeTooLong,
	} {
		if _, err := s.words.Name(name, signaling.DefaultTextLimits().Name); signaling.CodeOf(err) != code {
			t.Errorf("%q: %v", name, err)
		}
	}
	anna.refused(signaling.CodeBlockedWords, signaling.TypeSetSelfProfile, signaling.Profile{UserName: "spam"})
	anna.refused(signaling.CodeBlockedWords, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: signaling.RoomParam{RoomName: "free SPAM"}})
	var snap signaling.Snapshot
	title := strings.Repeat("你", 44)
	anna.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: signaling.RoomParam{RoomName: "\u202e" + title + "\n\x00"}}, &snap)
	if snap.Room.RoomName != title {
		t.Errorf("the title is %q", snap.Room.RoomName)
	}
}

func TestWhoMayNotWriteMayNotRename(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.create(1)
	ben.enter(1)
	anna.must(signaling.TypeMuteChat, signaling.MuteRequest{UserID: "ben", Mute: true}, nil)
	ben.refused(signaling.CodeMuted, signaling.TypeSetSelfProfile, signaling.Profile{UserName: "buy here"})
	anna.must(signaling.TypeMuteChat, signaling.MuteRequest{UserID: "ben"}, nil)
	anna.must(signaling.TypeSetComments, signaling.CommentsRequest{Off: true}, nil)
	ben.refused(signaling.CodeCommentsOff, signaling.TypeSetSelfProfile, signaling.Profile{UserName: "buy here"})
	anna.must(signaling.TypeSetComments, signaling.CommentsRequest{}, nil)
	done := 0
	for range 50 {
		if ben.Call(t.Context(), signaling.TypeSetSelfProfile, signaling.Profile{UserName: "Ben"}, nil) == nil {
			done++
		}
	}
	if done < 1 || done > 11 {
		t.Errorf("%d of 50 changes", done)
	}
}

// TestTitlesHaveARateOfTheirOwn, by whichever request they are changed; a title
// that is refused costs nothing, and one that stays is no change.
func TestTitlesHaveARateOfTheirOwn(t *testing.T) {
	s := start(t, func(c *Config) { c.Limits.TitleRate = 1e-6 })
	anna := s.login("anna")
	made := signaling.RoomParam{RoomName: "Bread", CoverURL: "https://example.org/c.jpg", Quality: 3, PKWithCoAnchors: true}
	anna.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: made}, nil)
	for range 20 {
		anna.refused(signaling.CodeNameRefused, signaling.TypeSetRoomName, signaling.NameRequest{RoomName: "\u200b"})
	}
	anna.must(signaling.TypeSetRoomName, signaling.NameRequest{RoomName: "Rolls"}, nil)
	anna.refused(signaling.CodeTooFast, signaling.TypeSetRoomName, signaling.NameRequest{RoomName: "Buns"})
	anna.refused(signaling.CodeTooFast, signaling.TypeSetRoomInfo, made)
	var snap signaling.Snapshot
	anna.must(signaling.TypeGetRoom, nil, &snap)
	if r := snap.Room; r.RoomName != "Rolls" || r.Quality != 3 || r.CoverURL != made.CoverURL || !s.rooms.Get(1).Current().Info().MixPK {
		t.Errorf("a new title left %+v", r)
	}
	anna.must(signaling.TypeExitRoom, nil, nil)
	made.RoomName = "Cake"
	anna.refused(signaling.CodeTooFast, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: made})
	made.RoomName = snap.Room.RoomName
	anna.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: made}, nil)
	if r := (Limits{TitleRate: 0.2}).gates().Titles; r.Burst != 10 {
		t.Errorf("by default %v at once", r.Burst)
	}
}

func TestOnePestAsksSoOften(t *testing.T) {
	s := start(t)
	s.login("anna").create(1)
	ben := s.login("ben")
	ben.enter(1)
	asked := 0
	for range 20 {
		err := ben.Call(t.Context(), signaling.TypeRequestJoinAnchor, signaling.JoinRequest{}, nil)
		if err == nil {
			asked++
			ben.must(signaling.TypeCancelJoinAnchor, signaling.CancelRequest{}, nil)
		} else if signaling.CodeOf(err) != signaling.CodeAskLater || !strings.Contains(err.Error(), "wait ") {
			t.Fatal(err)
		}
	}
	if asked < 1 || asked > 12 {
		t.Errorf("asked %d times", asked)
	}
}
