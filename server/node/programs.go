package node

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"

	"onair/server/link"
	"onair/server/rtmp"
	"onair/signaling"
)

const (
	// maxPrograms is how many connections by RTMP and RTMPS a node has at a time.
	maxPrograms = 500
	// waitLeader is how long a program waits while nobody leads.
	waitLeader = 8 * time.Second
	// writeTime is how long a program or node may not read.
	writeTime = 15 * time.Second
)

// openPrograms opens the ports of RTMP and RTMPS, if there are to be any.
func (n *Node) openPrograms() error {
	n.programs = make(map[signaling.Door]net.Listener)
	c := n.cfg.Server
	for door, addr := range rtmp.ListenAddrs(c.RTMPAddr, c.RTMPSAddr) {
		if addr == "" {
			continue
		}
		ln, err := net.Listen("tcp", addr)
		if err != nil {
			return fmt.Errorf("listen for %s: %w", door, err)
		}
		n.programs[door] = n.entrance.Limited(&capped{Listener: ln, places: make(chan struct{}, maxPrograms)})
		n.log.Info("programs may send", "by", door, "at", ln.Addr())
	}
	return nil
}

func (n *Node) closePrograms() {
	for _, ln := range n.programs {
		ln.Close()
	}
}

// inboxes are where a leader's programs come from.
func (n *Node) inboxes() map[signaling.Door]*inbox {
	in := make(map[signaling.Door]*inbox)
	for door, ln := range n.programs {
		in[door] = newInbox(ln.Addr())
	}
	return in
}

// takePrograms takes in the programs that come to this node.
func (n *Node) takePrograms(ctx context.Context, door signaling.Door, ln net.Listener) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		c, err := ln.Accept()
		switch {
		case errors.Is(err, net.ErrClosed) || ctx.Err() != nil:
			if err == nil {
				c.Close()
			}
			return net.ErrClosed
		case err == nil:
			wg.Go(func() { n.leadIn(ctx, door, c) })
			continue
		}
		select { // too many files, say
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// refuse ends a program that another node led to this one, which leads and takes none in
// by that way.
func (n *Node) refuse(door signaling.Door, c *link.Conn) {
	c.Close()
	n.log.Warn("a program that another node led here is refused: this node leads and was started without --"+string(door)+", which the other has; start all nodes with the same options",
		"from", c.RemoteAddr())
}

// leadIn brings a program to who leads, here or elsewhere, and waits if nobody does.
func (n *Node) leadIn(ctx context.Context, door signaling.Door, c net.Conn) {
	wait, cancel := context.WithTimeout(ctx, waitLeader)
	defer cancel()
	for {
		n.mu.Lock()
		l, w := n.led, n.way
		n.mu.Unlock()
		if l != nil && l.programs[door].give(c) {
			return
		}
		if w != nil {
			if up, err := n.dialFor(wait, w.leader.Addr, string(door), c); err == nil {
				pipe(ctx, c, up)
				return
			}
		}
		select {
		case <-time.After(lookEvery):
		case <-wait.Done():
			c.Close()
			return
		}
	}
}

// dialFor opens a connection to another node for who came here.
func (n *Node) dialFor(ctx context.Context, addr, door string, c net.Conn) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	from, err := netip.ParseAddrPort(c.RemoteAddr().String())
	if err != nil {
		return nil, err
	}
	return n.keys.Dial(ctx, addr, door, from)
}

// patient is a connection that takes what is written within some time, or never.
type patient struct{ net.Conn }

func (p patient) Write(b []byte) (int, error) {
	_ = p.SetWriteDeadline(time.Now().Add(writeTime))
	return p.Conn.Write(b)
}

// pipe carries on both ways until one end is over, or ctx is.
func pipe(ctx context.Context, a, b net.Conn) {
	ctx, end := context.WithCancel(ctx)
	var wg sync.WaitGroup
	for _, d := range [][2]net.Conn{{a, b}, {b, a}} {
		wg.Go(func() {
			defer end()
			_, _ = io.Copy(patient{d[0]}, d[1])
		})
	}
	<-ctx.Done()
	a.Close()
	b.Close()
	end()
	wg.Wait()
}
