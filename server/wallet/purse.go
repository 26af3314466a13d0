package wallet

import (
	"context"
	"time"
)

// purse is held by who has the token; waiting counts those who want it.
type purse struct {
	token   chan struct{}
	waiting int
}

// scanned is the key in Unpaid that says that wallets of earlier versions were looked
// through; no user ID has a dot.
const scanned = "wallets.scanned"

// purseRest is how long a user stays noted after the last payment.
const purseRest = time.Minute

// take waits for a user's purse. The caller gives it back.
func (b *Bank) take(ctx context.Context, user string) (done func(), err error) {
	b.mu.Lock()
	q := b.held[user]
	if q == nil {
		q = &purse{token: make(chan struct{}, 1)}
		b.held[user] = q
	}
	q.waiting++
	b.mu.Unlock()
	leave := func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if q.waiting--; q.waiting == 0 {
			delete(b.held, user)
		}
	}
	select {
	case q.token <- struct{}{}:
		return func() { <-q.token; leave() }, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}

// note stores that a user's wallet may have an open payment, before it has.
func (b *Bank) note(ctx context.Context, user string) error {
	b.mu.Lock()
	_, known := b.noted[user]
	b.noted[user] = time.Now()
	b.mu.Unlock()
	if known {
		return nil
	}
	err := b.cfg.Unpaid.Put(ctx, user, []byte("1"))
	if err != nil {
		b.mu.Lock()
		delete(b.noted, user)
		b.mu.Unlock()
	}
	return err
}

// suspect has a user's wallet looked at again soon.
func (b *Bank) suspect(user string, err error) {
	b.cfg.Log.Debug("gift not settled yet", "user", user, "err", err)
	b.mu.Lock()
	b.suspects[user] = true
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}
