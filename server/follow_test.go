package server

import (
	"fmt"
	"strings"
	"testing"

	"onair/signaling"
)

func TestFollowing(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	c := newCable(t, s.Addr())
	anna, ben, carl := s.loginBy(c, "anna"), s.loginBy(c, "ben"), s.loginBy(c, "carl")
	of := func(u *user, typ, host string) signaling.FollowInfo {
		t.Helper()
		var out signaling.FollowInfo
		u.must(typ, signaling.UserRequest{UserID: host}, &out)
		return out
	}
	want := func(what string, got, want signaling.FollowInfo) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
	want("followed", of(ben, signaling.TypeFollow, "anna"), signaling.FollowInfo{UserID: "anna", Following: true, Fans: 1})
	want("again", of(ben, signaling.TypeFollow, "anna"), signaling.FollowInfo{UserID: "anna", Following: true, Fans: 1})
	want("by two", of(carl, signaling.TypeFollow, "anna"), signaling.FollowInfo{UserID: "anna", Following: true, Fans: 2})
	want("seen by the host", of(anna, signaling.TypeGetFollow, "anna"), signaling.FollowInfo{UserID: "anna", Fans: 2})
	ben.refused(signaling.CodeBadArgument, signaling.TypeFollow, signaling.UserRequest{UserID: "ben"})
	ben.refused(signaling.CodeNoSuchUser, signaling.TypeFollow, signaling.UserRequest{UserID: "nobody"})
	ben.refused(signaling.CodeBadArgument, signaling.TypeFollow, signaling.UserRequest{})
	want("given up", of(carl, signaling.TypeUnfollow, "anna"), signaling.FollowInfo{UserID: "anna", Fans: 1})
	want("again", of(carl, signaling.TypeUnfollow, "anna"), signaling.FollowInfo{UserID: "anna", Fans: 1})

	anna.create(7)
	anna.publish()
	ben.sees("followLive anna")
	anna.must(signaling.TypeUnpublish, nil, nil)
	anna.publish()

	s.stop()
	s2 := startIn(t, dir, newFakeRelay)
	c.plug(s2.Addr())
	for _, u := range []*user{anna, ben, carl} {
		u.RetryNow()
		u.sees("session snapshot", "state connected")
	}
	want("after a restart", of(ben, signaling.TypeGetFollow, "anna"), signaling.FollowInfo{UserID: "anna", Following: true, Fans: 1})
	var list signaling.FollowList
	ben.must(signaling.TypeGetFollows, signaling.FollowPage{}, &list)
	if len(list.Users) != 1 || list.Users[0].UserID != "anna" || list.Users[0].Fans != 1 {
		t.Errorf("ben follows %+v", list)
	}
	anna.must(signaling.TypeGetFans, signaling.FollowPage{}, &list)
	if len(list.Users) != 1 || list.Users[0].UserID != "ben" || list.Total != 1 {
		t.Errorf("anna's fans are %+v", list)
	}
	carl.must(signaling.TypeGetFans, signaling.FollowPage{}, &list)
	if len(list.Users) != 0 {
		t.Errorf("carl's fans are %+v", list)
	}
	for _, l := range carl.lines() {
		if strings.HasPrefix(l, "followLive") {
			t.Error("told of a live of somebody not followed")
		}
	}
}

func TestFollowLimitAndPages(t *testing.T) {
	s := start(t)
	ben := s.login("ben")
	for i := range signaling.MaxFollows {
		if err := s.follows.Change(t.Context(), "ben", fmt.Sprintf("h%04d", i), true); err != nil {
			t.Fatal(err)
		}
	}
	s.login("one-more")
	ben.refused(signaling.CodeFollowLimit, signaling.TypeFollow, signaling.UserRequest{UserID: "one-more"})
	seen := 0
	for page := (signaling.FollowPage{Limit: 99}); ; {
		var list signaling.FollowList
		ben.must(signaling.TypeGetFollows, page, &list)
		seen += len(list.Users)
		if page.After = list.Next; page.After == "" {
			break
		}
	}
	if seen != signaling.MaxFollows {
		t.Errorf("the pages have %d", seen)
	}
	ben.refused(signaling.CodeBadArgument, signaling.TypeGetFans, signaling.FollowPage{Limit: 101})
}
