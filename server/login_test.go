package server

import (
	"testing"
	"time"

	"onair/server/usersig"
	"onair/signaling"
)

func TestLoginRefusals(t *testing.T) {
	s := start(t)
	sign := func(key, user string, app uint32, at time.Time) string {
		sig, err := usersig.Sign(key, usersig.Claims{UserID: user, SDKAppID: app, Time: at, Expire: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		return sig
	}
	now, app := time.Now(), s.cfg.SDKAppID
	cases := []struct {
		name string
		req  signaling.LoginRequest
		want signaling.Code
	}{
		{"good", signaling.LoginRequest{SDKAppID: app, UserID: "anna", UserSig: sign(s.key, "anna", app, now)}, signaling.CodeOK},
		{"wrong key", signaling.LoginRequest{SDKAppID: app, UserID: "anna", UserSig: sign("no key of ours", "anna", app, now)}, signaling.CodeSigWrong},
		{"expired", signaling.LoginRequest{SDKAppID: app, UserID: "anna", UserSig: sign(s.key, "anna", app, now.Add(-2*time.Hour))}, signaling.CodeSigExpired},
		{"another user's", signaling.LoginRequest{SDKAppID: app, UserID: "anna", UserSig: sign(s.key, "ben", app, now)}, signaling.CodeSigOtherUser},
		{"another app's", signaling.LoginRequest{SDKAppID: app, UserID: "anna", UserSig: sign(s.key, "anna", app+1, now)}, signaling.CodeSigOtherApp},
		{"for another app", signaling.LoginRequest{SDKAppID: app + 1, UserID: "anna", UserSig: sign(s.key, "anna", app+1, now)}, signaling.CodeSigOtherApp},
		{"no signature", signaling.LoginRequest{SDKAppID: app, UserID: "anna", UserSig: "nonsense"}, signaling.CodeSigMalformed},
		{"no user", signaling.LoginRequest{SDKAppID: app}, signaling.CodeBadArgument},
		{"long user ID", signaling.LoginRequest{SDKAppID: app, UserID: "aaaaaaaaaabbbbbbbbbbccccccccccddd"}, signaling.CodeBadArgument},
		{"user ID with a dot", signaling.LoginRequest{SDKAppID: app, UserID: "a.b"}, signaling.CodeBadArgument},
	}
	for _, k := range cases {
		c, err := signaling.Dial(t.Context(), signaling.Options{URL: s.url(), Login: k.req})
		if signaling.CodeOf(err) != k.want {
			t.Errorf("%s: %v, want code %d", k.name, err, k.want)
		}
		if c != nil {
			c.Close()
		}
	}
}

func TestASecondLoginTakesOver(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.create(5)
	ben.enter(5)
	anna.expect("audienceEnter ben")

	again := s.login("anna")
	anna.expect("audienceEnter ben", "kickedOffline loginElsewhere", "state closed")
	ben.expect("hostAway anna")
	anna.refused(signaling.CodeKickedOffline, signaling.TypeGetRoom, nil)
	if snap := again.create(5); !snap.Recreated || snap.Room.MemberCount != 2 {
		t.Errorf("the new device takes the room up: %+v", snap)
	}
	ben.expect("hostAway anna", "hostBack anna")

	ben2 := s.login("ben")
	ben.sees("kickedOffline loginElsewhere", "state closed")
	again.expect("audienceExit ben")
	ben2.enter(5)
	again.expect("audienceExit ben", "audienceEnter ben")
}

func TestLogoutLeavesTheRoom(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.create(5)
	ben.enter(5)
	token := ben.Session().Token
	if err := ben.Logout(t.Context()); err != nil {
		t.Error(err)
	}
	anna.expect("audienceEnter ben", "audienceExit ben")
	if _, err := s.sessions.Find(token); signaling.CodeOf(err) != signaling.CodeSessionGone {
		t.Errorf("the session after logout: %v", err)
	}
}

func TestProfileIsKeptAndTold(t *testing.T) {
	s := start(t)
	anna, ben := s.login("anna"), s.login("ben")
	anna.must(signaling.TypeSetSelfProfile, signaling.Profile{UserName: "Anna", AvatarURL: "http://a/p.png"}, nil)
	if snap := anna.create(5); snap.Room.OwnerName != "Anna" {
		t.Errorf("the room's owner is called %q", snap.Room.OwnerName)
	}
	ben.enter(5)
	ben.must(signaling.TypeSetSelfProfile, signaling.Profile{UserName: "Ben"}, nil)
	anna.expect("audienceEnter ben", "userProfileChanged ben")
	anna.must(signaling.TypeSetSelfProfile, signaling.Profile{UserName: "Annie"}, nil)
	ben.expect("roomInfoChanged", "userProfileChanged anna")
	if again := s.login("ben"); again.Session().Self.UserName != "Ben" {
		t.Errorf("after a new login ben is called %q", again.Session().Self.UserName)
	}
	ben2 := s.login("carl")
	ben2.refused(signaling.CodeTooLong, signaling.TypeSetSelfProfile, signaling.Profile{UserName: string(make([]byte, 200))})
}
