package server

import (
	"context"
	"errors"
	"slices"

	"onair/room"
	"onair/server/store"
	"onair/signaling"
)

// refusal is why a gift was paid back.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

// unsettled is err unless it says only why a gift was paid back.
func unsettled(err error) error {
	if _, back := errors.AsType[refusal](err); back {
		return nil
	}
	return err
}

// settle brings a user's open payment, if there is one, to its end: told once, or
// paid back, for which the error is a refusal. Any other error leaves it open, to
// be settled later. The caller has the user's purse.
func (s *Server) settle(ctx context.Context, user string) (state string, err error) {
	var why error
	for range walletTries {
		w, revision, err := s.wallet(ctx, user)
		if err != nil {
			return giftPaid, errors.Join(errNotStored, err)
		}
		if w.Open == nil {
			return state, why
		}
		p := *w.Open
		if state, why = s.decided(ctx, p); unsettled(why) != nil {
			return giftPaid, why
		}
		if state == giftRefunded && w.Refunded != p.Key {
			w.Balance, w.Spent = w.Balance+p.Coins, w.Spent-p.Coins
		}
		w.Open = nil
		switch err := s.putWallet(ctx, user, w, revision); {
		case err == nil:
			s.rooms.settled(p.Room, ledgerKey(p.User, p.Key))
			return state, why
		case !errors.Is(err, store.ErrConflict):
			return giftPaid, errors.Join(errNotStored, err)
		}
	}
	return giftPaid, codeError(signaling.CodeBusy, "")
}

// decided is what has become of a payment, which is decided now if it was not.
func (s *Server) decided(ctx context.Context, p payment) (string, error) {
	if err := s.book(ctx, p); err != nil {
		return giftPaid, errors.Join(errNotStored, err)
	}
	key := ledgerKey(p.User, p.Key)
	e, _, err := s.entryAt(ctx, key)
	if err != nil {
		return giftPaid, errors.Join(errNotStored, err)
	}
	if e.State != giftPaid {
		return e.State, nil
	}
	state := giftTold
	why := s.present(ctx, p)
	if _, refused := errors.AsType[refusal](why); refused {
		state = giftRefunded
	} else if why != nil {
		return giftPaid, why
	}
	if state, err = s.decide(ctx, key, state); err != nil {
		return giftPaid, errors.Join(errNotStored, err)
	}
	if state == giftTold {
		why = nil
	}
	return state, why
}

// present has a paid gift told. A refusal says that the room has not noted it and
// never will; after any other error it may have.
func (s *Server) present(ctx context.Context, p payment) error {
	h := s.rooms.get(p.Room)
	if h == nil {
		return refusal{room.ErrNoSuchRoom}
	}
	say := s.giftSaying(p)
	err := h.do(ctx, op{cmd: room.Gift{By: p.User, To: p.To, Key: say.key, Coins: p.Coins}, say: say})
	switch {
	case errors.Is(err, room.ErrGiftKnown): // perhaps from before a crash, and nobody was told
		return h.do(ctx, op{say: s.giftSaying(p)})
	case errors.Is(err, room.ErrNoSuchRoom) && h.noted.has(say.key):
		return nil
	case errors.Is(err, room.ErrNotMember), errors.Is(err, room.ErrNoSuchRoom), errors.Is(err, room.ErrNotOnStage), errors.Is(err, room.ErrBadCommand):
		return refusal{err}
	}
	return err
}

// giftSaying is a gift as the room tells it. Its key is the ledger's, so that the
// room's history shows whether it was told.
func (s *Server) giftSaying(p payment) *saying {
	gift := signaling.Gift{GiftID: p.Gift, Name: p.Gift, Price: p.Coins / int64(max(p.Count, 1))} // in case it is not sold any more
	if i := slices.IndexFunc(s.cfg.Gifts, func(g signaling.Gift) bool { return g.GiftID == p.Gift }); i >= 0 {
		gift = s.cfg.Gifts[i]
	}
	return &saying{typ: signaling.EventGift, key: ledgerKey(p.User, p.Key), msg: signaling.Message{User: signaling.User{UserID: p.User},
		Gift: &signaling.GiftGiven{Gift: gift, Count: p.Count, Coins: p.Coins, To: signaling.User{UserID: p.To}}}}
}
