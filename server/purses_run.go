package server

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"onair/server/store"
)

// finishGifts settles what was paid and not settled when the server stopped. It
// runs before anybody can log in.
func (p *purses) finishGifts(ctx context.Context) {
	users, err := p.unfinished(ctx)
	if err != nil {
		p.srv.log.Error("open payments not read", "err", err)
	}
	for _, user := range users {
		if err := p.settle(ctx, user); err != nil {
			p.srv.log.Warn("gift not finished", "user", user, "err", err)
			p.suspect(user, err)
		}
	}
}

// unfinished are the users who may have an open payment.
func (p *purses) unfinished(ctx context.Context) (users []string, err error) {
	entries, err := p.kv.All(ctx)
	if err != nil {
		return nil, err
	}
	old := true
	for _, e := range entries {
		if e.Key == scanned {
			old = false
			continue
		}
		p.mu.Lock()
		p.noted[e.Key] = time.Time{}
		p.mu.Unlock()
		users = append(users, e.Key)
	}
	if !old {
		return users, nil
	}
	all, err := p.srv.wallets.All(ctx)
	if err != nil {
		return users, err
	}
	for _, e := range all {
		var w storedWallet
		if err := json.Unmarshal(e.Value, &w); err != nil {
			p.srv.log.Error("wallet cannot be read and is left alone", "user", e.Key, "err", err)
		} else if w.Open != nil {
			users = append(users, e.Key)
		}
	}
	return users, p.kv.Put(ctx, scanned, []byte("1"))
}

// settle settles a user's open payment, and sees to it that none comes late.
func (p *purses) settle(ctx context.Context, user string) error {
	done, err := p.take(ctx, user)
	if err != nil {
		return err
	}
	defer done()
	for {
		if _, err := p.srv.settle(ctx, user); unsettled(err) != nil {
			return err
		}
		w, revision, err := p.srv.wallet(ctx, user)
		if err != nil {
			return err
		}
		if w.Open != nil {
			continue
		}
		// A write that came to no answer may still be on its way: this one takes
		// the revision from it.
		if err := p.srv.putWallet(ctx, user, w, revision); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
}

// run settles what came to no clear end, and forgets who has given nothing for a
// while.
func (p *purses) run(ctx context.Context) {
	rest := time.NewTicker(purseRest)
	defer rest.Stop()
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-rest.C:
			p.forget(ctx, now.Add(-purseRest))
			continue
		case <-p.wake:
		case <-again:
		}
		again = nil
		if p.retry(ctx) {
			again = time.After(p.srv.storeRetry)
		}
	}
}

// retry reports whether some are still open.
func (p *purses) retry(ctx context.Context) (left bool) {
	p.mu.Lock()
	users := p.suspects
	p.suspects = make(map[string]bool)
	p.mu.Unlock()
	for user := range users {
		if err := p.settle(ctx, user); err != nil {
			left = true
			p.mu.Lock()
			p.suspects[user] = true
			p.mu.Unlock()
		}
	}
	return left
}

// forget takes users off the list whose wallets have no open payment.
func (p *purses) forget(ctx context.Context, since time.Time) {
	var idle []string
	p.mu.Lock()
	for user, at := range p.noted {
		if at.Before(since) && !p.suspects[user] && p.held[user] == nil {
			idle = append(idle, user)
		}
	}
	p.mu.Unlock()
	for _, user := range idle {
		if err := p.rest(ctx, user, since); err != nil {
			p.srv.log.Debug("a purse is not forgotten", "user", user, "err", err)
		}
	}
}

func (p *purses) rest(ctx context.Context, user string, since time.Time) error {
	done, err := p.take(ctx, user)
	if err != nil {
		return err
	}
	defer done()
	w, _, err := p.srv.wallet(ctx, user)
	if err != nil {
		return err
	}
	p.mu.Lock()
	idle := p.noted[user].Before(since) && !p.suspects[user] && w.Open == nil
	p.mu.Unlock()
	if !idle {
		return nil
	}
	if err := p.kv.Delete(ctx, user); err != nil {
		return err
	}
	p.mu.Lock()
	delete(p.noted, user)
	p.mu.Unlock()
	return nil
}
