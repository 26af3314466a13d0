package server

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"onair/server/store"
	"onair/signaling"
)

// sweepAll is a whole pass at a given time.
func (s *testServer) sweepAll(now time.Time) (dropped int) {
	s.t.Helper()
	n, err := s.ledger.Sweep(s.t.Context(), 0, 1, func(e store.Entry) bool { return s.forgettable(s.t.Context(), e, now) })
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestGiftsOfLongAgoLeaveTheLedger(t *testing.T) {
	ctx := context.Background()
	s := start(t)
	anna, v := s.live(7, "anna", "ben")
	ben := v[0]
	give := func(key string) {
		t.Helper()
		ben.must(signaling.TypeSendGift, signaling.GiftRequest{Key: key, GiftID: "rose", Count: 1}, nil)
	}
	give("a")
	give("b")
	open := payment{User: "carl", Key: "k", Room: 7, To: "anna", Gift: "rose", Count: 1, Coins: 1, At: time.Now(), State: giftPaid}
	if err := s.book(ctx, open); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(s.cfg.Limits.GiftKeep + time.Minute)
	if n := s.sweepAll(later); n != 0 {
		t.Errorf("%d gifts forgotten of one who may have a payment open", n)
	}
	s.purses.forget(ctx, later)
	if n := s.sweepAll(time.Now().Add(s.cfg.Limits.GiftKeep - time.Minute)); n != 0 {
		t.Errorf("%d forgotten too early", n)
	}
	w, revision, _ := s.wallet(ctx, "ben")
	told, _, _ := s.entry(ctx, "ben", "a")
	w.Open = &told // as after a crash, and the list of open payments lost
	if _, err := s.wallets.Update(ctx, "ben", marshal(w), revision); err != nil {
		t.Fatal(err)
	}
	if n := s.sweepAll(later); n != 0 {
		t.Errorf("%d gifts forgotten that a wallet waits for", n)
	}
	if err := s.purses.settle(ctx, "ben"); err != nil {
		t.Fatal(err)
	}
	s.purses.forget(ctx, later)
	if n := s.sweepAll(later); n != 1 {
		t.Errorf("%d forgotten, want the first: the room knows the second still", n)
	}
	give("b") // told already, for the same money
	if w, _, _ := s.wallet(ctx, "ben"); w.Spent != 2 || s.rooms.get(7).current().Coins() != 2 {
		t.Errorf("%+v, %d coins in the room", w, s.rooms.get(7).current().Coins())
	}
	anna.must(signaling.TypeDestroyRoom, nil, nil)
	eventually(t, "the end of the room", func() bool { return s.rooms.get(7) == nil })
	s.purses.forget(ctx, later)
	if n := s.sweepAll(later); n != 1 {
		t.Errorf("%d forgotten after the room's end", n)
	}
	if p, known, _ := s.entry(ctx, "carl", "k"); !known || p.State != giftPaid {
		t.Error("what is not decided stays")
	}
}

func marshal(v any) []byte {
	b, _ := json.Marshal(v)
	return b
}
