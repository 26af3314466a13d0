// Package node runs a server as one of several nodes. All nodes take clients in; one
// of them leads (package cluster) and runs the rooms. A client that comes to another
// node is led to the leader, by a connection between the nodes (package link), and
// notices nothing but a pause when another node takes over.
package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"onair/server"
	"onair/server/asker"
	"onair/server/cluster"
	"onair/server/fleet"
	"onair/server/gateway"
	"onair/server/link"
	"onair/server/mediarelay"
	"onair/server/secret"
	"onair/server/sfu"
	"onair/server/store"
)

// Config says what the node is.
type Config struct {
	// Server is for when this node leads. Its SecretKey, if given, is the same on all
	// nodes; else the nodes make one and share it.
	Server server.Config
	// Cluster is whom it joins.
	Cluster cluster.Config
}

// Node is one node. New binds its ports, Run works until its context ends.
type Node struct {
	cfg     Config
	log     *slog.Logger
	cluster *cluster.Node
	keys    *link.Keys
	ln      net.Listener   // of clients
	links   *link.Listener // of other nodes
	media   *fleet.Agent
	folder  io.Closer     // keeps other nodes out of the data folder
	places  chan struct{} // of connections

	mu    sync.Mutex
	rooms *inbox   // of the server inside, while this node leads
	urls  []string // of the nodes, for clients; never changed in place
}

// New joins the cluster and binds the ports. Nobody is let in before Run.
func New(ctx context.Context, cfg Config) (_ *Node, err error) {
	if cfg.Server.Logger == nil {
		cfg.Server.Logger = slog.New(slog.DiscardHandler)
	}
	n := &Node{cfg: cfg, log: cfg.Server.Logger.With("node", cfg.Cluster.Name)}
	n.cfg.Server.Logger, n.cfg.Cluster.Log = n.log, n.log
	defer func() {
		if err != nil {
			n.close()
		}
	}()
	if n.folder, err = store.Claim(cfg.Server.DataDir); err != nil {
		return nil, err
	}
	d := server.Defaults()
	if n.ln, err = net.Listen("tcp", cmp.Or(cfg.Server.ListenAddr, d.ListenAddr)); err != nil {
		return nil, fmt.Errorf("listen for clients: %w", err)
	}
	most := cmp.Or(cfg.Server.Limits.MaxPerAddress, d.Limits.MaxPerAddress)
	n.places = make(chan struct{}, cmp.Or(cfg.Server.Limits.MaxConnections, d.Limits.MaxConnections)*2) // requests beside WebSockets
	proxies, err := asker.ParseProxies(cfg.Server.TrustedProxies)
	if err != nil {
		return nil, err
	}
	n.ln = gateway.LimitAddresses(n.ln, most, proxies, func(from netip.Addr) {
		n.log.Warn("too many connections of one address; if it is a proxy, name it as trusted", "address", from, "limit", most)
	})
	if n.cluster, err = cluster.Join(ctx, n.cfg.Cluster); err != nil {
		return nil, err
	}
	if n.cfg.Server.SecretKey == "" {
		if n.cfg.Server.SecretKey, err = n.cluster.Secret(ctx, KeyName, func() (string, error) { return secret.Hex(32), nil }); err != nil {
			return nil, err
		}
	}
	authority, err := n.cluster.Secret(ctx, "nodes", link.NewAuthority)
	if err != nil {
		return nil, err
	}
	if n.keys, err = link.NewKeys(authority, cfg.Cluster.Name); err != nil {
		return nil, err
	}
	if n.links, err = n.keys.Listen(cfg.Cluster.Addr); err != nil {
		return nil, fmt.Errorf("listen for other nodes: %w", err)
	}
	relay, err := openMedia(n.cfg.Server)
	if err != nil {
		return nil, fmt.Errorf("listen for media: %w", err)
	}
	n.media = fleet.NewAgent(relay, n.keys.Dial, n.log)
	return n, nil
}

func openMedia(c server.Config) (mediarelay.Relay, error) {
	d := server.Defaults()
	return mediarelay.New(sfu.Config{UDPAddr: cmp.Or(c.MediaAddr, d.MediaAddr), PublicIPs: c.PublicIPs,
		MaxTCPPerAddress: cmp.Or(c.Limits.MaxPerAddress, d.Limits.MaxPerAddress), Logger: c.Logger})
}

// hearTime is how long a new leader waits for other nodes to say what flows there. What
// those flow who answer later ends, and is published and played anew.
const hearTime = 500 * time.Millisecond

// KeyName is the name of the secret that signs UserSigs.
const KeyName = "usersig"

// Addr is the host:port that clients come to.
func (n *Node) Addr() string { return n.ln.Addr().String() }

// Run takes part until ctx ends: the lease is given back when all is stored. It may
// be called once.
func (n *Node) Run(ctx context.Context) error {
	defer n.close()
	ctx, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer stop()
	defer n.ln.Close()
	defer n.links.Close()
	wg.Go(func() { n.takeClients(ctx) })
	wg.Go(func() { n.takeLinks(ctx) })
	n.log.Info("node ready", "http", n.Addr(), "nodes", n.links.Addr())
	return n.cluster.Run(ctx, n.lead)
}

// lead runs the rooms while this node leads.
func (n *Node) lead(ctx context.Context, term uint64) error {
	st, err := n.cluster.Store(ctx, term)
	if err != nil {
		n.log.Warn("the rooms are not taken over", "err", err)
		n.pause(ctx)
		return nil // NATS decides anew
	}
	defer st.Close()
	defer context.AfterFunc(ctx, func() {
		if errors.Is(context.Cause(ctx), store.ErrFenced) {
			st.Fence()
		}
	})()
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	wg.Go(func() { n.watchStore(ctx, st, cancel) })
	in := newInbox(n.ln.Addr())
	cfg := n.cfg.Server
	c := n.cfg.Cluster
	media := fleet.New(fleet.Config{Agent: n.media, Dial: n.keys.Dial, Term: term, Name: c.Name, Addr: c.Addr, Peers: n.peers, Log: n.log})
	defer media.Close()
	cfg.Shared = &server.Shared{Store: st, Listener: in, Relay: media, Kept: media, Nodes: n.addresses}
	heard := make(chan struct{})
	wg.Go(func() {
		defer close(heard)
		seek, cancel := context.WithTimeout(ctx, hearTime)
		defer cancel()
		media.Seek(seek)
	})
	srv, err := server.New(cfg)
	if err != nil {
		if e := (*server.StartError)(nil); ctx.Err() == nil && errors.As(err, &e) && e.Kind == server.BadConfig {
			return err // it will be as bad the next time
		}
		// A port is taken here, or NATS does not answer: another node may do better.
		n.log.Warn("the rooms are not taken over", "err", err)
		n.pause(ctx)
		return nil
	}
	<-heard // what flows is claimed when time goes on in the rooms
	n.setRooms(in)
	defer n.setRooms(nil)
	defer srv.Close()
	return srv.Run(ctx)
}

// peers are the nodes there are, this one too.
func (n *Node) peers(ctx context.Context) ([]fleet.Peer, error) {
	all, err := n.cluster.Members(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]fleet.Peer, len(all))
	var urls []string
	for i, m := range all {
		list[i] = fleet.Peer{Name: m.Name, Addr: m.Addr}
		if m.URL != "" {
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

func (n *Node) setRooms(in *inbox) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.rooms = in
}

// watchStore ends a lead whose store takes in another's term.
func (n *Node) watchStore(ctx context.Context, st *store.Store, end func()) {
	t := time.NewTicker(3 * time.Second)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if err := st.Held(ctx); errors.Is(err, store.ErrFenced) && ctx.Err() == nil {
			n.log.Warn("the store is another node's", "err", err)
			st.Fence()
			end()
			return
		}
	}
}

// pause lets other nodes see first that the lease is to be had.
func (n *Node) pause(ctx context.Context) {
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
	}
}

func (n *Node) here() *inbox {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.rooms
}

func (n *Node) close() {
	if n.links != nil {
		n.links.Close()
	}
	if n.ln != nil {
		n.ln.Close()
	}
	if n.media != nil {
		n.media.Close()
	}
	if n.cluster != nil {
		n.cluster.Close()
	}
	if n.folder != nil {
		n.folder.Close()
	}
}
