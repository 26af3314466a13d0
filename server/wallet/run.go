package wallet

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"onair/server/store"
)

// Finish settles what was paid and not settled when the server stopped. It runs
// before anybody can log in.
func (b *Bank) Finish(ctx context.Context) {
	users, err := b.unfinished(ctx)
	if err != nil {
		b.cfg.Log.Error("open payments not read", "err", err)
	}
	for _, user := range users {
		if err := b.Resolve(ctx, user); err != nil {
			b.cfg.Log.Warn("gift not finished", "user", user, "err", err)
			b.suspect(user, err)
		}
	}
}

// unfinished are the users who may have an open payment.
func (b *Bank) unfinished(ctx context.Context) (users []string, err error) {
	entries, err := b.cfg.Unpaid.All(ctx)
	if err != nil {
		return nil, err
	}
	old := true
	for _, e := range entries {
		if e.Key == scanned {
			old = false
			continue
		}
		b.mu.Lock()
		b.noted[e.Key] = time.Time{}
		b.mu.Unlock()
		users = append(users, e.Key)
	}
	if !old {
		return users, nil
	}
	all, err := b.cfg.Wallets.All(ctx)
	if err != nil {
		return users, err
	}
	for _, e := range all {
		var w Wallet
		if err := json.Unmarshal(e.Value, &w); err != nil {
			b.cfg.Log.Error("wallet cannot be read and is left alone", "user", e.Key, "err", err)
		} else if w.Open != nil {
			users = append(users, e.Key)
		}
	}
	return users, b.cfg.Unpaid.Put(ctx, scanned, []byte("1"))
}

// Resolve settles a user's open payment, and sees to it that none comes late.
func (b *Bank) Resolve(ctx context.Context, user string) error {
	done, err := b.take(ctx, user)
	if err != nil {
		return err
	}
	defer done()
	for {
		if _, err := b.settle(ctx, user); unsettled(err) != nil {
			return err
		}
		w, revision, err := b.Wallet(ctx, user)
		if err != nil {
			return err
		}
		if w.Open != nil {
			continue
		}
		// A write that came to no answer may still be on its way: this one takes
		// the revision from it.
		if err := b.putWallet(ctx, user, w, revision); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
}

// Run settles, until ctx ends, what came to no clear end, and forgets who has given
// nothing for a while.
func (b *Bank) Run(ctx context.Context) {
	rest := time.NewTicker(purseRest)
	defer rest.Stop()
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-rest.C:
			b.forget(ctx, now.Add(-purseRest))
			continue
		case <-b.wake:
		case <-again:
		}
		again = nil
		if b.retry(ctx) {
			again = time.After(b.cfg.Retry)
		}
	}
}

// retry reports whether some are still open.
func (b *Bank) retry(ctx context.Context) (left bool) {
	b.mu.Lock()
	users := b.suspects
	b.suspects = make(map[string]bool)
	b.mu.Unlock()
	for user := range users {
		if err := b.Resolve(ctx, user); err != nil {
			left = true
			b.mu.Lock()
			b.suspects[user] = true
			b.mu.Unlock()
		}
	}
	return left
}

// forget takes users off the list whose wallets have no open payment.
func (b *Bank) forget(ctx context.Context, since time.Time) {
	var idle []string
	b.mu.Lock()
	for user, at := range b.noted {
		if at.Before(since) && !b.suspects[user] && b.held[user] == nil {
			idle = append(idle, user)
		}
	}
	b.mu.Unlock()
	for _, user := range idle {
		if err := b.rest(ctx, user, since); err != nil {
			b.cfg.Log.Debug("a purse is not forgotten", "user", user, "err", err)
		}
	}
}

func (b *Bank) rest(ctx context.Context, user string, since time.Time) error {
	done, err := b.take(ctx, user)
	if err != nil {
		return err
	}
	defer done()
	w, _, err := b.Wallet(ctx, user)
	if err != nil {
		return err
	}
	b.mu.Lock()
	idle := b.noted[user].Before(since) && !b.suspects[user] && w.Open == nil
	b.mu.Unlock()
	if !idle {
		return nil
	}
	if err := b.cfg.Unpaid.Delete(ctx, user); err != nil {
		return err
	}
	b.mu.Lock()
	delete(b.noted, user)
	b.mu.Unlock()
	return nil
}
