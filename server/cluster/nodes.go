package cluster

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Member is a node that is there.
type Member struct {
	Name    string `json:"name"`
	Addr    string `json:"addr"` // of its link
	Version string `json:"version"`
	// URL is the address by which clients reach it, empty if it has not told.
	URL string `json:"url,omitempty"`
	// Run tells a node's runs apart.
	Run string `json:"run"`
	// Leaving: it goes away soon, and clients are to go elsewhere.
	Leaving bool `json:"leaving,omitempty"`
}

const (
	// presentEvery is how often a node says that it is there, presentTime how long that
	// is believed.
	presentEvery = time.Second
	presentTime  = 4 * time.Second
)

// claimName says that this node is there. Another node of the same name is an error;
// the node's own last run is waited for.
func (n *Node) claimName(ctx context.Context) error {
	limit := time.After(2 * presentTime)
	for {
		e, err := n.nodes.Get(ctx, n.cfg.Name)
		switch {
		case errors.Is(err, jetstream.ErrKeyNotFound):
			if _, err = n.nodes.Create(ctx, n.cfg.Name, n.member()); err == nil {
				return nil
			}
		case err == nil:
			err = fmt.Errorf("%w: %s, at %s", ErrName, n.cfg.Name, memberOf(e).Addr)
		}
		select {
		case <-limit:
			return err
		case <-ctx.Done():
			return err
		case <-time.After(renewEvery):
		}
	}
}

func (n *Node) member() []byte {
	b, _ := json.Marshal(Member{n.cfg.Name, n.cfg.Addr, n.cfg.Version, n.cfg.URL, n.run, n.leaves()}) // of strings
	return b
}

func memberOf(e jetstream.KeyValueEntry) (m Member) {
	_ = json.Unmarshal(e.Value(), &m) // another version's may have more
	return m
}

// stay says that this node is there until ctx ends.
func (n *Node) stay(ctx context.Context) {
	t := time.NewTicker(presentEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			gone, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaseAsk)
			defer cancel()
			if err := n.nodes.Purge(gone, n.cfg.Name); err != nil {
				n.cfg.Log.Debug("the node's entry stays until it runs out", "err", err)
			}
			return
		case <-t.C:
			if _, err := n.nodes.Put(ctx, n.cfg.Name, n.member()); err != nil {
				n.cfg.Log.Debug("the node's entry was not renewed", "err", err)
			}
		}
	}
}

// Members are the nodes that are there, by name.
func (n *Node) Members(ctx context.Context) ([]Member, error) {
	keys, err := n.nodes.Keys(ctx)
	if err != nil && !errors.Is(err, jetstream.ErrNoKeysFound) {
		return nil, fmt.Errorf("nodes: %w", err)
	}
	var list []Member
	for _, key := range keys {
		if e, err := n.nodes.Get(ctx, key); err == nil {
			list = append(list, memberOf(e))
		}
	}
	slices.SortFunc(list, func(a, b Member) int { return cmp.Compare(a.Name, b.Name) })
	return list, nil
}
