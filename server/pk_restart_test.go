package server

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onair/room"
	"onair/signaling"
)

func TestAPKOutlivesTheServer(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	c := newCable(t, s.Addr())
	people := map[string]*user{}
	for i, id := range []string{"anna", "dora"} {
		people[id] = s.loginBy(c, id)
		people[id].create(uint32(i + 1))
		people[id].publish()
		s.fake().flow(s.stream(uint32(i+1), id), room.Media{Video: true, Audio: true})
	}
	anna, dora := people["anna"], people["dora"]
	ben := s.loginBy(c, "ben")
	ben.enter(2)
	startPK(anna, dora, signaling.PKRequest{})
	ben.sees("anchorEnter anna")
	carl := s.loginBy(c, "carl")
	carl.enter(1)
	ben.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "before"}, nil)
	s.stop()
	for _, u := range []*user{anna, dora, ben, carl} {
		u.sees("serverShutdown", "state reconnecting")
	}

	s2 := startIn(t, dir, newFakeRelay)
	c.plug(s2.Addr())
	for _, u := range []*user{anna, dora, ben, carl} {
		u.RetryNow()
		u.sees("session snapshot", "state connected")
	}
	snap := ben.Session().Room
	if snap == nil || snap.PK == nil || snap.PK.Sides[1].User.UserID != "anna" || len(snap.Anchors) != 2 {
		t.Fatalf("ben's room: %+v", snap)
	}
	var history signaling.History
	ben.must(signaling.TypeGetHistory, nil, &history)
	if len(history.Messages) != 1 || history.Messages[0].Text != "before" {
		t.Errorf("history: %+v", history)
	}
	anna.publish()
	s2.fake().flow(s2.stream(1, "anna"), room.Media{Video: true})
	ben.sees("session snapshot", "userVideoAvailable anna true")
	ben.must(signaling.TypePlay, signaling.PlayRequest{UserID: "anna", SDP: "offer"}, nil)
	anna.must(signaling.TypeQuitRoomPK, nil, nil)
	ben.sees("session snapshot", "anchorExit anna", "pkState")
	dora.sees("session snapshot", "quitRoomPK anna quit")
}

func TestInvitationsGoOnAfterARestart(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	c := newCable(t, s.Addr())
	anna, ben := s.loginBy(c, "anna"), s.loginBy(c, "ben")
	anna.create(1)
	anna.publish()
	ben.enter(1)
	ben.must(signaling.TypeRequestJoinAnchor, nil, nil)
	s.stop()
	ben.sees("state reconnecting")
	s2 := startIn(t, dir, newFakeRelay)
	c.plug(s2.Addr())
	for _, u := range []*user{anna, ben} {
		u.RetryNow()
		u.sees("session snapshot", "state connected")
	}
	if k := anna.Session().Room.Calls; len(k) != 1 || k[0].User.UserID != "ben" || k[0].Outgoing {
		t.Errorf("the owner's open requests: %+v", k)
	}
	anna.must(signaling.TypeResponseJoinAnchor, signaling.AnswerRequest{UserID: "ben", Agree: true}, nil)
	ben.sees("session snapshot", "anchorAccepted anna", "roleChanged ben")
	ben.publish()
	if !strings.HasPrefix(s2.stream(1, "ben"), "1400000000_1_") || !s2.fake().publishing(s2.stream(1, "ben")) {
		t.Error("ben does not publish")
	}
}

// TestInvitationsEndAfterARestart: their time ran out while nobody was there; who
// asked and who was asked hear of it when they are back.
func TestInvitationsEndAfterARestart(t *testing.T) {
	dir := t.TempDir()
	short := func(c *Config) { c.Limits.CallTime = time.Second }
	s := startIn(t, dir, newFakeRelay, short)
	c := newCable(t, s.Addr())
	people := map[string]*user{}
	for i, id := range []string{"anna", "dora", "ben"} {
		people[id] = s.loginBy(c, id)
		if i == 2 {
			people[id].enter(1)
			continue
		}
		people[id].create(uint32(i + 1))
		people[id].publish()
	}
	people["ben"].must(signaling.TypeRequestJoinAnchor, nil, nil)
	people["dora"].must(signaling.TypeRequestRoomPK, signaling.PKRequest{RoomID: 1, UserID: "anna"}, nil)
	people["anna"].sees("requestRoomPK dora")
	s.stop()
	s2 := startIn(t, dir, newFakeRelay, short)
	c.plug(s2.Addr())
	for _, u := range people {
		u.RetryNow()
		u.sees("session snapshot", "state connected", "invitationTimeout")
	}
	people["anna"].sees("session snapshot", "invitationTimeout", "invitationTimeout")
	if st := s2.rooms.Get(1).Current(); len(st.Calls())+len(st.PKCalls()) > 0 {
		t.Errorf("left: %+v %+v", st.Calls(), st.PKCalls())
	}
	people["ben"].must(signaling.TypeRequestJoinAnchor, nil, nil)
}

// TestAKilledServerComesBack takes up a copy of the data folder made while the
// server was at work: what a kill at that moment would have left.
func TestAKilledServerComesBack(t *testing.T) {
	dir, copied := t.TempDir(), t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	c := newCable(t, s.Addr())
	people := map[string]*user{}
	for i, id := range []string{"anna", "dora", "ben", "carl"} {
		people[id] = s.loginBy(c, id)
		if i < 2 {
			people[id].create(uint32(i + 1))
			people[id].publish()
			s.fake().flow(s.stream(uint32(i+1), id), room.Media{Video: true, Audio: true})
			continue
		}
		people[id].enter(1)
	}
	anna, dora, ben, carl := people["anna"], people["dora"], people["ben"], people["carl"]
	startPK(anna, dora, signaling.PKRequest{})
	carl.sees("anchorEnter dora")
	ben.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "said"}, nil)
	ben.must(signaling.TypeSendGift, signaling.GiftRequest{Key: "g", GiftID: "cake", Count: 1}, nil)
	anna.must(signaling.TypeKickOut, signaling.KickRequest{UserID: "carl", Ban: true}, nil)
	c.plug("") // nobody has a connection when the copy is made
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(copied, KeyFile), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(copied, "local.token"), 0o600); err != nil {
		t.Fatal(err)
	}
	s2 := startIn(t, copied, newFakeRelay)
	c.plug(s2.Addr())
	for _, u := range people {
		u.RetryNow()
		u.sees("state reconnecting", "state connected")
	}
	snap := ben.Session().Room
	if snap == nil || snap.PK == nil || snap.PK.Sides[0].Score != 30 || snap.Coins != 30 {
		t.Fatalf("ben's room: %+v", snap)
	}
	var w signaling.Wallet
	ben.must(signaling.TypeSendGift, signaling.GiftRequest{Key: "g", GiftID: "cake", Count: 1}, nil)
	if ben.must(signaling.TypeGetWallet, nil, &w); w.Balance != 970 {
		t.Errorf("wallet: %+v", w)
	}
	var h signaling.History
	if ben.must(signaling.TypeGetHistory, nil, &h); len(h.Messages) != 2 || h.Messages[0].Text != "said" || h.Messages[1].Gift == nil {
		t.Errorf("history: %+v", h)
	}
	carl.refused(signaling.CodeBanned, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 1})
	dora.must(signaling.TypeQuitRoomPK, nil, nil)
	anna.sees("state connected", "quitRoomPK dora quit")
	var sum signaling.RoomSummary
	if anna.must(signaling.TypeDestroyRoom, nil, &sum); sum.Visits != 2 || sum.Peak != 3 || sum.Coins != 30 || sum.Messages != 2 {
		t.Errorf("summary: %+v", sum)
	}
}
