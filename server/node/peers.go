package node

import (
	"context"

	"onair/server/fleet"
)

// peers are the nodes there are, this one too.
func (n *Node) peers(ctx context.Context) ([]fleet.Peer, error) {
	all, err := n.cluster.Members(ctx)
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
	n.urls = urls
	return list, nil
}

// addresses are where clients reach the nodes that there were a moment ago.
func (n *Node) addresses() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.urls
}
