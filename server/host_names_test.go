package server

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"onair/internal/await"
	"onair/room"
	"onair/server/hall"
	"onair/server/wire"
	"onair/signaling"
)

// nameOf is how a member is shown in a room.
func (s *testServer) nameOf(id uint32, user string) string {
	m, _ := s.rooms.Get(id).Current().Member(user)
	return m.Name
}

func (u *user) rename(name string) error {
	return u.Call(u.t.Context(), signaling.TypeSetSelfProfile, signaling.Profile{UserName: name}, nil)
}

func TestNobodyIsShownByTheHostsName(t *testing.T) {
	s := start(t)
	anna, ben, carl := s.login("anna"), s.login("ben"), s.login("carl")
	dora := s.login("dora")
	for u, name := range map[*user]string{anna: "Anna", carl: "ANNA ✓", dora: "Star"} {
		if err := u.rename(name); err != nil {
			t.Fatal(err)
		}
	}
	anna.create(7)
	ben.enter(7)
	if snap := carl.enter(7); snap.Self.UserName != "" || s.nameOf(7, "carl") != "" {
		t.Errorf("carl is shown as %q", s.nameOf(7, "carl"))
	}
	dora.enter(7)
	for _, name := range []string{"Anna", "anna", "Аnnа", "A\u200bnna", "*Anna*", "Ａｎｎａ"} {
		ben.refused(signaling.CodeNameRefused, signaling.TypeSetSelfProfile, signaling.Profile{UserName: name})
	}
	if u := s.people.Profile(t.Context(), "ben"); u.Name != "" {
		t.Errorf("a name that was refused is kept: %+v", u)
	}
	if err := anna.rename("Star"); err != nil {
		t.Fatal(err)
	}
	await.True(t, "dora without the host's new name", func() bool { return s.nameOf(7, "dora") == "" })
	carl.must(signaling.TypeExitRoom, nil, nil)
	carl.create(8)
	if got := s.nameOf(8, "carl"); got != "ANNA ✓" {
		t.Errorf("in a room of his own carl is %q", got)
	}
}

func TestAHostsBlockedWordsHoldForNames(t *testing.T) {
	s := start(t)
	anna, ben, carl := s.login("anna"), s.login("ben"), s.login("carl")
	if err := errors.Join(ben.rename("buy SPAM here"), carl.rename("eggs")); err != nil {
		t.Fatal(err)
	}
	anna.must(signaling.TypeSetBlockedWords, signaling.BlockedWords{Words: []string{"spam"}}, nil)
	anna.create(7)
	ben.enter(7)
	carl.enter(7)
	if ben, carl := s.nameOf(7, "ben"), s.nameOf(7, "carl"); ben != "" || carl != "eggs" {
		t.Errorf("ben is %q, carl %q", ben, carl)
	}
	carl.refused(signaling.CodeBlockedWords, signaling.TypeSetSelfProfile, signaling.Profile{UserName: "sp\u200bam"})
	anna.must(signaling.TypeSetBlockedWords, signaling.BlockedWords{Words: []string{"eggs"}}, nil)
	await.True(t, "carl's name hidden", func() bool { return s.nameOf(7, "carl") == "" })
	if err := ben.rename("spam"); err != nil {
		t.Error("the old list still holds:", err)
	}
}

// TestAMuteFreezesNameAndPicture also tries a change that was under way when the
// mute came.
func TestAMuteFreezesNameAndPicture(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben")
	anna.must(signaling.TypeMuteChat, signaling.MuteRequest{UserID: "ben", Mute: true}, nil)
	h, self := s.rooms.Get(7), s.sessions.Get("ben")
	for _, p := range []room.User{{ID: "ben", Name: "buy"}, {ID: "ben", Avatar: "avatar:2"}} {
		v[0].refused(signaling.CodeMuted, signaling.TypeSetSelfProfile, signaling.Profile{UserName: p.Name, AvatarURL: p.Avatar})
		if err := h.Do(t.Context(), hall.Op{Cmd: room.SetProfile{User: p}, By: self}); !errors.Is(err, room.ErrMuted) { // was under way
			t.Errorf("%+v: %v", p, err)
		}
	}
	if m, _ := h.Current().Member("ben"); m.Name != "" || m.Avatar != "" {
		t.Errorf("shown: %+v", m.User)
	}
}

func TestWhatWasStoredBeforeTheRulesIsCleanedWhenRead(t *testing.T) {
	s := start(t, func(c *Config) { c.BlockedWords = []string{"spam"} })
	for id, u := range map[string]signaling.Profile{"ben": {UserName: "\u202eB\x00en\n", AvatarURL: "javascript:alert(1)"}, "carl": {UserName: "SPAM"},
		"dora": {UserName: strings.Repeat("x", 300), AvatarURL: "https://me:secret@example.org/a.png"}} {
		b, err := json.Marshal(map[string]string{"name": u.UserName, "avatar": u.AvatarURL})
		if err == nil {
			err = s.data.Users.Put(t.Context(), id, b)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{"ben": "Ben", "carl": "", "dora": ""}
	for id, name := range want {
		if got := s.people.Profile(t.Context(), id); got != (room.User{ID: id, Name: name}) {
			t.Errorf("%s: %+v", id, got)
		}
	}
	old := room.User{ID: "eve", Name: "E\u202eve\u200b", Avatar: "file:///etc/passwd"}
	st, _, err := room.Apply(room.State{}, room.Create{Room: 5, By: old, Info: room.Info{Name: "a\nb\x07", Cover: "//evil.example/x"}, Rules: room.DefaultRules()}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	info := wire.RoomInfo(st)
	if snap := wire.Snapshot(st, "eve"); snap.Self.UserName != "Eve" || snap.Self.AvatarURL != "" || info.RoomName != "a b" || info.CoverURL != "" || info.OwnerName != "Eve" || info.OwnerAvatar != "" {
		t.Errorf("%+v, %+v", snap.Self, info)
	}
}

func TestPicturesWithBadAddressesAreRefused(t *testing.T) {
	s := start(t)
	anna := s.login("anna")
	for _, a := range []string{"javascript:alert(1)", "file:///etc/passwd", "data:text/html;base64,PGI+"} {
		anna.refused(signaling.CodeBadArgument, signaling.TypeSetSelfProfile, signaling.Profile{AvatarURL: a})
		anna.refused(signaling.CodeBadArgument, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 1, RoomParam: signaling.RoomParam{CoverURL: a}})
	}
}
