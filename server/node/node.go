// Package node runs a server as one of several nodes. Each node serves its own clients'
// HTTP and WebSockets, and their media. One of them leads (package cluster) and runs the
// rooms: what clients of other nodes ask goes there, WebSockets over one trunk for each
// node (package trunk), other requests by a proxy. While nobody leads, clients are told
// so and keep their connections.
package node

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"onair/server"
	"onair/server/certs"
	"onair/server/cluster"
	"onair/server/fleet"
	"onair/server/gateway"
	"onair/server/link"
	"onair/server/mediarelay"
	"onair/server/secret"
	"onair/server/sfu"
	"onair/server/store"
	"onair/server/trunk"
	"onair/signaling"
)

// Config says what the node is.
type Config struct {
	// Server is for when this node leads. Its SecretKey, if given, is the same on all
	// nodes; else the nodes make one and share it.
	Server server.Config
	// Cluster is whom it joins.
	Cluster cluster.Config
	// DrainTime is how long people may take at the end to go to other nodes; 0: they are
	// not waited for.
	DrainTime time.Duration
}

// Node is one node. New binds its ports, Run works until its context ends.
type Node struct {
	cfg      Config
	log      *slog.Logger
	cluster  *cluster.Node
	keys     *link.Keys
	entrance *server.Entrance
	porch    *gateway.Porch
	ln       net.Listener   // of clients
	front    *certs.Front   // plain HTTP beside https, nil for none
	links    *link.Listener // of other nodes
	relay    mediarelay.Relay
	media    *fleet.Agent
	folder   io.Closer // keeps other nodes out of the data folder
	trunks   trunk.Stats
	watch    *watch
	life     context.Context // of connections
	stop     context.CancelFunc

	draining sync.Once
	drained  chan struct{} // closed when a drain is over
	failed   error         // of the drain
	gone     chan struct{} // closed by leave
	leave    func()

	programs map[signaling.Door]net.Listener // by RTMP and RTMPS

	mu    sync.Mutex
	led   *led         // while this node leads
	way   *way         // while it does not, and has found who does
	urls  []string     // of the nodes, for clients; never changed in place
	known []fleet.Peer // the nodes of a moment ago; likewise
	told  toldNodes
}

// New joins the cluster and binds the ports. Nobody is let in before Run.
func New(ctx context.Context, cfg Config) (_ *Node, err error) {
	if cfg.Server.Logger == nil {
		cfg.Server.Logger = slog.New(slog.DiscardHandler)
	}
	n := &Node{cfg: cfg, log: cfg.Server.Logger.With("node", cfg.Cluster.Name), drained: make(chan struct{}), gone: make(chan struct{}), told: make(toldNodes)}
	n.leave = sync.OnceFunc(func() { close(n.gone) })
	n.cfg.Server.Logger, n.cfg.Cluster.Log = n.log, n.log
	n.life, n.stop = context.WithCancel(context.Background())
	defer func() {
		if err != nil {
			n.close()
		}
	}()
	if n.folder, err = store.Claim(cfg.Server.DataDir); err != nil {
		return nil, err
	}
	if n.cluster, err = cluster.Join(ctx, n.cfg.Cluster); err != nil {
		return nil, err
	}
	if err = n.openSecrets(ctx); err != nil {
		return nil, err
	}
	if err = n.openClients(ctx); err != nil {
		return nil, err
	}
	if err = n.openPrograms(); err != nil {
		return nil, err
	}
	if n.links, err = n.keys.Listen(cfg.Cluster.Addr); err != nil {
		return nil, fmt.Errorf("listen for other nodes: %w", err)
	}
	if n.relay, err = openMedia(n.cfg.Server); err != nil {
		return nil, fmt.Errorf("listen for media: %w", err)
	}
	n.media = fleet.NewAgent(n.relay, n.keys.Dial, n.log)
	n.watch, err = n.openWatch()
	return n, err
}

// openSecrets reads what the nodes have in common.
func (n *Node) openSecrets(ctx context.Context) (err error) {
	if n.cfg.Server.SecretKey == "" {
		if n.cfg.Server.SecretKey, err = n.cluster.Secret(ctx, KeyName, func() (string, error) { return secret.Hex(32), nil }); err != nil {
			return err
		}
	}
	authority, err := n.cluster.Secret(ctx, "nodes", link.NewAuthority)
	if err != nil {
		return err
	}
	n.keys, err = link.NewKeys(authority, n.cfg.Cluster.Name)
	return err
}

func openMedia(c server.Config) (mediarelay.Relay, error) {
	d := server.Defaults()
	return mediarelay.New(sfu.Config{UDPAddr: cmp.Or(c.MediaAddr, d.MediaAddr), PublicIPs: c.PublicIPs,
		MaxTCPPerAddress: cmp.Or(c.Limits.MaxPerAddress, d.Limits.MaxPerAddress), Logger: c.Logger})
}

// KeyName is the name of the secret that signs UserSigs.
const KeyName = "usersig"

// Addr is the host:port that clients come to.
func (n *Node) Addr() string { return n.ln.Addr().String() }

// Run takes part until ctx ends, or the node was drained by an operator's order: who is
// here goes elsewhere first, and the lease is given back when all is stored. It may be
// called once.
func (n *Node) Run(asked context.Context) error {
	defer n.close()
	ctx, stop := context.WithCancel(context.WithoutCancel(asked))
	var wg sync.WaitGroup
	defer wg.Wait()
	defer stop()
	wg.Go(func() { n.awaitEnd(ctx, asked); stop() })
	wg.Go(func() { n.takeOrders(ctx) })
	web := n.webServer()
	wg.Go(func() {
		<-ctx.Done()
		n.porch.End(signaling.CloseResume, "this node stops")
		n.stop()
		for _, c := range []io.Closer{web, n.links, n.ln} {
			_ = c.Close()
		}
		n.closePrograms()
		if n.front != nil {
			_ = n.front.Close()
		}
	})
	wg.Go(func() { n.serve("clients", func() error { return n.serveWeb(web) }) })
	if n.front != nil {
		wg.Go(func() { n.serve("plain HTTP", n.front.Run) })
	}
	for door, ln := range n.programs {
		wg.Go(func() { n.serve(string(door), func() error { return n.takePrograms(ctx, door, ln) }) })
	}
	wg.Go(func() { n.watch.run(ctx, n.log) })
	wg.Go(func() { n.entrance.Run(ctx) })
	wg.Go(func() { n.takeLinks(ctx) })
	wg.Go(func() { n.follow(ctx) })
	n.log.Info("node ready", "http", n.Addr(), "nodes", n.links.Addr())
	return n.cluster.Run(ctx, n.lead)
}

// serve serves something until that is closed.
func (n *Node) serve(what string, f func() error) {
	if err := f(); err != nil && !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) && n.life.Err() == nil {
		n.log.Error("a port is served no more", "what", what, "err", err)
	}
}

func (n *Node) close() {
	n.stop()
	if n.links != nil {
		n.links.Close()
	}
	if n.ln != nil {
		n.ln.Close()
	}
	if n.front != nil {
		n.front.Close()
	}
	n.closePrograms()
	if n.watch != nil {
		n.watch.close()
	}
	if n.media != nil {
		n.media.Close()
	}
	if n.entrance != nil && n.entrance.Certs() != nil {
		n.entrance.Certs().Close()
	}
	if n.cluster != nil {
		n.cluster.Close()
	}
	if n.folder != nil {
		n.folder.Close()
	}
}
