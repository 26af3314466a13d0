package hls

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"onair/server/sfu"
	"onair/server/survive"
)

// Relay is where streams come from.
type Relay interface {
	// Tap is as sfu.SFU's.
	Tap(stream string, sink sfu.Sink) (has sfu.Kinds, stop func(), err error)
}

// Place is a stream as the rooms know it.
type Place struct {
	Stream string // the relay's name
	Signed bool   // only signed addresses count
	// Epoch is the room's, of addresses that are signed: those of another one have ended.
	// It is known while nobody sends, too.
	Epoch string
}

// Config says how an Origin works.
type Config struct {
	Relay Relay
	// Find tells what a room's members get of a user; not ok: nothing.
	Find func(room uint32, user string) (Place, bool)
	// Bound tells who has a stream ID.
	Bound func(id string) (room uint32, user string, ok bool)
	// Secret is what signatures of addresses are made with; it is not logged.
	Secret string
	// Client is who sent a request, as far as limits go.
	Client func(*http.Request) netip.Addr
	// Steady is told which stream should keep its size and send keyframes, and when that is over. It must not wait. nil: nobody.
	Steady func(stream string, on bool)
	// Linger is how long a show goes on when nobody asks; 0: 25 s.
	Linger time.Duration
	// MaxShows limits streams made into HLS at once; 0: 32. One address may have begun half of them.
	MaxShows int
	// MaxWaiting limits requests that wait for what comes next; 0: 10000. One address may have a tenth.
	MaxWaiting int
	// Panics counts panics of what takes streams apart; nil: they end the process.
	Panics *survive.Panics
	// Logger receives what an operator wants to know; nil: nothing is logged.
	Logger *slog.Logger
}

// Stats are an Origin's counts.
type Stats struct {
	Shows    int     // streams made into HLS now
	Viewers  float64 // who watch, estimated by their requests; who watch by way of a cache are not seen
	Requests uint64
	Refused  uint64 // requests refused because of a limit or a signature
}

// Origin makes shows of streams and serves them. Its methods may be called from any goroutine.
type Origin struct {
	cfg     Config
	signer  signer
	life    context.Context
	end     context.CancelFunc
	waiting waiting

	requests, refused atomic.Uint64

	mu     sync.Mutex
	shows  map[string]*show
	closed bool
	wg     sync.WaitGroup
}

// New makes an Origin that serves at once; it starts nothing before it is asked. It must be closed.
func New(cfg Config) *Origin {
	if cfg.Linger <= 0 {
		cfg.Linger = 25 * time.Second
	}
	if cfg.MaxShows <= 0 {
		cfg.MaxShows = 32
	}
	if cfg.MaxWaiting <= 0 {
		cfg.MaxWaiting = 10000
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	o := &Origin{cfg: cfg, signer: newSigner(cfg.Secret), shows: map[string]*show{}}
	o.waiting = waiting{most: cfg.MaxWaiting, share: max(1, cfg.MaxWaiting/10), of: map[netip.Addr]int{}}
	o.life, o.end = context.WithCancel(context.Background())
	return o
}

// Close ends every show and waits for them. It may be called again.
func (o *Origin) Close() {
	o.mu.Lock()
	o.closed = true
	o.mu.Unlock()
	o.end()
	o.wg.Wait()
}

// Stats counts.
func (o *Origin) Stats() Stats {
	o.mu.Lock()
	defer o.mu.Unlock()
	st := Stats{Shows: len(o.shows), Requests: o.requests.Load(), Refused: o.refused.Load()}
	now := time.Now()
	for _, s := range o.shows {
		st.Viewers += s.seen.viewers(now)
	}
	return st
}

// Shown tells whether a stream is made into HLS now.
func (o *Origin) Shown(stream string) bool { return o.find(stream) != nil }

func (o *Origin) find(stream string) *show {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.shows[stream]
}

var (
	errFull   = errors.New("hls: too many streams are being made into HLS")
	errClosed = errors.New("hls: closed")
)

// open finds a stream's show, or starts one.
func (o *Origin) open(stream string, from netip.Addr) (*show, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if s := o.shows[stream]; s != nil {
		return s, nil
	}
	begun := 0
	for _, s := range o.shows {
		if s.from == from {
			begun++
		}
	}
	switch {
	case o.closed:
		return nil, errClosed
	case len(o.shows) >= o.cfg.MaxShows || begun >= max(1, o.cfg.MaxShows/2):
		return nil, errFull
	}
	now := time.Now()
	s := &show{o: o, stream: stream, from: from, log: o.cfg.Logger, done: make(chan struct{}), maker: newMaker(now), names: map[string]file{}}
	s.asked.Store(now.UnixNano())
	s.view.Store(&view{changed: make(chan struct{})})
	o.shows[stream] = s
	o.wg.Go(func() { s.run(o.life) })
	o.cfg.Logger.Info("a stream is made into HLS", "stream", stream)
	return s, nil
}

// drop takes a show that ends out.
func (o *Origin) drop(s *show) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.shows[s.stream] == s {
		delete(o.shows, s.stream)
		o.cfg.Logger.Info("HLS of a stream has ended", "stream", s.stream)
	}
}

func (o *Origin) steady(stream string, on bool) {
	if o.cfg.Steady != nil {
		o.cfg.Steady(stream, on)
	}
}

// waiting counts requests that wait.
type waiting struct {
	mu          sync.Mutex
	most, share int
	all         int
	of          map[netip.Addr]int
}

// take takes a place; leave gives it back.
func (w *waiting) take(a netip.Addr) (leave func(), ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all >= w.most || w.of[a] >= w.share {
		return nil, false
	}
	w.all++
	w.of[a]++
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.all--
		if w.of[a]--; w.of[a] == 0 {
			delete(w.of, a)
		}
	}, true
}
