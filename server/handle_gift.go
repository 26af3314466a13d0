package server

import (
	"context"
	"errors"
	"slices"

	"onair/room"
	"onair/server/hall"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/store"
	"onair/server/wallet"
	"onair/signaling"
)

// giftDesk answers what is about gifts and coins.
type giftDesk struct {
	gifts []signaling.Gift
	bank  *wallet.Bank
	life  context.Context // of the server
}

func (s giftDesk) requests() requests {
	return requests{
		signaling.TypeSendGift:  answer(s.sendGift),
		signaling.TypeGetGifts:  answer(s.getGifts),
		signaling.TypeGetWallet: answer(s.getWallet),
	}
}

func (s giftDesk) getGifts(context.Context, *sessions.Session, none) (signaling.GiftList, error) {
	list := slices.Clone(s.gifts)
	slices.SortStableFunc(list, func(a, b signaling.Gift) int { return int(a.Price - b.Price) })
	return signaling.GiftList{Gifts: list}, nil
}

func (s giftDesk) getWallet(ctx context.Context, sess *sessions.Session, _ none) (signaling.Wallet, error) {
	w, _, err := s.bank.Wallet(ctx, sess.User())
	if err != nil {
		return signaling.Wallet{}, errors.Join(store.ErrNotStored, err)
	}
	return signaling.Wallet{Balance: w.Balance, Spent: w.Spent}, nil
}

// sendGift pays, then has the room tell it; once, however often it is asked for.
func (s giftDesk) sendGift(ctx context.Context, sess *sessions.Session, in signaling.GiftRequest) (signaling.GiftReply, error) {
	h, err := member(sess)
	if err != nil {
		return signaling.GiftReply{}, err
	}
	p, err := s.price(h, sess.User(), in)
	if err != nil {
		return signaling.GiftReply{}, err
	}
	coins, balance, err := s.bank.Give(ctx, s.life, p, func() error {
		if _, on := h.Current().Seat(p.To); !on { // nothing paid yet: say so at once
			return room.ErrNotOnStage
		}
		return nil
	})
	switch {
	case errors.Is(err, wallet.ErrOtherGift):
		err = reply.Code(signaling.CodeBadArgument, "this key belongs to another gift")
	case errors.Is(err, wallet.ErrPaidBack):
		err = reply.Code(signaling.CodeNotInRoom, "this gift came too late and was paid back")
	}
	return signaling.GiftReply{Coins: coins, Balance: balance}, err
}

// price checks a request and says what it costs.
func (s giftDesk) price(h *hall.Room, user string, in signaling.GiftRequest) (wallet.Payment, error) {
	i := slices.IndexFunc(s.gifts, func(g signaling.Gift) bool { return g.GiftID == in.GiftID })
	to := in.ToUser
	or(&to, h.Current().Owner().ID)
	switch {
	case i < 0:
		return wallet.Payment{}, reply.Code(signaling.CodeNoSuchGift, "")
	case in.Key == "" || len(in.Key) > signaling.MaxKey:
		return wallet.Payment{}, reply.Code(signaling.CodeBadArgument, "a gift needs a key of 1 to 64 bytes")
	case in.Count < 1 || in.Count > signaling.MaxGifts:
		return wallet.Payment{}, reply.Code(signaling.CodeBadArgument, "1 to 9999 gifts at once")
	case to == user:
		return wallet.Payment{}, reply.Code(signaling.CodeBadArgument, "a gift is for somebody else")
	}
	gift := s.gifts[i]
	return wallet.Payment{User: user, Key: in.Key, Room: h.ID(), To: to, Gift: gift.GiftID, Count: in.Count, Coins: gift.Price * int64(in.Count)}, nil
}
