package node

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"onair/server"
	"onair/server/fleet"
	"onair/server/gateway"
	"onair/server/store"
	"onair/signaling"
)

// hearTime is how long a new leader waits for other nodes to say what flows there. What
// those flow who answer later ends, and is published and played anew.
const hearTime = 500 * time.Millisecond

// led is the server that this node runs while it leads.
type led struct {
	srv *server.Server
	ctx context.Context // while people are let in
	in  gateway.Upstairs
	web *inbox // requests of other nodes' clients
	// programs are theirs and this node's.
	programs map[signaling.Door]*inbox
}

// lead runs the rooms while this node leads.
func (n *Node) lead(ctx context.Context, term uint64) error {
	st, err := n.cluster.Store(ctx, term)
	if err != nil {
		n.log.Warn("the rooms are not taken over", "err", err)
		n.pause(ctx)
		return nil // NATS decides anew
	}
	defer st.Close()
	defer context.AfterFunc(ctx, func() {
		if errors.Is(context.Cause(ctx), store.ErrFenced) {
			st.Fence()
		}
	})()
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	wg.Go(func() { n.watchStore(ctx, st, cancel) })
	cfg := n.cfg.Server
	c := n.cfg.Cluster
	media := fleet.New(fleet.Config{Agent: n.media, Dial: n.keys.Dial, Term: term, Name: c.Name, Addr: c.Addr, Peers: n.peers, Log: n.log})
	defer media.Close()
	cfg.Shared = &server.Shared{Store: st, Node: c.Name, Addr: n.ln.Addr(), Relay: media, Kept: media, Nodes: n.addresses, Certs: n.entrance.Certs()}
	boxes := n.inboxes()
	cfg.Shared.Programs = func(door signaling.Door) net.Listener { return boxes[door] }
	heard := make(chan struct{})
	wg.Go(func() {
		defer close(heard)
		seek, cancel := context.WithTimeout(ctx, hearTime)
		defer cancel()
		media.Seek(seek)
	})
	srv, err := server.New(cfg)
	if err != nil {
		if e := (*server.StartError)(nil); ctx.Err() == nil && errors.As(err, &e) && e.Kind == server.BadConfig {
			return err // it will be as bad the next time
		}
		// A port is taken here, or NATS does not answer: another node may do better.
		n.log.Warn("the rooms are not taken over", "err", err)
		n.pause(ctx)
		return nil
	}
	defer srv.Close()
	if keeper := n.entrance.Certs(); keeper != nil {
		wg.Go(func() { keeper.Fetch(ctx) })
	}
	<-heard // what flows is claimed when time goes on in the rooms
	l := &led{srv: srv, in: srv.Gateway().Here(), web: newInbox(n.ln.Addr()), programs: boxes}
	web := server.HTTP(forwarded(srv.Handler()), n.log)
	wg.Go(func() { _ = web.Serve(l.web) })
	defer web.Close()
	wg.Go(func() { n.letIn(ctx, l) })
	silence, err := n.answerAsLeader(srv, media.Leave)
	if err != nil {
		return err
	}
	defer silence()
	return srv.Run(ctx)
}

// letIn has clients go to a server that this node runs, as soon as it is ready and while
// the lease is renewed, and no more as soon as ctx ends.
func (n *Node) letIn(ctx context.Context, l *led) {
	select {
	case <-l.srv.Ready():
	case <-ctx.Done():
		return
	}
	for ctx.Err() == nil {
		holds, changed := n.cluster.Holds()
		if holds {
			n.letInUntil(ctx, *l, changed)
			continue
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
}

func (n *Node) letInUntil(ctx context.Context, l led, end <-chan struct{}) {
	ctx, cut := context.WithCancel(ctx) // trunks
	defer cut()
	l.ctx = ctx
	n.mu.Lock()
	n.led = &l
	n.mu.Unlock()
	n.porch.Lead(l.in)
	select {
	case <-end:
	case <-ctx.Done():
	}
	n.mu.Lock()
	n.led = nil
	n.mu.Unlock()
	n.porch.Lost(l.in)
}

// here is the server of this node, nil while it does not lead.
func (n *Node) here() *led {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.led
}

// watchStore ends a lead whose store takes in another's term.
func (n *Node) watchStore(ctx context.Context, st *store.Store, end func()) {
	t := time.NewTicker(3 * time.Second)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if err := st.Held(ctx); errors.Is(err, store.ErrFenced) && ctx.Err() == nil {
			n.log.Warn("the store is another node's", "err", err)
			st.Fence()
			end()
			return
		}
		if err := st.Tend(ctx); err != nil && ctx.Err() == nil {
			n.log.Debug("NATS is not asked for more room", "err", err)
		}
	}
}

// pause lets other nodes see first that the lease is to be had.
func (n *Node) pause(ctx context.Context) {
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
	}
}
