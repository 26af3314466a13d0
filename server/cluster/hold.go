package cluster

import (
	"context"
	"errors"
	"sync"
	"time"

	"onair/server/store"
)

// DefaultLease is Config.Lease where none is given.
const DefaultLease = 1800 * time.Millisecond

// times follow from how long a lease lasts.
type times struct {
	lease time.Duration // without news of the leader, after which another node takes over
	gone  time.Duration // lease when nothing listens any more where the leader was
	lead  time.Duration // without a renewal, after which a leader lets nobody in
	renew time.Duration // how often it renews
	ask   time.Duration // bounds one question about the lease
}

func timesOf(lease time.Duration) times {
	return times{lease: lease, gone: lease * 7 / 18, lead: lease * 7 / 9, renew: lease / 6, ask: lease / 3}
}

// keepTime is how long after that a leader keeps the rooms in memory, if nobody else takes
// the lease: NATS needs up to nine seconds to replace one of its servers.
const keepTime = 15 * time.Second

// holding is whether a lease of this node is renewed in time.
type holding struct {
	mu   sync.Mutex
	is   bool
	wake chan struct{}
}

func (h *holding) set(is bool) (was bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	was = h.is
	if h.is = is; was != is && h.wake != nil {
		close(h.wake)
		h.wake = nil
	}
	return was
}

// Holds reports whether this node leads and its lease is renewed in time, with a channel
// that is closed when that changes. A leader that does not hold lets nobody in: another
// node may lead, or will.
func (n *Node) Holds() (bool, <-chan struct{}) {
	h := &n.holding
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.wake == nil {
		h.wake = make(chan struct{})
	}
	return h.is, h.wake
}

// hold leads while the lease is renewed, and gives it up in the end.
func (n *Node) hold(ctx context.Context, term, rev uint64, renewed time.Time, lead func(context.Context, uint64) error) error {
	log := n.cfg.Log
	log.Info("this node leads", "node", n.cfg.Name, "term", term)
	own := n.leader(term)
	leading, end := context.WithCancelCause(ctx)
	defer end(nil)
	n.holding.set(true)
	defer n.holding.set(false)
	done := make(chan error, 1)
	go func() { done <- lead(leading, term) }()
	ctx = context.WithoutCancel(ctx) // what is under way at the end is still this node's
	lost := sync.OnceFunc(func() {
		log.Warn("the lease is lost", "node", n.cfg.Name, "term", term)
		n.holding.set(false)
		end(store.ErrFenced)
	})
	late := time.AfterFunc(time.Until(renewed.Add(n.view.times.lead)), func() { // whatever the questions do
		log.Warn("the lease is not renewed: nobody is let in until it is", "node", n.cfg.Name, "term", term)
		n.holding.set(false)
	})
	defer late.Stop()
	over := time.AfterFunc(time.Until(renewed.Add(n.view.times.lead+keepTime)), lost)
	defer over.Stop()
	t := time.NewTicker(n.view.times.renew)
	defer t.Stop()
	leaving := n.leaving
	for {
		select {
		case <-leaving:
			leaving = nil
			n.say(term) // before clients come back to nodes that would lead them here
			end(nil)
		case err := <-done:
			own.Left = true // refused if it is another's by now
			if _, lost := n.write(ctx, own, rev); lost != nil {
				log.Debug("the lease was not given back", "err", lost)
			}
			n.say(term)
			log.Info("this node leads no more", "node", n.cfg.Name, "term", term)
			if errors.Is(err, store.ErrFenced) {
				return nil
			}
			return err
		case <-t.C:
			begun := time.Now()
			var renewed bool
			if rev, renewed = n.renew(ctx, own, rev); !renewed {
				if now, _ := n.view.now(); now != own {
					lost()
				}
				continue
			}
			late.Reset(time.Until(begun.Add(n.view.times.lead)))
			over.Reset(time.Until(begun.Add(n.view.times.lead + keepTime)))
			if leading.Err() == nil && !n.holding.set(true) {
				log.Info("the lease is renewed again", "node", n.cfg.Name, "term", term)
			}
		}
	}
}

// renew writes the lease anew. What came to no answer may have been done: the view is what
// the lease is then, as far as it can be read.
func (n *Node) renew(ctx context.Context, own Leader, rev uint64) (uint64, bool) {
	next, err := n.write(ctx, own, rev)
	if err == nil {
		return next, true
	}
	if n.look(ctx) == nil {
		if now, at := n.view.now(); now == own {
			rev = at
		}
	}
	return rev, false
}
