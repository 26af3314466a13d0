package fleet

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"onair/server/reply"
	"onair/server/sfu"
)

// Peer is another node.
type Peer struct {
	Name, Addr string
	Leaving    bool // it goes away soon
}

// Config is what the leader's media needs. All of it is needed.
type Config struct {
	Agent *Agent // of this node
	Dial  Dial
	Term  uint64
	// Name is this node's, Addr its link.
	Name, Addr string
	// Peers are the other nodes there are now.
	Peers func(context.Context) ([]Peer, error)
	Log   *slog.Logger
}

// Fleet is the media relay of a server of several nodes: clients are served by the
// node that they came to. Any goroutine may use it.
type Fleet struct {
	cfg  Config
	life context.Context
	stop context.CancelFunc
	wg   sync.WaitGroup

	mu      sync.Mutex
	nodes   map[string]*remote
	streams map[string]*where    // where each comes in
	opening map[string]*where    // and is about to
	viewers map[[2]string]*where // by stream and viewer
	dialing map[string]*sync.Mutex
	held    map[[2]string]*where // from an earlier leader's time, nobody's yet
	leaving map[string]bool      // nodes that go away
	settled bool                 // nothing of it is waited for any more
	num     uint64               // the newest publication's
	reign   uint64               // over the own agent
}

// where is a node; "" is this one. With it is a publication's number, and who is told
// of it where it is at another node.
type where struct {
	node string
	num  uint64
	told *flowing
}

// seekEvery is how often the leader looks for nodes that are new.
const seekEvery = time.Second

// New makes the media of a leader. What flows goes on, until Settle ends what was not claimed.
func New(cfg Config) *Fleet {
	f := &Fleet{cfg: cfg, nodes: make(map[string]*remote), streams: make(map[string]*where), opening: make(map[string]*where),
		viewers: make(map[[2]string]*where), dialing: make(map[string]*sync.Mutex), held: make(map[[2]string]*where), leaving: make(map[string]bool),
		num: cfg.Term << 32}
	f.life, f.stop = context.WithCancel(context.Background())
	mine := make(map[uint64]*flowing)
	list, reign, _ := cfg.Agent.lead(cfg.Term, func() {}, func(p *publication) {
		p.listen(nil, nil)
		mine[p.run] = &p.flowing
	})
	f.reign = reign
	f.hold("", list, mine)
	return f
}

// Run takes the other nodes over, as they come, until ctx ends.
func (f *Fleet) Run(ctx context.Context) error {
	t := time.NewTicker(seekEvery)
	defer t.Stop()
	for {
		f.seek(ctx)
		select {
		case <-t.C:
		case <-ctx.Done():
			return f.Close()
		case <-f.life.Done():
			return nil
		}
	}
}

// Seek connects to the nodes that there are, and hears what flows there, until ctx ends.
func (f *Fleet) Seek(ctx context.Context) { f.seek(ctx) }

// seek connects to nodes that it is not connected to.
func (f *Fleet) seek(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 2*dialTime)
	defer cancel()
	peers, err := f.cfg.Peers(ctx)
	if err != nil {
		f.cfg.Log.Debug("the nodes cannot be listed", "err", err)
		return
	}
	asked, heard := 0, make(chan struct{}, len(peers))
	for _, p := range peers {
		if p.Leaving {
			f.Leave(p.Name)
		}
		if p.Name == f.cfg.Name || f.node(p.Name) != nil {
			continue
		}
		if !f.begins(func() {
			defer func() { heard <- struct{}{} }()
			if _, err := f.reach(p); err != nil && f.life.Err() == nil {
				f.cfg.Log.Info("a node is not reached", "name", p.Name, "at", p.Addr, "err", err)
			}
		}) {
			return
		}
		asked++
	}
	for range asked {
		select { // one that does not answer is not waited for
		case <-heard:
		case <-ctx.Done():
			return
		}
	}
}

// begins runs do as long as the fleet is open; Close waits for it.
func (f *Fleet) begins(do func()) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.life.Err() != nil {
		return false
	}
	f.wg.Go(do)
	return true
}

func (f *Fleet) node(name string) *remote {
	f.mu.Lock()
	defer f.mu.Unlock()
	r := f.nodes[name]
	if r != nil {
		select {
		case <-r.done:
			return nil
		default:
		}
	}
	return r
}

// reach connects to a node, once however many want it.
func (f *Fleet) reach(p Peer) (*remote, error) {
	f.mu.Lock()
	m := f.dialing[p.Name]
	if m == nil {
		m = new(sync.Mutex)
		f.dialing[p.Name] = m
	}
	f.mu.Unlock()
	m.Lock()
	defer m.Unlock()
	if r := f.node(p.Name); r != nil {
		return r, nil
	}
	r, list, err := f.command(f.life, p.Name, p.Addr)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.nodes[p.Name] = r
	f.mu.Unlock()
	f.hold(p.Name, list, r.listed(list))
	f.cfg.Log.Info("a node takes part in the media", "name", p.Name, "at", p.Addr)
	return r, nil
}

// source is where a stream comes in, as the node given has it.
func (f *Fleet) source(stream, to string) (_ origin, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := f.streams[stream]
	switch {
	case at == nil:
		return origin{}, false
	case at.node == to:
		return origin{num: at.num}, true
	case at.node == "":
		return origin{f.cfg.Addr, at.num}, true
	}
	r := f.nodes[at.node]
	if r == nil {
		return origin{}, false
	}
	return origin{r.addr, at.num}, true
}

// Restart implements server.Relay.
func (f *Fleet) Restart(ctx context.Context, stream, viewer, ufrag, pwd string) (string, error) {
	f.mu.Lock()
	w := f.viewers[[2]string{stream, viewer}]
	if viewer == "" {
		w = f.streams[stream]
	}
	f.mu.Unlock()
	if w == nil {
		return "", reply.ErrNoStream
	}
	switch r := f.node(w.node); {
	case w.node == "":
		return f.cfg.Agent.sfu.Restart(ctx, stream, viewer, ufrag, pwd)
	case r == nil:
		return "", reply.ErrNoStream
	default:
		return r.ask(ctx, order{Do: doRestart, Stream: stream, Viewer: viewer, Ufrag: ufrag, Pwd: pwd}, nil)
	}
}

// Tap implements server.Relay.
func (f *Fleet) Tap(stream string, sink sfu.Sink) (sfu.Kinds, func(), error) {
	from, ok := f.source(stream, "")
	if !ok {
		return sfu.Kinds{}, nil, sfu.ErrNoStream
	}
	return f.cfg.Agent.tap(from, stream, sink)
}
