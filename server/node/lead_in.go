package node

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"

	"onair/server/cluster"
	"onair/server/fleet"
)

const (
	// waitLeader is how long a client waits while nobody leads.
	waitLeader = 8 * time.Second
	// dialTime bounds the way to another node.
	dialTime = 2 * time.Second
	// doorHTTP is what clients come in by.
	doorHTTP = "http"
)

// takeClients takes in who comes to this node.
func (n *Node) takeClients(ctx context.Context) {
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		c, err := n.ln.Accept()
		if ctx.Err() != nil || errors.Is(err, net.ErrClosed) {
			if err == nil {
				c.Close()
			}
			return
		}
		if err != nil { // too many files, say
			select {
			case <-time.After(50 * time.Millisecond):
				continue
			case <-ctx.Done():
				return
			}
		}
		select {
		case n.places <- struct{}{}:
			wg.Go(func() { defer func() { <-n.places }(); n.leadIn(ctx, c) })
		default:
			c.Close()
		}
	}
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
		switch in := n.here(); {
		case c.Door == fleet.DoorOrders:
			wg.Go(func() { n.media.Obey(ctx, c) })
		case c.Door == fleet.DoorFeed:
			wg.Go(func() { n.media.Feed(ctx, c) })
		case c.Door != doorHTTP || in == nil:
			c.Close()
		default: // in its turn, but not before orders and feeds
			wg.Go(func() {
				if !in.give(c) {
					c.Close()
				}
			})
		}
	}
}

// leadIn brings a client to who leads, here or elsewhere, and waits if nobody does.
func (n *Node) leadIn(ctx context.Context, c net.Conn) {
	wait, cancel := context.WithTimeout(ctx, waitLeader)
	defer cancel()
	for {
		leader, changed := n.cluster.Leader()
		if in := n.here(); in != nil {
			if in.give(c) {
				return
			}
		} else if leader.Term != 0 && leader.Name != n.cluster.Name() {
			if up, err := n.dial(wait, leader, c); err == nil {
				n.pipe(ctx, leader, c, up)
				return
			} else if wait.Err() == nil {
				n.log.Debug("a client is not led on yet", "to", leader.Name, "err", err)
			}
		}
		select {
		case <-changed:
		case <-time.After(100 * time.Millisecond):
		case <-wait.Done():
			c.Close()
			return
		}
	}
}

func (n *Node) dial(ctx context.Context, to cluster.Leader, c net.Conn) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	from, err := netip.ParseAddrPort(c.RemoteAddr().String())
	if err != nil {
		return nil, err
	}
	return n.keys.Dial(ctx, to.Addr, doorHTTP, from)
}

// patient is a connection that takes what is written within some time, or never.
type patient struct{ net.Conn }

// writeTime is how long a client or node may not read.
const writeTime = 15 * time.Second

func (p patient) Write(b []byte) (int, error) {
	_ = p.SetWriteDeadline(time.Now().Add(writeTime))
	return p.Conn.Write(b)
}

// pipe carries on both ways until one end is over, or another node leads.
func (n *Node) pipe(ctx context.Context, to cluster.Leader, a, b net.Conn) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	var wg sync.WaitGroup
	defer wg.Wait()
	for _, d := range [][2]net.Conn{{a, b}, {b, a}} {
		wg.Go(func() {
			defer end()
			_, _ = io.Copy(patient{d[0]}, d[1])
		})
	}
	wg.Go(func() {
		defer a.Close()
		defer b.Close()
		for {
			leader, changed := n.cluster.Leader()
			if leader.Term > to.Term {
				return
			}
			select {
			case <-changed:
			case <-ctx.Done():
				return
			}
		}
	})
}
