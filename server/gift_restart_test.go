package server

import (
	"testing"

	"onair/internal/await"
	"onair/room"
	"onair/server/chatlog"
	"onair/server/hall"
	"onair/server/wallet"
	"onair/signaling"
)

// leaveUnfinished leaves a gift behind in each moment between payment and telling.
func leaveUnfinished(s *testServer, people map[string]*user) {
	t := s.t
	t.Helper()
	ctx := t.Context()
	gift := func(by string) wallet.Payment { return cake(by, "k") }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s.taken(gift("ben")) // the wallet alone
	s.paid(gift("carl")) // and the ledger
	s.paid(gift("dora")) // and the room, but nobody was told
	must(s.rooms.Get(7).Do(ctx, hall.Op{Cmd: room.Gift{By: "dora", Key: wallet.Key("dora", "k"), Coins: 30}, Say: &chatlog.Saying{Again: true,
		Msg: signaling.Message{User: signaling.User{UserID: "dora"}, Gift: &signaling.GiftGiven{}}}}))
	s.paid(gift("emil")) // and then the giver left
	people["emil"].must(signaling.TypeExitRoom, nil, nil)
}

// TestGiftsPaidBeforeACrashAreToldOnceAfterIt leaves a gift behind in each moment
// between payment and telling, starts the server anew and looks at wallet, room
// and history.
func TestGiftsPaidBeforeACrashAreToldOnceAfterIt(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	cable := newCable(t, s.Addr())
	people := map[string]*user{}
	for _, id := range []string{"anna", "ben", "carl", "dora", "emil"} {
		people[id] = s.loginBy(cable, id)
		if id == "anna" {
			people[id].create(7)
			people[id].publish()
			continue
		}
		people[id].enter(7)
	}
	leaveUnfinished(s, people)
	s.stop()

	for restart := range 2 { // the second one finds nothing to do
		s2 := startIn(t, dir, newFakeRelay)
		await.True(t, "the server", s2.ready.Load)
		if coins := s2.rooms.Get(7).Current().Coins(); coins != 90 {
			t.Errorf("start %d: %d coins in the room", restart, coins)
		}
		cable.plug(s2.Addr())
		for id, want := range map[string]int64{"ben": 970, "carl": 970, "dora": 970, "emil": 1000} {
			people[id].RetryNow()
			await.True(t, id+" is back", func() bool { return people[id].Call(t.Context(), signaling.TypeGetWallet, nil, nil) == nil })
			var w signaling.Wallet
			if people[id].must(signaling.TypeGetWallet, nil, &w); w.Balance != want {
				t.Errorf("start %d: %s has %+v", restart, id, w)
			}
			if p, _, _ := s2.bank.Entry(t.Context(), id, "k"); p.State != wallet.Told && want == 970 || p.State != wallet.Refunded && want == 1000 {
				t.Errorf("start %d: the ledger says %+v", restart, p)
			}
		}
		var h signaling.History
		people["ben"].must(signaling.TypeGetHistory, nil, &h)
		told := map[string]int{}
		for _, m := range h.Messages {
			told[m.User.UserID]++
		}
		if len(told) != 3 || told["ben"] != 1 || told["carl"] != 1 || told["dora"] != 1 {
			t.Errorf("start %d: told %v", restart, told)
		}
		s2.stop()
	}
}

func TestAnUnfinishedGiftIsFinishedByTheNextOne(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben")
	s.paid(cake("ben", "first"))
	v[0].must(signaling.TypeSendGift, signaling.GiftRequest{Key: "second", GiftID: "rose", Count: 1}, nil)
	anna.sees("gift ben", "gift ben")
	if g := anna.heard(signaling.EventGift); len(g) != 2 || g[0].Gift.Coins != 30 || g[1].RoomCoins != 31 {
		t.Errorf("%+v", g)
	}
}
