package server

import (
	"context"
	"errors"
	"testing"

	"onair/internal/await"
	"onair/room"
	"onair/server/chatlog"
	"onair/server/hall"
	"onair/server/wallet"
	"onair/signaling"
)

func TestGiftsArePaidAndTold(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben")
	ben := v[0]
	var list signaling.GiftList
	ben.must(signaling.TypeGetGifts, nil, &list)
	if len(list.Gifts) < 5 || list.Gifts[0].Price > list.Gifts[1].Price {
		t.Errorf("catalogue: %+v", list)
	}
	var reply signaling.GiftReply
	ben.must(signaling.TypeSendGift, signaling.GiftRequest{Key: "a", GiftID: "star", Count: 3}, &reply)
	if reply.Coins != 198 || reply.Balance != 802 {
		t.Errorf("%+v", reply)
	}
	anna.sees("gift ben")
	ben.sees("gift ben")
	if g := anna.heard(signaling.EventGift)[0]; g.Gift == nil || g.Gift.To.UserID != "anna" || g.Gift.Count != 3 || g.RoomCoins != 198 || g.MsgID == 0 {
		t.Errorf("told: %+v", g)
	}
	if p, known, err := s.bank.Entry(t.Context(), "ben", "a"); !known || err != nil || p.State != wallet.Told || p.Coins != 198 {
		t.Errorf("ledger: %+v, %v, %v", p, known, err)
	}
	ben.refused(signaling.CodeNoCoins, signaling.TypeSendGift, signaling.GiftRequest{Key: "b", GiftID: "castle", Count: 1})
	ben.refused(signaling.CodeNoSuchGift, signaling.TypeSendGift, signaling.GiftRequest{Key: "b", GiftID: "moon", Count: 1})
	ben.refused(signaling.CodeBadArgument, signaling.TypeSendGift, signaling.GiftRequest{GiftID: "star", Count: 1})
	ben.refused(signaling.CodeBadArgument, signaling.TypeSendGift, signaling.GiftRequest{Key: "b", GiftID: "star", Count: -1})
	ben.refused(signaling.CodeBadArgument, signaling.TypeSendGift, signaling.GiftRequest{Key: "a", GiftID: "rose", Count: 1})
	ben.refused(signaling.CodeNotOnStage, signaling.TypeSendGift, signaling.GiftRequest{Key: "b", GiftID: "star", Count: 1, ToUser: "carl"})
	ben.refused(signaling.CodeBadArgument, signaling.TypeSendGift, signaling.GiftRequest{Key: "b", GiftID: "star", Count: 1, ToUser: "ben"})
	var w signaling.Wallet
	ben.must(signaling.TypeGetWallet, nil, &w)
	if w != (signaling.Wallet{Balance: 802, Spent: 198}) {
		t.Errorf("wallet: %+v", w)
	}
}

func TestAGiftIsPaidOnceOverLostLinks(t *testing.T) {
	s := start(t)
	anna, _ := s.live(7, "anna")
	c := newCable(t, s.Addr())
	ben := s.loginBy(c, "ben")
	ben.enter(7)
	gift := signaling.GiftRequest{Key: "one", GiftID: "cake", Count: 1}
	for i := range 20 {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- ben.Call(ctx, signaling.TypeSendGift, gift, nil) }()
		if i%2 == 0 {
			c.plug(s.Addr()) // somewhere on the way there or back
		}
		if err := <-done; err != nil && signaling.CodeOf(err) != signaling.CodeLinkLost {
			t.Fatal(err)
		}
		cancel()
		ben.RetryNow()
	}
	await.True(t, "the link back", func() bool { return ben.Call(t.Context(), signaling.TypeSendGift, gift, nil) == nil })
	var w signaling.Wallet
	ben.must(signaling.TypeGetWallet, nil, &w)
	if w.Balance != 970 {
		t.Errorf("%d coins left, want 970", w.Balance)
	}
	ben.must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "end"}, nil)
	anna.sees("recvRoomTextMsg ben") // after all gifts
	if n := len(anna.heard(signaling.EventGift)); n != 1 {
		t.Errorf("told %d times", n)
	}
}

// TestACrashInEveryMomentOfAGift stops between the writes and comes again.
func TestACrashInEveryMomentOfAGift(t *testing.T) {
	s := start(t)
	anna, v := s.live(7, "anna", "ben")
	ctx := t.Context()
	p := s.taken(cake("ben", "after the wallet"))
	v[0].must(signaling.TypeSendGift, signaling.GiftRequest{Key: p.Key, GiftID: "cake", Count: 1}, nil)

	p = s.paid(cake("ben", "after the ledger"))
	v[0].must(signaling.TypeSendGift, signaling.GiftRequest{Key: p.Key, GiftID: "cake", Count: 1}, nil)

	p = s.paid(cake("ben", "after the room"))
	h := s.rooms.Get(7)
	what := &chatlog.Saying{Msg: signaling.Message{User: signaling.User{UserID: "ben"}, Gift: &signaling.GiftGiven{Coins: 30}}}
	if err := h.Do(ctx, hall.Op{Cmd: room.Gift{By: "ben", Key: wallet.Key("ben", p.Key), Coins: 30}, Say: what}); err != nil {
		t.Fatal(err)
	}
	v[0].must(signaling.TypeSendGift, signaling.GiftRequest{Key: p.Key, GiftID: "cake", Count: 1}, nil)

	var w signaling.Wallet
	v[0].must(signaling.TypeGetWallet, nil, &w)
	if w != (signaling.Wallet{Balance: 910, Spent: 90}) {
		t.Errorf("wallet: %+v", w)
	}
	v[0].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "end"}, nil)
	anna.sees("recvRoomTextMsg ben") // after all gifts
	if n := len(anna.heard(signaling.EventGift)); n != 3 || h.Current().Coins() != 90 {
		t.Errorf("told %d times, %d coins in the room", n, h.Current().Coins())
	}
}

func TestAGiftTooLateIsPaidBack(t *testing.T) {
	s := start(t)
	_, v := s.live(7, "anna", "ben")
	ctx := t.Context()
	p := s.paid(cake("ben", "k"))
	v[0].must(signaling.TypeExitRoom, nil, nil)
	if err := s.present(p); !errors.Is(err, room.ErrNotMember) {
		t.Errorf("%v", err)
	}
	cakeAgain := signaling.GiftRequest{Key: "k", GiftID: "cake", Count: 1}
	for range 2 {
		if err := s.bank.Resolve(ctx, "ben"); err != nil {
			t.Error(err)
		}
		v[0].enter(7)
		v[0].refused(signaling.CodeNotInRoom, signaling.TypeSendGift, cakeAgain)
		v[0].must(signaling.TypeExitRoom, nil, nil)
	}
	if w, _, err := s.bank.Wallet(ctx, "ben"); err != nil || w.Balance != 1000 || w.Spent != 0 {
		t.Errorf("%+v, %v", w, err)
	}
	if p, _, _ := s.bank.Entry(ctx, "ben", "k"); p.State != wallet.Refunded {
		t.Errorf("%+v", p)
	}
}
