package wallet

import (
	"context"
	"encoding/json"
	"time"

	"onair/server/store"
)

// The ledger is swept in parts, one a minute, so that a pass takes an hour and no
// moment is busy with it.
const (
	sweepParts = 60
	sweepPause = time.Minute
)

// Sweep forgets, until ctx ends, gifts that were decided so long ago that nobody asks for them again.
func (b *Bank) Sweep(ctx context.Context) {
	t := time.NewTicker(sweepPause)
	defer t.Stop()
	for part := 0; ; part = (part + 1) % sweepParts {
		select {
		case <-ctx.Done():
			return
		case now := <-t.C:
			n, err := b.cfg.Ledger.Sweep(ctx, part, sweepParts, func(e store.Entry) bool { return b.forgettable(ctx, e, now) })
			if err != nil && ctx.Err() == nil {
				b.cfg.Log.Warn("the ledger is not swept", "err", err)
			} else if n > 0 {
				b.cfg.Log.Debug("ledger swept", "entries", n)
			}
		}
	}
}

// forgettable reports whether an entry of the ledger may go: it was decided, long
// ago, no wallet waits for the decision, and no room would know its key again.
func (b *Bank) forgettable(ctx context.Context, e store.Entry, now time.Time) bool {
	var p Payment
	if json.Unmarshal(e.Value, &p) != nil || p.State != Told && p.State != Refunded || now.Sub(p.At) < b.cfg.Keep {
		return false
	}
	if b.mayBeOpen(p.User) {
		return false
	}
	if w, _, err := b.Wallet(ctx, p.User); err != nil || w.Open != nil { // the list of those may be damaged
		return false
	}
	return !b.cfg.Rooms.Knows(p.Room, e.Key)
}

// mayBeOpen reports whether a user's wallet may have an open payment.
func (b *Bank) mayBeOpen(user string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, noted := b.noted[user]
	return noted || b.suspects[user] || b.held[user] != nil
}
