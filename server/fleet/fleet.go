package fleet

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"onair/room"
	"onair/server/asker"
	"onair/server/reply"
	"onair/server/sfu"
)

// Peer is another node.
type Peer struct{ Name, Addr string }

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
	streams map[string]*where    // by stream
	viewers map[[2]string]string // stream and viewer to the node
}

// where is the node at which a stream comes in; "" is this one.
type where struct{ node string }

// seekEvery is how often the leader looks for nodes that are new.
const seekEvery = time.Second

// New makes the media of a leader. Whatever flows at this node ends.
func New(cfg Config) *Fleet {
	f := &Fleet{cfg: cfg, nodes: make(map[string]*remote), streams: make(map[string]*where), viewers: make(map[[2]string]string)}
	f.life, f.stop = context.WithCancel(context.Background())
	cfg.Agent.lead(cfg.Term, func() {})
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

// seek connects to nodes that it is not connected to.
func (f *Fleet) seek(ctx context.Context) {
	peers, err := f.cfg.Peers(ctx)
	if err != nil {
		f.cfg.Log.Debug("the nodes cannot be listed", "err", err)
		return
	}
	var wg sync.WaitGroup
	defer wg.Wait()
	for _, p := range peers {
		if p.Name == f.cfg.Name || f.node(p.Name) != nil {
			continue
		}
		wg.Go(func() {
			if _, err := f.reach(p); err != nil && f.life.Err() == nil {
				f.cfg.Log.Info("a node is not reached", "name", p.Name, "at", p.Addr, "err", err)
			}
		})
	}
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

// reach connects to a node; two at once end in one.
func (f *Fleet) reach(p Peer) (*remote, error) {
	r, err := f.command(f.life, p.Name, p.Addr)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.nodes[p.Name] = r
	f.cfg.Log.Info("a node takes part in the media", "name", p.Name, "at", p.Addr)
	return r, nil
}

// at is the node that a client came to; nil is this one, also where that node cannot be
// ordered about: then the client's media come here.
func (f *Fleet) at(ctx context.Context) *remote {
	if via := asker.Via(ctx); via != "" {
		return f.node(via)
	}
	return nil
}

// Publish implements server.Relay.
func (f *Fleet) Publish(ctx context.Context, stream, offer string, seat room.Seat, on func(room.Media), gone func()) (answer string, err error) {
	r, to := f.at(ctx), ""
	if r != nil {
		to = r.name
	}
	f.mu.Lock()
	was := f.streams[stream]
	f.streams[stream] = &where{to}
	f.mu.Unlock()
	if was != nil && was.node != to {
		f.end(was.node, stream)
	}
	if r == nil {
		return f.cfg.Agent.sfu.Publish(ctx, stream, offer, seat, on, gone)
	}
	return r.ask(ctx, order{Do: doPublish, Stream: stream, SDP: offer, SoundOnly: seat.SoundOnly, Muted: seat.Muted, Watch: true}, &flowing{on: on, gone: gone})
}

// Ingest implements server.Relay.
func (f *Fleet) Ingest(stream string, seat room.Seat, maxBitRate int, on func(room.Media)) (*sfu.Ingest, error) {
	f.mu.Lock()
	was := f.streams[stream]
	f.streams[stream] = &where{}
	f.mu.Unlock()
	if was != nil && was.node != "" {
		f.end(was.node, stream)
	}
	return f.cfg.Agent.sfu.Ingest(stream, seat, maxBitRate, on)
}

// Play implements server.Relay.
func (f *Fleet) Play(ctx context.Context, stream, viewer, offer string, gone func()) (string, error) {
	r := f.at(ctx)
	answer, err := f.playAt(ctx, r, stream, viewer, offer, gone)
	if errors.Is(err, errCodec) { // the viewer goes to where it comes in
		f.mu.Lock()
		at := f.streams[stream]
		f.mu.Unlock()
		if at != nil {
			answer, err = f.playAt(ctx, f.node(at.node), stream, viewer, offer, gone)
		}
	}
	if errors.Is(err, errCodec) {
		err = errors.Join(reply.ErrMediaRefused, err)
	}
	return answer, err
}

// playAt has a viewer watch at a node, nil for this one.
func (f *Fleet) playAt(ctx context.Context, r *remote, stream, viewer, offer string, gone func()) (string, error) {
	to := ""
	if r != nil {
		to = r.name
	}
	from, ok := f.source(stream, to)
	if !ok {
		return "", reply.ErrNoStream
	}
	f.mu.Lock()
	key := [2]string{stream, viewer}
	was, before := f.viewers[key]
	f.viewers[key] = to
	f.mu.Unlock()
	if before && was != to {
		f.endViewer(was, stream, viewer)
	}
	if r == nil {
		return f.cfg.Agent.play(ctx, from, stream, viewer, offer, gone)
	}
	var w *flowing
	if gone != nil {
		w = &flowing{gone: gone}
	}
	return r.ask(ctx, order{Do: doPlay, From: from, Stream: stream, Viewer: viewer, SDP: offer, Watch: gone != nil}, w)
}

// source is the link of the node where a stream comes in, empty if that is the one given.
func (f *Fleet) source(stream, to string) (addr string, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := f.streams[stream]
	switch {
	case at == nil:
		return "", false
	case at.node == to:
		return "", true
	case at.node == "":
		return f.cfg.Addr, true
	}
	r := f.nodes[at.node]
	if r == nil {
		return "", false
	}
	return r.addr, true
}

// Restart implements server.Relay.
func (f *Fleet) Restart(ctx context.Context, stream, viewer, ufrag, pwd string) (string, error) {
	f.mu.Lock()
	at, ok := f.viewers[[2]string{stream, viewer}]
	if viewer == "" {
		var w *where
		if w, ok = f.streams[stream]; ok {
			at = w.node
		}
	}
	f.mu.Unlock()
	switch r := f.node(at); {
	case !ok:
		return "", reply.ErrNoStream
	case at == "":
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
