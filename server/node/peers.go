package node

import (
	"context"
	"maps"
	"slices"
	"time"

	"onair/server/cluster"
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
	for i, m := range all {
		list[i] = fleet.Peer{Name: m.Name, Addr: m.Addr, Leaving: m.Leaving}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.urls, n.known = n.told.urls(all, time.Now()), list
	return list, nil
}

// toldTime is how long clients are told of a node that is not among the others any more.
// While NATS finds itself anew the entries of all run out.
const toldTime = 30 * time.Second

// toldNodes are the nodes that clients were told of, by name.
type toldNodes map[string]toldOf

type toldOf struct {
	url string
	at  time.Time
}

// urls are where clients reach the nodes; those that are not there any more come last.
func (t toldNodes) urls(now []cluster.Member, at time.Time) (urls []string) {
	there := make(map[string]bool)
	for _, m := range now {
		there[m.Name] = true
		if m.URL == "" || m.Leaving {
			delete(t, m.Name)
			continue
		}
		t[m.Name] = toldOf{m.URL, at}
		urls = append(urls, m.URL)
	}
	for _, name := range slices.Sorted(maps.Keys(t)) {
		switch of := t[name]; {
		case there[name]:
		case at.Sub(of.at) > toldTime:
			delete(t, name)
		default:
			urls = append(urls, of.url)
		}
	}
	return urls
}

// addresses are where clients reach the nodes that there were a moment ago.
func (n *Node) addresses() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.urls
}
