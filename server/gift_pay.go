package server

import (
	"context"
	"errors"
	"slices"
	"time"

	"onair/room"
	"onair/server/store"
	"onair/signaling"
)

// sendGift pays, then has the room tell it. However often the request comes, and
// over however many connections, each part is done once for a key.
func (s *Server) sendGift(ctx context.Context, sess *session, in signaling.GiftRequest) (signaling.GiftReply, error) {
	var out signaling.GiftReply
	h, err := member(sess)
	if err != nil {
		return out, err
	}
	p, err := s.price(h, sess.user, in)
	if err != nil {
		return out, err
	}
	done, err := s.purses.take(ctx, sess.user)
	if err != nil {
		return out, err
	}
	defer done()
	// What is begun is brought to its end, also when the connection ends meanwhile.
	ctx = s.life
	if _, on := h.current().Seat(p.To); !on {
		if _, known, _ := s.entry(ctx, sess.user, in.Key); !known { // nothing paid yet: say so at once
			return out, room.ErrNotOnStage
		}
	}
	e, err := s.pay(ctx, p)
	if err == nil && e.State == giftPaid {
		e.State, err = s.settle(ctx, sess.user)
	}
	if unsettled(err) != nil {
		if _, refused := errors.AsType[*signaling.Error](err); !refused {
			s.purses.suspect(sess.user, err)
		}
		return out, err
	}
	if e.State == giftRefunded {
		if err == nil {
			err = codeError(signaling.CodeNotInRoom, "this gift came too late and was paid back")
		}
		return out, err
	}
	w, _, err := s.wallet(ctx, sess.user)
	if err != nil {
		return out, errors.Join(errNotStored, err)
	}
	return signaling.GiftReply{Coins: e.Coins, Balance: w.Balance}, nil
}

// price checks a request and says what it costs.
func (s *Server) price(h *host, user string, in signaling.GiftRequest) (payment, error) {
	i := slices.IndexFunc(s.cfg.Gifts, func(g signaling.Gift) bool { return g.GiftID == in.GiftID })
	to := in.ToUser
	or(&to, h.current().Owner().ID)
	switch {
	case i < 0:
		return payment{}, codeError(signaling.CodeNoSuchGift, "")
	case in.Key == "" || len(in.Key) > signaling.MaxKey:
		return payment{}, codeError(signaling.CodeBadArgument, "a gift needs a key of 1 to 64 bytes")
	case in.Count < 1 || in.Count > signaling.MaxGifts:
		return payment{}, codeError(signaling.CodeBadArgument, "1 to 9999 gifts at once")
	case to == user:
		return payment{}, codeError(signaling.CodeBadArgument, "a gift is for somebody else")
	}
	gift := s.cfg.Gifts[i]
	return payment{User: user, Key: in.Key, Room: h.id, To: to, Gift: gift.GiftID, Count: in.Count, Coins: gift.Price * int64(in.Count)}, nil
}

// walletTries bounds how often a wallet is read again because a write of before
// was done late.
const walletTries = 10

// pay takes the coins and writes the ledger, once for a key: a repeated payment
// is returned as it stands. The caller has the user's purse.
func (s *Server) pay(ctx context.Context, p payment) (payment, error) {
	p.At, p.State = time.Now().UTC(), giftPaid
	for range walletTries {
		w, revision, err := s.wallet(ctx, p.User)
		if err == nil && w.Open != nil && w.Open.Key != p.Key {
			if _, err = s.settle(ctx, p.User); unsettled(err) == nil {
				continue
			}
		} else if err == nil && w.Open != nil {
			err = s.book(ctx, *w.Open)
		}
		if err != nil {
			return p, errors.Join(errNotStored, err)
		}
		before, known, err := s.entry(ctx, p.User, p.Key)
		switch {
		case err != nil:
			return p, errors.Join(errNotStored, err)
		case known && (before.Gift != p.Gift || before.Count != p.Count):
			return p, codeError(signaling.CodeBadArgument, "this key belongs to another gift")
		case known && (before.State != giftPaid || w.Open != nil):
			return before, nil
		case known: // paid under an earlier version, and left so
			w.Open = &before
		case w.Balance < p.Coins:
			return p, codeError(signaling.CodeNoCoins, "")
		default:
			w.Balance, w.Spent, w.Open = w.Balance-p.Coins, w.Spent+p.Coins, &p
		}
		err = s.putWallet(ctx, p.User, w, revision)
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		if err == nil {
			err = s.book(ctx, *w.Open)
		}
		if err != nil {
			return p, errors.Join(errNotStored, err)
		}
		return *w.Open, nil
	}
	return p, codeError(signaling.CodeBusy, "")
}
