package node

import (
	"context"
	"time"

	"onair/server/fleet"
)

// membersTime is how long NATS may take to say which nodes there are. It may be finding
// itself anew while it has a lease to give already.
const membersTime = 300 * time.Millisecond

// peers are the nodes there are, this one too; those of before while NATS does not say.
func (n *Node) peers(ctx context.Context) ([]fleet.Peer, error) {
	n.mu.Lock()
	known := n.known
	n.mu.Unlock()
	if known != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, membersTime)
		defer cancel()
	}
	all, err := n.cluster.Members(ctx)
	if err != nil && known != nil {
		return known, nil
	}
	if err != nil {
		return nil, err
	}
	list := make([]fleet.Peer, len(all))
	var urls []string
	for i, m := range all {
		list[i] = fleet.Peer{Name: m.Name, Addr: m.Addr, Leaving: m.Leaving}
		if m.URL != "" && !m.Leaving {
			urls = append(urls, m.URL)
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.urls, n.known = urls, list
	return list, nil
}

// addresses are where clients reach the nodes that there were a moment ago.
func (n *Node) addresses() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.urls
}
