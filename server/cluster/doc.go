// Package cluster is how several nodes are one server: they find each other by NATS,
// agree there on which of them leads, and share its secrets. All that is decided
// between them is decided by NATS (JetStream's key-value store); nothing of a
// consensus is made here.
//
// The leader runs the rooms. It holds a lease, an entry that it renews; when the
// entry has not changed for Config.Lease, by a watching node's own clock, that node
// takes it with compare-and-set and a higher term. The store is fenced by the term
// (store.Join), so a leader that was paused or cut off can write nothing.
package cluster

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"time"

	natsd "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	// renewEvery is how often nodes ask again for what they wait for.
	renewEvery = 300 * time.Millisecond
	// leaseAsk bounds a word to other nodes, and what is done at the end.
	leaseAsk = 600 * time.Millisecond
	// opTime bounds one question to NATS.
	opTime = 2 * time.Second
	// joinTime bounds how long a node waits at its start for a NATS that can decide.
	joinTime = time.Minute
)

// Config says which cluster a node joins, and as what. Either URLs or Listen is given.
type Config struct {
	// URLs are NATS servers with JetStream, such as nats://a:4222. Creds is a file with
	// credentials for them, empty for none.
	URLs  []string
	Creds string
	// Listen is host:port where the NATS inside this node waits for those of other
	// nodes, Routes where those are, such as nats://b:6222; Secret is what they know
	// each other by. DataDir is where its data are.
	Listen  string
	Routes  []string
	Secret  string
	DataDir string
	// Name is the node's own: no two nodes of a cluster have the same.
	Name string
	// Addr is host:port where other nodes reach this one's link.
	Addr string
	// URL is the address by which clients reach this node itself, empty to keep it.
	URL string
	// Lease is how long the leader's lease lasts without being renewed, the same at all
	// nodes; 0: DefaultLease.
	Lease time.Duration
	// Version is the program's.
	Version string
	Log     *slog.Logger
}

// Errors that callers tell apart. They come wrapped.
var (
	// ErrNoNATS: no NATS server could be reached, or they reach no majority.
	ErrNoNATS = errors.New("cluster: no NATS that can decide")
	// ErrName: another node with this name is there.
	ErrName = errors.New("cluster: another node has this name")
	// ErrConfig: the configuration makes no sense.
	ErrConfig = errors.New("cluster: bad configuration")
)

// Node is one node's place in the cluster. Any goroutine may use it.
type Node struct {
	cfg      Config
	run      string
	replicas int
	ns       *natsd.Server // nil: the NATS is elsewhere
	nc       *nats.Conn
	js       jetstream.JetStream
	leases   jetstream.KeyValue
	nodes    jetstream.KeyValue
	secrets  jetstream.KeyValue
	view     view
	holding  holding
	saidFull bool      // of Run's goroutine
	decided  time.Time // since when NATS takes in what is written beside a silent lease; Run's, too
	leave    sync.Once
	leaving  chan struct{} // closed by Leave
}

// Join connects to NATS and makes what the cluster keeps there, waiting for servers
// that are only just starting.
func Join(ctx context.Context, cfg Config) (*Node, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	n := &Node{cfg: cfg, replicas: 1, run: rand.Text(), leaving: make(chan struct{})}
	n.view.times = timesOf(cmp.Or(cfg.Lease, DefaultLease))
	if err := n.connect(ctx); err != nil {
		n.Close()
		return nil, err
	}
	return n, nil
}

func (c Config) check() error {
	switch {
	case c.Name == "" || strings.ContainsAny(c.Name, " .*>\t\r\n/\\"):
		return fmt.Errorf("%w: %q is no name for a node: letters, digits and - do", ErrConfig, c.Name)
	case (len(c.URLs) == 0) == (c.Listen == ""):
		return fmt.Errorf("%w: either the addresses of NATS servers or where to listen for other nodes", ErrConfig)
	case c.Listen != "" && c.Secret == "":
		return fmt.Errorf("%w: nodes that cluster by themselves need a secret in common", ErrConfig)
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		return fmt.Errorf("%w: %q is no address for other nodes: host:port", ErrConfig, c.Addr)
	}
	return nil
}

// connect is Join's work.
func (n *Node) connect(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, joinTime)
	defer cancel()
	if n.cfg.Listen != "" {
		err = n.embed()
	} else {
		err = n.dial(ctx)
	}
	if err != nil {
		return err
	}
	if n.js, err = jetstream.New(n.nc, jetstream.WithDefaultTimeout(opTime)); err != nil {
		return err
	}
	for _, b := range []struct {
		kv   *jetstream.KeyValue
		name string
		ttl  time.Duration
	}{{&n.leases, "onair_lease", 0}, {&n.nodes, "onair_nodes", presentTime}, {&n.secrets, "onair_secrets", 0}} {
		if *b.kv, err = n.bucket(ctx, b.name, b.ttl); err != nil {
			return err
		}
	}
	if err = n.claimName(ctx); err != nil {
		return err
	}
	n.awaitStep(ctx)
	return nil
}

// bucket opens a key-value bucket, made if it is not there. What NATS refuses while
// its servers find each other is tried again.
func (n *Node) bucket(ctx context.Context, name string, ttl time.Duration) (jetstream.KeyValue, error) {
	cfg := jetstream.KeyValueConfig{Bucket: name, TTL: ttl, Replicas: n.replicas, Storage: jetstream.FileStorage}
	var said string
	for {
		once, cancel := context.WithTimeout(ctx, opTime) // what is asked too early is not answered
		kv, err := n.js.KeyValue(once, name)
		if errors.Is(err, jetstream.ErrBucketNotFound) {
			kv, err = n.js.CreateKeyValue(once, cfg)
		}
		cancel()
		if err == nil {
			return kv, nil
		}
		err = advised(err)
		if err.Error() != said {
			said = err.Error()
			n.cfg.Log.Info("waiting for NATS", "bucket", name, "err", err)
		}
		select {
		case <-time.After(renewEvery):
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: %w", ErrNoNATS, err)
		}
	}
}

// Secret is what all nodes share under a name; fresh makes it where none has yet.
func (n *Node) Secret(ctx context.Context, name string, fresh func() (string, error)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, joinTime)
	defer cancel()
	for {
		e, err := n.secrets.Get(ctx, name)
		if err == nil {
			return string(e.Value()), nil
		}
		if errors.Is(err, jetstream.ErrKeyNotFound) {
			var made string
			if made, err = fresh(); err != nil {
				return "", err
			}
			if _, err = n.secrets.Create(ctx, name, []byte(made)); err == nil || errors.Is(err, jetstream.ErrKeyExists) {
				continue
			}
		}
		select { // NATS servers that have just found each other still choose who leads a bucket
		case <-time.After(renewEvery):
		case <-ctx.Done():
			return "", fmt.Errorf("secret %s: %w: %w", name, ErrNoNATS, err)
		}
	}
}

// secretTime is how long a program waits for nodes that are only just starting.
const secretTime = 10 * time.Second

// ReadSecret is Secret for a program beside the nodes: it takes no part, and nodes that are
// there, or are just starting, have made the secret.
func ReadSecret(ctx context.Context, cfg Config, name string) (string, error) {
	n := &Node{cfg: cfg}
	defer n.Close()
	ctx, cancel := context.WithTimeout(ctx, secretTime)
	defer cancel()
	if err := n.dial(ctx); err != nil {
		return "", err
	}
	js, err := jetstream.New(n.nc, jetstream.WithDefaultTimeout(opTime))
	if err != nil {
		return "", err
	}
	for {
		var e jetstream.KeyValueEntry
		kv, err := js.KeyValue(ctx, "onair_secrets")
		if err == nil {
			e, err = kv.Get(ctx, name)
		}
		if err == nil {
			return string(e.Value()), nil
		}
		select {
		case <-time.After(renewEvery):
		case <-ctx.Done():
			return "", fmt.Errorf("the nodes have no secret of their own: none has started yet, or they were given --secret-key, which is needed here then: %w", err)
		}
	}
}

// Name is the node's own.
func (n *Node) Name() string { return n.cfg.Name }

// Close leaves the cluster. It may be called again.
func (n *Node) Close() {
	if n.nc != nil {
		n.nc.Close()
	}
	if n.ns != nil {
		n.ns.Shutdown()
		n.ns.WaitForShutdown()
	}
}
