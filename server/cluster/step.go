package cluster

import (
	"context"
	"time"
)

// stepTime bounds the wait for the copies of the NATS inside.
const stepTime = 30 * time.Second

// Lacks says what the NATS inside has not got yet of what the others have, "" if nothing,
// or if the NATS is outside.
func (n *Node) Lacks() string {
	if n.ns == nil {
		return ""
	}
	return n.ns.Healthz(nil).Error
}

// awaitStep waits until the NATS inside has everything that the others have. Until then it
// counts for no majority, though it answers: with one more server away nothing would be
// confirmed. So who ends nodes one by one has to know.
func (n *Node) awaitStep(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, stepTime)
	defer cancel()
	t := time.NewTicker(20 * time.Millisecond)
	defer t.Stop()
	for {
		lacks := n.Lacks()
		if lacks == "" {
			return
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			n.cfg.Log.Warn("the NATS inside lags behind the others; this node begins all the same", "err", lacks)
			return
		}
	}
}
