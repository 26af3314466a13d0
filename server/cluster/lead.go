package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"onair/server/store"

	"github.com/nats-io/nats.go/jetstream"
)

// Leader is the node that runs the rooms. The zero one: nobody does.
type Leader struct {
	Name string `json:"name"`
	Addr string `json:"addr"` // of its link
	Term uint64 `json:"term"`
	Run  string `json:"run"` // tells a node's runs apart
	// Left: it has given the lease up; the next may take it at once.
	Left bool `json:"left,omitempty"`
}

// view is what a node has seen of the lease.
type view struct {
	times   times
	mu      sync.Mutex
	leader  Leader
	rev     uint64    // of the lease
	changed time.Time // when rev last did, by this node's clock
	wake    chan struct{}
	going   uint64 // the term of a leader that has said it gives the lease up
	refused struct {
		term uint64
		at   time.Time
	}
}

// see notes what the lease is now.
func (v *view) see(l Leader, rev uint64, now time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if rev < v.rev { // of a replica that is behind
		return
	}
	if rev != v.rev || v.changed.IsZero() {
		v.rev, v.changed = rev, now
	}
	if l != v.leader {
		v.leader = l
		if v.wake != nil {
			close(v.wake)
			v.wake = nil
		}
	}
}

// Leader is who leads, as far as this node knows, and a channel that is closed when
// that changes. A lease that is not renewed any more is nobody's.
func (n *Node) Leader() (Leader, <-chan struct{}) {
	v := &n.view
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.wake == nil {
		v.wake = make(chan struct{})
	}
	if v.leader.Left || v.leader.Term == v.going || time.Since(v.changed) > v.times.lease {
		return Leader{}, v.wake
	}
	return v.leader, v.wake
}

// free reports whether the lease may be taken: nobody has it, or it was not renewed.
func (v *view) free(now time.Time) (term, rev uint64, ok bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.leader.Term, v.rev, v.nobodys() || now.Sub(v.changed) > v.limit(now)
}

// limit is how long the lease is waited for; with the lock held.
func (v *view) limit(now time.Time) time.Duration {
	if v.refused.term == v.leader.Term && now.Sub(v.refused.at) < v.times.gone {
		return v.times.gone
	}
	return v.times.lease
}

// nobodys reports whether nobody has the lease; with the lock held.
func (v *view) nobodys() bool { return v.leader.Left || v.leader.Term == 0 }

// Refused says that nothing listened just now where the leader of a term is: its process
// has ended, most likely, and if the lease is not renewed either it is waited for less
// long. One that ends in order renews until all is stored.
func (n *Node) Refused(term uint64) { n.view.refuse(term, time.Now()) }

func (v *view) refuse(term uint64, now time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.refused.term, v.refused.at = term, now
}

// Run takes part until ctx ends: it watches the lease, and whenever this node has it
// calls lead, whose context ends with it, with store.ErrFenced as the cause if it is lost.
// lead must return then; the lease is kept until it has. An error of lead's own ends Run.
func (n *Node) Run(ctx context.Context, lead func(ctx context.Context, term uint64) error) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	wg.Go(func() { n.stay(ctx) })
	word := make(chan struct{}, 1)
	if stop, err := n.hear(word); err != nil {
		n.cfg.Log.Warn("other nodes' words are not heard", "err", err)
	} else {
		defer stop()
	}
	t := time.NewTicker(n.view.times.renew)
	defer t.Stop()
	for {
		if err := n.look(ctx); err != nil && ctx.Err() == nil {
			n.cfg.Log.Debug("the lease cannot be read", "err", err)
		} else if term, rev, ok := n.mayTake(ctx); err == nil && ok && !n.leaves() {
			begun := time.Now()
			if rev, ok = n.take(ctx, term+1, rev); ok {
				if err := n.hold(ctx, term+1, rev, begun, lead); err != nil {
					return err
				}
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		case <-word:
		}
	}
}

// look reads the lease.
func (n *Node) look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, n.view.times.ask)
	defer cancel()
	e, err := n.leases.Get(ctx, leaseKey)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		n.view.see(Leader{}, 0, time.Now())
		return nil
	}
	if err != nil {
		return err
	}
	var l Leader
	if err := json.Unmarshal(e.Value(), &l); err != nil {
		n.cfg.Log.Warn("the lease cannot be understood and is taken for nobody's", "err", err)
		l = Leader{Left: true}
	}
	n.view.see(l, e.Revision(), time.Now())
	return nil
}

const leaseKey = "leader"

// take makes the lease this node's if it is still at a revision.
func (n *Node) take(ctx context.Context, term, rev uint64) (uint64, bool) {
	own := n.leader(term)
	at, err := n.write(ctx, own, rev)
	if err == nil {
		return at, true
	}
	n.cfg.Log.Debug("the lease was not to be had", "err", err)
	if n.look(ctx) != nil {
		return 0, false
	}
	now, at := n.view.now() // what came to no answer may have been done
	return at, now == own
}

// mayTake reports whether the lease may be taken: nobody has it, or it was not renewed for
// so long, though NATS took in what was written meanwhile. While NATS takes nothing in the
// leader cannot renew either, and goes first when it can.
func (n *Node) mayTake(ctx context.Context) (term, rev uint64, ok bool) {
	v, now := &n.view, time.Now()
	v.mu.Lock()
	nobodys, idle := v.nobodys(), now.Sub(v.changed)
	v.mu.Unlock()
	switch {
	case nobodys:
	case idle < v.times.renew*3/2, !n.decides(ctx):
		n.decided = time.Time{}
		return 0, 0, false
	case n.decided.IsZero():
		n.decided = now
	}
	now = time.Now()
	v.mu.Lock()
	limit := v.limit(now)
	v.mu.Unlock()
	term, rev, ok = v.free(now)
	return term, rev, ok && (nobodys || now.Sub(n.decided) >= limit-v.times.renew*7/2)
}

// answered reports whether NATS has refused something by a decision of its servers.
func answered(err error) bool {
	const unavailable = 10008
	var e *jetstream.APIError
	return errors.As(err, &e) && e.ErrorCode != unavailable
}

// decides reports whether NATS takes in what is written to the leases.
func (n *Node) decides(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, n.view.times.ask)
	defer cancel()
	_, err := n.leases.Put(ctx, "asks."+n.cfg.Name, nil)
	return err == nil || answered(err)
}

func (n *Node) leader(term uint64) Leader {
	return Leader{Name: n.cfg.Name, Addr: n.cfg.Addr, Term: term, Run: n.run}
}

func (n *Node) write(ctx context.Context, l Leader, rev uint64) (uint64, error) {
	b, err := json.Marshal(l)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, n.view.times.ask)
	defer cancel()
	if rev, err = n.leases.Update(ctx, leaseKey, b, rev); err == nil {
		n.view.see(l, rev, time.Now())
	}
	if is := store.Full(err); is && !n.saidFull {
		n.saidFull = true
		n.cfg.Log.Error("nobody can lead: "+fullWords, "err", err)
	} else if err == nil {
		n.saidFull = false
	}
	return rev, err
}

func (v *view) now() (Leader, uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.leader, v.rev
}

// Store opens the shared store for a leader of a term.
func (n *Node) Store(ctx context.Context, term uint64) (*store.Store, error) {
	at := store.Shared{Conn: n.nc, Replicas: n.replicas, Term: term}
	if n.ns != nil {
		at.Disk = n.ns.StoreDir()
	}
	st, err := store.Join(ctx, at, n.cfg.Log)
	if err != nil {
		return nil, err
	}
	// A node that was stopped just before may have turned the fence back.
	if err = n.look(ctx); err == nil {
		if now, _ := n.view.now(); now.Term != term {
			err = store.ErrFenced
		}
	}
	if err != nil {
		st.Close()
		return nil, err
	}
	return st, nil
}
