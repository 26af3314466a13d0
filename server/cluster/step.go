package cluster

import (
	"context"
	"time"
)

// stepTime bounds the wait for the copies of the NATS inside.
const stepTime = 30 * time.Second

// awaitStep waits until the NATS inside has everything that the others have. Until then it
// counts for no majority, though it answers: with one more server away nothing would be
// confirmed. So who ends nodes one by one has to know.
func (n *Node) awaitStep(ctx context.Context) {
	if n.ns == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, stepTime)
	defer cancel()
	t := time.NewTicker(20 * time.Millisecond)
	defer t.Stop()
	for {
		lacks := n.ns.Healthz(nil).Error
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
