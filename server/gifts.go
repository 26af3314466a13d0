package server

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"onair/room"
	"onair/signaling"
)

// defaultGifts is the catalogue of a server that has none configured.
func defaultGifts() []signaling.Gift {
	return []signaling.Gift{
		{GiftID: "rose", Name: "Rose", Price: 1},
		{GiftID: "clap", Name: "Applause", Price: 5},
		{GiftID: "coffee", Name: "Coffee", Price: 10},
		{GiftID: "cake", Name: "Cake", Price: 30},
		{GiftID: "star", Name: "Star", Price: 66},
		{GiftID: "fireworks", Name: "Fireworks", Price: 200, Grand: true},
		{GiftID: "rocket", Name: "Rocket", Price: 500, Grand: true},
		{GiftID: "castle", Name: "Castle", Price: 1000, Grand: true},
	}
}

// checkGifts refuses a catalogue that would lose or make money.
func checkGifts(list []signaling.Gift) error {
	seen := map[string]bool{}
	for _, g := range list {
		if g.GiftID == "" || seen[g.GiftID] || g.Price < 1 || g.Price > 1e9 {
			return fmt.Errorf("gift %q needs an ID of its own and a price of 1 to 1,000,000,000 coins", g.GiftID)
		}
		seen[g.GiftID] = true
	}
	return nil
}

func (s *Server) getGifts(context.Context, *session, none) (signaling.GiftList, error) {
	list := slices.Clone(s.cfg.Gifts)
	slices.SortStableFunc(list, func(a, b signaling.Gift) int { return int(a.Price - b.Price) })
	return signaling.GiftList{Gifts: list}, nil
}

func (s *Server) getWallet(ctx context.Context, sess *session, _ none) (signaling.Wallet, error) {
	w, _, err := s.wallet(ctx, sess.user)
	if err != nil {
		return signaling.Wallet{}, errors.Join(errNotStored, err)
	}
	return signaling.Wallet{Balance: w.Balance, Spent: w.Spent}, nil
}

// sendGift pays, then notes the gift in the room, which tells it. Each part is
// done once for a key, however often the request comes.
func (s *Server) sendGift(ctx context.Context, sess *session, in signaling.GiftRequest) (signaling.GiftReply, error) {
	var out signaling.GiftReply
	h, err := member(sess)
	if err != nil {
		return out, err
	}
	i := slices.IndexFunc(s.cfg.Gifts, func(g signaling.Gift) bool { return g.GiftID == in.GiftID })
	switch {
	case i < 0:
		return out, codeError(signaling.CodeNoSuchGift, "")
	case in.Key == "" || len(in.Key) > signaling.MaxKey:
		return out, codeError(signaling.CodeBadArgument, "a gift needs a key of 1 to 64 bytes")
	case in.Count < 1 || in.Count > signaling.MaxGifts:
		return out, codeError(signaling.CodeBadArgument, "1 to 9999 gifts at once")
	}
	st := h.current()
	to := in.ToUser
	or(&to, st.Owner().ID)
	if to == sess.user {
		return out, codeError(signaling.CodeBadArgument, "a gift is for somebody else")
	}
	if _, on := st.Seat(to); !on {
		if _, known, _ := s.entry(ctx, sess.user, in.Key); !known { // nothing paid yet: say so at once
			return out, room.ErrNotOnStage
		}
	}
	gift := s.cfg.Gifts[i]
	e, err := s.pay(ctx, payment{User: sess.user, Key: in.Key, Room: h.id, To: to, Gift: gift.GiftID, Count: in.Count, Coins: gift.Price * int64(in.Count)})
	if err != nil {
		return out, err
	}
	if err := s.present(ctx, h, gift, e); err != nil {
		return out, err
	}
	w, _, err := s.wallet(ctx, sess.user)
	if err != nil {
		return out, errors.Join(errNotStored, err)
	}
	return signaling.GiftReply{Coins: e.Coins, Balance: w.Balance}, nil
}

// giftSaying is a gift as the room tells it. Its key is the ledger's, so that the
// room's history shows whether it was told.
func giftSaying(gift signaling.Gift, e payment) *saying {
	return &saying{typ: signaling.EventGift, key: ledgerKey(e.User, e.Key), msg: signaling.Message{User: signaling.User{UserID: e.User},
		Gift: &signaling.GiftGiven{Gift: gift, Count: e.Count, Coins: e.Coins, To: signaling.User{UserID: e.To}}}}
}

// present has a paid gift told, or pays it back when that is not possible.
func (s *Server) present(ctx context.Context, h *host, gift signaling.Gift, e payment) error {
	switch {
	case e.State == giftTold:
		return nil
	case e.State == giftRefunded:
		return codeError(signaling.CodeNotInRoom, "this gift came too late and was paid back")
	case e.Room != h.id:
		return errors.Join(room.ErrNotMember, s.refund(ctx, e))
	}
	err := h.do(ctx, op{cmd: room.Gift{By: e.User, To: e.To, Key: ledgerKey(e.User, e.Key), Coins: e.Coins}, say: giftSaying(gift, e)})
	switch {
	case err == nil, errors.Is(err, room.ErrGiftKnown):
		s.told(ctx, e)
		return nil
	case errors.Is(err, room.ErrNotMember), errors.Is(err, room.ErrNoSuchRoom), errors.Is(err, room.ErrNotOnStage):
		return errors.Join(err, s.refund(ctx, e))
	}
	return err // may be repeated with the same key
}
