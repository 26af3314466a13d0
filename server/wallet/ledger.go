package wallet

import (
	"context"
	"encoding/json"
	"errors"

	"onair/server/store"
)

// Entry looks a payment up in the ledger.
func (b *Bank) Entry(ctx context.Context, user, key string) (Payment, bool, error) {
	p, revision, err := b.entryAt(ctx, Key(user, key))
	return p, err == nil && revision != 0, err
}

// entryAt is an entry of the ledger and its revision, 0 for none.
func (b *Bank) entryAt(ctx context.Context, key string) (Payment, uint64, error) {
	var p Payment
	e, err := b.cfg.Ledger.Get(ctx, key)
	if errors.Is(err, store.ErrNotFound) {
		return p, 0, nil
	}
	if err == nil {
		err = json.Unmarshal(e.Value, &p)
	}
	return p, e.Revision, err
}

// Decide writes what becomes of a payment unless that is decided; it returns the
// decision.
func (b *Bank) Decide(ctx context.Context, key string, state State) (State, error) {
	for {
		p, revision, err := b.entryAt(ctx, key)
		if err != nil || revision == 0 || p.State != Paid {
			return p.State, err
		}
		p.State = state
		raw, err := json.Marshal(p)
		if err == nil {
			_, err = b.cfg.Ledger.Update(ctx, key, raw, revision)
		}
		if !errors.Is(err, store.ErrConflict) {
			return state, err
		}
	}
}

// book writes a payment into the ledger; one that is there stays.
func (b *Bank) book(ctx context.Context, p Payment) error {
	raw, err := json.Marshal(p)
	if err == nil {
		_, err = b.cfg.Ledger.Update(ctx, Key(p.User, p.Key), raw, 0)
	}
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}
