package server

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"onair/server/store"
)

// The ledger is swept in parts, one a minute, so that a pass takes an hour and no
// moment is busy with it.
const (
	sweepParts = 60
	sweepPause = time.Minute
)

// sweepLedger forgets, until ctx ends, gifts that were decided so long ago that
// nobody asks for them again.
func (s *Server) sweepLedger(ctx context.Context) {
	t := time.NewTicker(sweepPause)
	defer t.Stop()
	for part := 0; ; part = (part + 1) % sweepParts {
		select {
		case <-ctx.Done():
			return
		case now := <-t.C:
			n, err := s.ledger.Sweep(ctx, part, sweepParts, func(e store.Entry) bool { return s.forgettable(ctx, e, now) })
			if err != nil && ctx.Err() == nil {
				s.log.Warn("the ledger is not swept", "err", err)
			} else if n > 0 {
				s.log.Debug("ledger swept", "entries", n)
			}
		}
	}
}

// forgettable reports whether an entry of the ledger may go: it was decided, long
// ago, no wallet waits for the decision, and no room would know its key again.
func (s *Server) forgettable(ctx context.Context, e store.Entry, now time.Time) bool {
	var p payment
	if json.Unmarshal(e.Value, &p) != nil || p.State != giftTold && p.State != giftRefunded || now.Sub(p.At) < s.cfg.Limits.GiftKeep {
		return false
	}
	if s.purses.mayBeOpen(p.User) {
		return false
	}
	if w, _, err := s.wallet(ctx, p.User); err != nil || w.Open != nil { // the list of those may be damaged
		return false
	}
	h := s.rooms.get(p.Room)
	return h == nil || !slices.Contains(h.current().GiftKeys(), e.Key)
}

// mayBeOpen reports whether a user's wallet may have an open payment.
func (p *purses) mayBeOpen(user string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, noted := p.noted[user]
	return noted || p.suspects[user] || p.held[user] != nil
}
