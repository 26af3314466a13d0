package wallet

import (
	"context"
	"errors"
	"time"

	"onair/server/store"
)

// Give pays for a gift and has it told. However often it is called, each part is done
// once for a key. ctx bounds the wait for the user's purse; what is begun then goes
// on until life ends. first, if set, refuses a gift of which nothing is paid yet. The
// balance is what is left. An error that is a Refusal's says why it was paid back.
func (b *Bank) Give(ctx, life context.Context, p Payment, first func() error) (coins, balance int64, err error) {
	done, err := b.take(ctx, p.User)
	if err != nil {
		return 0, 0, err
	}
	defer done()
	if first != nil {
		if err := first(); err != nil {
			if _, known, _ := b.Entry(life, p.User, p.Key); !known {
				return 0, 0, err
			}
		}
	}
	e, err := b.pay(life, p)
	if err == nil && e.State == Paid {
		e.State, err = b.settle(life, p.User)
	}
	switch {
	case unsettled(err) != nil:
		if !errors.Is(err, ErrNoCoins) && !errors.Is(err, ErrOtherGift) {
			b.suspect(p.User, err)
		}
		return 0, 0, err
	case e.State == Refunded && err == nil:
		return 0, 0, ErrPaidBack
	case e.State == Refunded:
		return 0, 0, err
	}
	w, _, err := b.Wallet(life, p.User)
	if err != nil {
		return 0, 0, errors.Join(store.ErrNotStored, err)
	}
	return e.Coins, w.Balance, nil
}

// walletTries bounds how often a wallet is read again because a write of before
// was done late.
const walletTries = 10

// pay takes the coins and writes the ledger, once for a key: a repeated payment
// is returned as it stands. The caller has the user's purse.
func (b *Bank) pay(ctx context.Context, p Payment) (Payment, error) {
	p.At, p.State = time.Now().UTC(), Paid
	for range walletTries {
		w, revision, err := b.Wallet(ctx, p.User)
		if err == nil && w.Open != nil && w.Open.Key != p.Key {
			if _, err = b.settle(ctx, p.User); unsettled(err) == nil {
				continue
			}
		} else if err == nil && w.Open != nil {
			err = b.book(ctx, *w.Open)
		}
		if err != nil {
			return p, errors.Join(store.ErrNotStored, err)
		}
		before, known, err := b.Entry(ctx, p.User, p.Key)
		switch {
		case err != nil:
			return p, errors.Join(store.ErrNotStored, err)
		case known && (before.Gift != p.Gift || before.Count != p.Count):
			return p, ErrOtherGift
		case known && (before.State != Paid || w.Open != nil):
			return before, nil
		case known: // paid under an earlier version, and left so
			w.Open = &before
		case w.Balance < p.Coins:
			return p, ErrNoCoins
		default:
			w.Balance, w.Spent, w.Open = w.Balance-p.Coins, w.Spent+p.Coins, &p
		}
		err = b.putWallet(ctx, p.User, w, revision)
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		if err == nil {
			err = b.book(ctx, *w.Open)
		}
		if err != nil {
			return p, errors.Join(store.ErrNotStored, err)
		}
		return *w.Open, nil
	}
	return p, ErrBusy
}
