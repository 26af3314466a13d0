package node

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"onair/signaling"
)

const (
	// drainTime is how long an order to go away may take where Config says nothing.
	drainTime = 10 * time.Second
	// enough is how long a drain waits for another leader, and to be heard by it.
	enough = 5 * time.Second
)

// awaitEnd waits until the node is to end, drained if there is time for it.
func (n *Node) awaitEnd(ctx, asked context.Context) {
	select {
	case <-asked.Done():
		if n.cfg.DrainTime > 0 {
			_ = n.Drain() // it has said why not
		}
	case <-n.gone:
	case <-ctx.Done():
	}
}

// Drain has everybody who is at this node go to another, and then Run end, within
// Config.DrainTime. It returns when they have gone, or the time is over. It may be called
// again, and from any goroutine.
func (n *Node) Drain() error {
	n.draining.Do(func() {
		defer close(n.drained)
		ctx, cancel := context.WithTimeout(context.Background(), cmp.Or(n.cfg.DrainTime, drainTime))
		defer cancel()
		if n.failed = n.drain(ctx); n.failed != nil {
			n.log.Warn("not everybody has gone elsewhere", "err", n.failed)
		}
	})
	<-n.drained
	return n.failed
}

func (n *Node) drain(ctx context.Context) error {
	others, err := n.others(ctx)
	if err != nil {
		return err
	}
	if others == 0 {
		return nil
	}
	n.log.Info("going away: clients are sent to other nodes")
	n.ln.Close()
	n.closePrograms()
	if err := n.cluster.Leave(ctx); err != nil {
		return err
	}
	wait, cancel := context.WithTimeout(ctx, enough)
	defer cancel()
	for {
		leader, changed := n.cluster.Leader()
		if leader.Term != 0 && leader.Name != n.cluster.Name() {
			break
		}
		select {
		case <-changed:
		case <-time.After(lookEvery): // a lease runs out without a change
		case <-wait.Done():
			return fmt.Errorf("no other node leads: %w", wait.Err())
		}
	}
	if _, err := n.cluster.Ask(wait, leaderName, []byte(n.cluster.Name())); err != nil {
		return err
	}
	n.porch.End(signaling.CloseResume, "this node goes away")
	for !n.media.Deserted() {
		select {
		case <-time.After(lookEvery):
		case <-ctx.Done():
			return fmt.Errorf("somebody's media is here still: %w", ctx.Err())
		}
	}
	return nil
}

// others is how many nodes there are that stay.
func (n *Node) others(ctx context.Context) (count int, err error) {
	all, err := n.cluster.Members(ctx)
	for _, m := range all {
		if m.Name != n.cluster.Name() && !m.Leaving {
			count++
		}
	}
	return count, err
}

// leaderName is whom nodes ask that lead.
const leaderName = "leader"
