package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"onair/internal/await"
	"onair/signaling"
)

func (u *user) createPrivate(id uint32, passcode string) signaling.PrivateInfo {
	u.t.Helper()
	in := signaling.CreateRoomRequest{RoomID: id, RoomParam: signaling.RoomParam{RoomName: "secret", Private: true, Passcode: passcode}}
	u.must(signaling.TypeCreateRoom, in, nil)
	var info signaling.PrivateInfo
	u.must(signaling.TypeGetPrivate, nil, &info)
	return info
}

// listed are the numbers of the rooms a user is told of.
func (u *user) listed() []uint32 {
	u.t.Helper()
	var list signaling.RoomListReply
	u.must(signaling.TypeGetRoomList, nil, &list)
	if list.Total != len(list.Rooms) {
		u.t.Errorf("%d rooms in all, %d listed", list.Total, len(list.Rooms))
	}
	var ids []uint32
	for _, r := range list.Rooms {
		ids = append(ids, r.RoomID)
	}
	return ids
}

// syncBuffer is a log that several goroutines write to.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func TestAPrivateRoomOpensToItsKeyOnly(t *testing.T) {
	log := &syncBuffer{}
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay, func(c *Config) {
		c.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	c := newCable(t, s.Addr())
	anna, ben, carl := s.loginBy(c, "anna"), s.loginBy(c, "ben"), s.loginBy(c, "carl")
	key := anna.createPrivate(7, "geheim")
	if !key.Private || key.Passcode != "geheim" || len(key.Invite) < 26 {
		t.Fatalf("the key has %d characters", len(key.Invite))
	}
	if len(ben.listed()) > 0 || !slices.Equal(anna.listed(), []uint32{7}) {
		t.Error("the list tells of it to others, or not to its owner")
	}
	var infos signaling.RoomInfos
	ben.must(signaling.TypeGetRoomInfos, signaling.RoomIDs{RoomIDs: []uint32{7}}, &infos)
	if len(infos.Rooms) != 1 || infos.Rooms[0] != (signaling.RoomInfo{RoomID: 7, Private: true}) {
		t.Errorf("strangers are told %+v", infos.Rooms)
	}
	ben.refused(signaling.CodePrivate, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 7})
	ben.refused(signaling.CodeWrongPasscode, signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Passcode: "geheim!"})
	ben.refused(signaling.CodeBadInvite, signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Invite: strings.ToLower(key.Invite)})
	ben.refused(signaling.CodeBadArgument, signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Passcode: strings.Repeat("x", 33)})
	ben.must(signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Passcode: "geheim"}, nil)
	carl.must(signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Invite: key.Invite}, nil)
	ben.must(signaling.TypeExitRoom, nil, nil)
	if !slices.Equal(ben.listed(), []uint32{7}) {
		t.Error("who was let in does not find it again")
	}
	s.stop()
	s2 := startIn(t, dir, newFakeRelay)
	c.plug(s2.Addr())
	for _, u := range []*user{anna, ben, carl} {
		u.RetryNow()
		u.sees("session snapshot", "state connected")
	}
	ben.enter(7) // without a key
	ben.must(signaling.TypeExitRoom, nil, nil)
	var after signaling.PrivateInfo
	anna.must(signaling.TypeGetPrivate, nil, &after)
	if after != key {
		t.Error("a restart changes the key")
	}
	anna.must(signaling.TypeSetPrivate, signaling.PrivateRequest{Private: true, Renew: true}, &after)
	if after.Passcode != key.Passcode || after.Invite == key.Invite {
		t.Error("renewed it is another passcode, or no other invitation")
	}
	ben.refused(signaling.CodeBadInvite, signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Invite: key.Invite})
	after = signaling.PrivateInfo{}
	anna.must(signaling.TypeSetPrivate, signaling.PrivateRequest{}, &after)
	if after != (signaling.PrivateInfo{}) || !slices.Equal(ben.listed(), []uint32{7}) {
		t.Error("public again, and yet not")
	}
	ben.enter(7)
	log.mu.Lock()
	defer log.mu.Unlock()
	if text := log.b.String(); strings.Contains(text, "geheim") || strings.Contains(text, key.Invite) {
		t.Error("the key is in the log")
	}
}

func TestWrongPasscodesAreBounded(t *testing.T) {
	s := start(t)
	anna, ben, carl := s.login("anna"), s.login("ben"), s.login("carl")
	key := anna.createPrivate(7, "")
	if len(key.Passcode) != 6 {
		t.Errorf("the server's passcode has %d characters", len(key.Passcode))
	}
	wrong, right := signaling.EnterRequest{RoomID: 7, Passcode: "wrong!"}, signaling.EnterRequest{RoomID: 7, Passcode: key.Passcode}
	for range 5 {
		ben.refused(signaling.CodeWrongPasscode, signaling.TypeEnterRoom, wrong)
	}
	ben.refused(signaling.CodePasscodeLimit, signaling.TypeEnterRoom, wrong)
	ben.refused(signaling.CodePasscodeLimit, signaling.TypeEnterRoom, right) // or guessing would go on
	again := s.login("ben")
	again.refused(signaling.CodePasscodeLimit, signaling.TypeEnterRoom, right)
	again.must(signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Invite: key.Invite}, nil)
	for range 10 { // what is right does not count
		carl.must(signaling.TypeEnterRoom, right, nil)
		carl.must(signaling.TypeExitRoom, nil, nil)
	}
}

func TestWrongPasscodesOfOthersDelayNobody(t *testing.T) {
	s := start(t)
	honest := s.pair()
	key := s.login("anna").createPrivate(7, "")
	honest.during(func() {
		for i := range 10 {
			pest := s.login(fmt.Sprint("pest", i))
			for range 5 {
				if err := pest.Call(t.Context(), signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Passcode: "wrong!"}, nil); err == nil {
					t.Fatal("let in")
				}
			}
		}
	})
	s.login("ben").must(signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Passcode: key.Passcode}, nil)
}

func TestTheLobbyTellsOfPrivateRoomsToThoseLetIn(t *testing.T) {
	s := start(t)
	anna, ben, eve := s.login("anna"), s.login("ben"), s.login("eve")
	for _, u := range []*user{anna, ben, eve} {
		u.must(signaling.TypeWatchRoomList, signaling.WatchRequest{On: true}, nil)
	}
	told := func(u *user, changed bool) (n int) {
		u.mu.Lock()
		defer u.mu.Unlock()
		for _, e := range u.envs {
			var ev signaling.RoomListEvent
			if e.Type != signaling.EventRoomListChanged || json.Unmarshal(e.Data, &ev) != nil {
				continue
			}
			if changed && slices.ContainsFunc(ev.Changed, func(r signaling.RoomInfo) bool { return r.RoomID == 7 }) || !changed && slices.Contains(ev.Removed, 7) {
				n++
			}
		}
		return n
	}
	key := anna.createPrivate(7, "")
	await.True(t, "the owner told", func() bool { return told(anna, true) > 0 })
	ben.must(signaling.TypeEnterRoom, signaling.EnterRequest{RoomID: 7, Invite: key.Invite}, nil)
	await.True(t, "the guest told", func() bool { return told(ben, true) > 0 })
	anna.must(signaling.TypeKickOut, signaling.KickRequest{UserID: "ben"}, nil)
	await.True(t, "the guest told that it is gone", func() bool { return told(ben, false) > 0 })
	if told(eve, true)+told(eve, false) > 0 {
		t.Error("a stranger was told")
	}
	anna.must(signaling.TypeSetPrivate, signaling.PrivateRequest{}, nil)
	await.True(t, "everybody told", func() bool { return told(eve, true) > 0 })
	anna.must(signaling.TypeSetPrivate, signaling.PrivateRequest{Private: true}, nil)
	await.True(t, "gone for strangers", func() bool { return told(eve, false) > 0 })
}

func TestAPrivateRoomAsksForPKAndIsNotAsked(t *testing.T) {
	s := start(t)
	anna, dora := s.login("anna"), s.login("dora")
	anna.createPrivate(7, "")
	anna.publish()
	dora.create(9)
	dora.publish()
	dora.refused(signaling.CodePrivate, signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 7, UserID: "anna"})
	anna.must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 9, UserID: "dora"}, nil)
	dora.sees("requestRoomPK anna")
	dora.must(signaling.TypeResponseRoomPK, signaling.AnswerRequest{UserID: "anna", Agree: true}, nil)
	anna.sees("roomPKAccepted dora")
}
