package nodes

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"onair/internal/natstest"
	"onair/internal/nodetest"
	"onair/internal/porttest"
)

// names of the nodes, in the order in which clients are told of them.
var names = []string{"a", "b", "c"}

// plan says how much goes on.
type plan struct {
	viewers, writers, givers int
	giftsPerSecond           int
	embedded                 bool // the NATS is inside the nodes
	seed                     uint64
}

// world is three nodes, their NATS and their network.
type world struct {
	*testing.T
	plan
	random *rand.Rand
	net    *network          // nil: loopback
	nats   *natstest.Cluster // nil: inside the nodes
	nodes  []*nodetest.Node

	mu    sync.Mutex
	leads int // -1: none yet
	terms int // how often one began to lead
	bad   []string
}

// newWorld starts them, and waits until they are one server.
func newWorld(t *testing.T, p plan, net *network) *world {
	t.Helper()
	w := &world{T: t, plan: p, net: net, leads: -1, random: rand.New(rand.NewPCG(p.seed, 1))}
	t.Cleanup(func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if t.Failed() {
			t.Logf("what was wrong: %q", w.bad)
		}
	})
	common := []string{"--start-coins", "1000000000", "--chat-rate", "1000", "--chat-burst", "1000", "--room-chat-rate", "1000", "--message-rate", "10000", "--message-burst", "10000",
		"--address-rate", "100000", "--login-rate", "1000", "--max-per-address", "5000"}
	var routes []string
	if p.embedded {
		for i := range names {
			routes = append(routes, "nats://"+w.ports(i)())
		}
	} else {
		w.nats = natstest.StartCluster(t, w.ports(-1))
	}
	for i, name := range names {
		args := common
		if p.embedded {
			args = append(args[:len(args):len(args)], "--cluster-listen", strings.TrimPrefix(routes[i], "nats://"), "--cluster-routes", strings.Join(routes, ","))
		} else {
			args = append(args[:len(args):len(args)], "--nats", w.nats.URLs())
		}
		w.nodes = append(w.nodes, nodetest.Begin(t, nodetest.Config{Name: name, Args: args, Ports: w.ports(i), Before: w.before(i),
			Hear: func(line string) { w.hear(i, line) }}))
	}
	for _, n := range w.nodes {
		n.Ready()
	}
	w.until("a leader has all nodes' media", func() bool {
		lead := w.leader()
		if lead < 0 {
			return false
		}
		for i, name := range names {
			if i != lead && !w.nodes[lead].Said("name="+name) {
				return false
			}
		}
		return true
	})
	return w
}

// ports gives addresses at a node's computer; -1 is that of NATS.
func (w *world) ports(i int) func() string {
	if w.net == nil {
		return func() string { return porttest.Reserve(w.T) }
	}
	return func() string { return w.net.port(i) }
}

func (w *world) before(i int) []string {
	if w.net == nil {
		return nil
	}
	return w.net.enter(i)
}

func (w *world) hear(i int, line string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if strings.Contains(line, "server ready") {
		w.leads = i
		w.terms++
	}
	if strings.Contains(line, "panic") || strings.Contains(line, "DATA RACE") {
		w.bad = append(w.bad, names[i]+" says: "+line)
	}
}

// leader is the node that said last that it leads.
func (w *world) leader() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.leads
}

// wrong notes what may not be.
func (w *world) wrong(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.bad) < 50 {
		w.bad = append(w.bad, fmt.Sprintf(format, args...))
	}
}
