package wallet

import (
	"context"
	"errors"

	"onair/server/store"
)

// Refusal is why a gift was paid back.
type Refusal struct{ error }

// Refuse makes err the reason for paying a gift back.
func Refuse(err error) error { return Refusal{err} }

// Unwrap returns the reason.
func (r Refusal) Unwrap() error { return r.error }

// unsettled is err unless it says only why a gift was paid back.
func unsettled(err error) error {
	if _, back := errors.AsType[Refusal](err); back {
		return nil
	}
	return err
}

// settle brings a user's open payment, if there is one, to its end: told once, or
// paid back, for which the error is a Refusal. Any other error leaves it open, to
// be settled later. The caller has the user's purse.
func (b *Bank) settle(ctx context.Context, user string) (state State, err error) {
	var why error
	for range walletTries {
		w, revision, err := b.Wallet(ctx, user)
		if err != nil {
			return Paid, errors.Join(store.ErrNotStored, err)
		}
		if w.Open == nil {
			return state, why
		}
		p := *w.Open
		if state, why = b.decided(ctx, p); unsettled(why) != nil {
			return Paid, why
		}
		if state == Refunded && w.Refunded != p.Key {
			w.Balance, w.Spent = w.Balance+p.Coins, w.Spent-p.Coins
		}
		w.Open = nil
		switch err := b.putWallet(ctx, user, w, revision); {
		case err == nil:
			b.cfg.Rooms.Settled(p.Room, Key(p.User, p.Key))
			return state, why
		case !errors.Is(err, store.ErrConflict):
			return Paid, errors.Join(store.ErrNotStored, err)
		}
	}
	return Paid, ErrBusy
}

// decided is what has become of a payment, which is decided now if it was not.
func (b *Bank) decided(ctx context.Context, p Payment) (State, error) {
	if err := b.book(ctx, p); err != nil {
		return Paid, errors.Join(store.ErrNotStored, err)
	}
	key := Key(p.User, p.Key)
	e, _, err := b.entryAt(ctx, key)
	if err != nil {
		return Paid, errors.Join(store.ErrNotStored, err)
	}
	if e.State != Paid {
		return e.State, nil
	}
	state := Told
	why := b.cfg.Rooms.Present(ctx, p)
	if _, refused := errors.AsType[Refusal](why); refused {
		state = Refunded
	} else if why != nil {
		return Paid, why
	}
	if state, err = b.Decide(ctx, key, state); err != nil {
		return Paid, errors.Join(store.ErrNotStored, err)
	}
	if state == Told {
		why = nil
	}
	return state, why
}
