package node

import (
	"context"
	"errors"
	"net"
	"net/http/httputil"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"onair/server/cluster"
	"onair/server/fleet"
	"onair/server/link"
	"onair/server/trunk"
	"onair/signaling"
)

const (
	// dialTime bounds the way to another node.
	dialTime = 2 * time.Second
	// lookEvery is how often a node looks again for who leads.
	lookEvery = 100 * time.Millisecond
	// doorWeb is for requests of other nodes' clients.
	doorWeb = "web"
)

// nobody is the address of who comes for many.
var nobody = netip.AddrPortFrom(netip.IPv4Unspecified(), 0)

// way is how this node reaches the one that leads.
type way struct {
	leader cluster.Leader
	proxy  *httputil.ReverseProxy
}

// follow keeps a trunk to whoever leads, if that is another node, until ctx ends.
func (n *Node) follow(ctx context.Context) {
	for {
		leader, changed := n.cluster.Leader()
		if leader.Term != 0 && leader.Name != n.cluster.Name() {
			if err := n.goTo(ctx, leader); err != nil && ctx.Err() == nil {
				n.log.Debug("no trunk to the node that leads", "to", leader.Name, "err", err)
			}
		}
		select {
		case <-changed:
		case <-time.After(lookEvery):
		case <-ctx.Done():
			return
		}
	}
}

// goTo has clients go to a leader until that is reached no more, or there is a later one.
func (n *Node) goTo(ctx context.Context, to cluster.Leader) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	c, err := n.dial(ctx, to, trunk.Door)
	if errors.Is(err, syscall.ECONNREFUSED) {
		n.cluster.Refused(to.Term)
	}
	if err != nil {
		return err
	}
	line, err := trunk.Open(ctx, c, &n.trunks)
	if err != nil {
		return err
	}
	wg.Go(func() { n.awaitLater(ctx, to.Term); cancel() })
	proxy, idle := n.newProxy(to)
	defer idle()
	w := &way{to, proxy}
	n.setWay(w)
	n.porch.Lead(line)
	n.log.Info("clients go to the node that leads", "to", to.Name, "term", to.Term)
	wg.Go(func() { _, _ = n.peers(ctx) }) // to know them if this node leads next
	err = line.Run(ctx)
	n.mu.Lock()
	if n.way == w {
		n.way = nil
	}
	n.mu.Unlock()
	n.porch.Lost(line)
	n.log.Info("the node that leads is not reached any more", "to", to.Name, "term", to.Term, "err", err)
	return err
}

// awaitLater waits until there is a leader of a later term.
func (n *Node) awaitLater(ctx context.Context, term uint64) {
	for {
		leader, changed := n.cluster.Leader()
		if leader.Term > term {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

func (n *Node) setWay(w *way) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.way = w
}

func (n *Node) dial(ctx context.Context, to cluster.Leader, door string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	return n.keys.Dial(ctx, to.Addr, door, nobody)
}

// takeLinks takes in who came to another node.
func (n *Node) takeLinks(ctx context.Context) {
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		c, err := n.links.Accept()
		if err != nil || ctx.Err() != nil {
			return
		}
		wg.Go(func() { n.takeLink(ctx, c) })
	}
}

func (n *Node) takeLink(ctx context.Context, c *link.Conn) {
	l := n.here()
	switch {
	case c.Door == fleet.DoorOrders:
		n.media.Obey(ctx, c)
	case c.Door == fleet.DoorFeed:
		n.media.Feed(ctx, c)
	case c.Door == trunk.Door && l != nil:
		err := trunk.Serve(l.ctx, c, c.Via(), l.srv.Gateway(), &n.trunks)
		n.log.Info("a node's trunk has ended", "of", c.Via(), "err", err)
	case c.Door == doorWeb && l != nil && l.web.give(c):
	case l != nil && l.programs[signaling.Door(c.Door)].give(c):
	case l != nil && (c.Door == string(signaling.DoorRTMP) || c.Door == string(signaling.DoorRTMPS)):
		n.refuse(signaling.Door(c.Door), c)
	default:
		c.Close()
	}
}
