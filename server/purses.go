package server

import (
	"context"
	"sync"
	"time"
)

// purses sees to it that a user's money is worked on from one place at a time, and
// that no payment stays open: the store has the users whose wallets may have one.
type purses struct {
	srv *Server
	kv  kvBucket // users who may have an open payment

	mu       sync.Mutex
	held     map[string]*purse
	noted    map[string]time.Time // in kv, since
	suspects map[string]bool      // whose last payment came to no clear end
	wake     chan struct{}
}

// purse is held by who has the token; waiting counts those who want it.
type purse struct {
	token   chan struct{}
	waiting int
}

// scanned is the key in kv that says that wallets of earlier versions were looked
// through; no user ID has a dot.
const scanned = "wallets.scanned"

// purseRest is how long a user stays noted after the last payment.
const purseRest = time.Minute

func newPurses(s *Server) *purses {
	return &purses{srv: s, held: make(map[string]*purse), noted: make(map[string]time.Time),
		suspects: make(map[string]bool), wake: make(chan struct{}, 1)}
}

// take waits for a user's purse. The caller gives it back.
func (p *purses) take(ctx context.Context, user string) (done func(), err error) {
	p.mu.Lock()
	q := p.held[user]
	if q == nil {
		q = &purse{token: make(chan struct{}, 1)}
		p.held[user] = q
	}
	q.waiting++
	p.mu.Unlock()
	leave := func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if q.waiting--; q.waiting == 0 {
			delete(p.held, user)
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
func (p *purses) note(ctx context.Context, user string) error {
	p.mu.Lock()
	_, known := p.noted[user]
	p.noted[user] = time.Now()
	p.mu.Unlock()
	if known {
		return nil
	}
	err := p.kv.Put(ctx, user, []byte("1"))
	if err != nil {
		p.mu.Lock()
		delete(p.noted, user)
		p.mu.Unlock()
	}
	return err
}

// suspect has a user's wallet looked at again soon.
func (p *purses) suspect(user string, err error) {
	p.srv.log.Debug("gift not settled yet", "user", user, "err", err)
	p.mu.Lock()
	p.suspects[user] = true
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}
