package gateway

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"onair/signaling"
)

// Upstairs is the gateway that a porch's clients go to.
type Upstairs interface {
	// Join tells of a client; nil: it was refused, and told so. It must not wait.
	Join(*Client) Upper
}

// Upper is one client's place there.
type Upper interface {
	// Hear takes a message, and may wait until there is room. An error: the client has no
	// place there any more.
	Hear(text bool, b []byte) error
	// Gone: the client is. It must not wait.
	Gone()
}

// PorchConfig is what a porch works with; all of it is needed.
type PorchConfig struct {
	Wire
	MaxConnections int
	Gates          Gates // of this node's own
	TooMany        func(netip.Addr)
	Life           context.Context // of all connections
	Log            *slog.Logger
}

// Porch serves the WebSockets of a gateway that may be elsewhere, and not always the
// same one. While there is none it keeps its clients: they are told, their pings are
// answered, and what else they ask is refused with signaling.CodeNoLeader. When there is
// one again their connections end with signaling.CloseResume.
type Porch struct {
	cfg   PorchConfig
	stats Stats

	mu    sync.Mutex
	up    Upstairs      // nil for none
	found chan struct{} // closed when there is one
	since time.Time     // that there is none
	all   map[*Client]bool
	end   *outItem // set when no more come in
	wg    sync.WaitGroup
}

// NewPorch makes a porch that leads nowhere yet.
func NewPorch(cfg PorchConfig) *Porch {
	return &Porch{cfg: cfg, found: make(chan struct{}), since: time.Now(), all: make(map[*Client]bool)}
}

// Stats are the porch's counters.
func (p *Porch) Stats() *Stats { return &p.stats }

// Lead has clients go to a gateway from now on. Those that have waited end their
// connections, and come again.
func (p *Porch) Lead(up Upstairs) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.up == nil {
		close(p.found)
	}
	p.up = up
	for c := range p.all {
		if c.up != up {
			c.upper = nil
			c.End(signaling.CloseResume, "the server goes on at another node")
		}
	}
}

// Lost has clients wait, if it is still this gateway that they go to.
func (p *Porch) Lost(up Upstairs) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.up != up || up == nil {
		return
	}
	p.up, p.found, p.since = nil, make(chan struct{}), time.Now()
	for c := range p.all {
		if c.upper != nil { // it may be the same gateway that they come back to
			c.upper.Gone()
		}
		c.up, c.upper = nil, nil
		c.seek()
	}
}

// End takes nobody in any more, sends a close code to all and returns when they are
// gone; who does not take it within a second and a half is cut.
func (p *Porch) End(code int, text string) {
	each := func(f func(*Client)) {
		p.mu.Lock()
		defer p.mu.Unlock()
		for c := range p.all {
			f(c)
		}
	}
	p.mu.Lock()
	p.end = &outItem{close: code, text: text}
	p.mu.Unlock()
	each(func(c *Client) { c.End(code, text) })
	cut := time.AfterFunc(1500*time.Millisecond, func() { each(func(c *Client) { c.Cut() }) })
	defer cut.Stop()
	p.wg.Wait()
}

// Wait waits a while for a gateway, if there was one a moment ago.
func (p *Porch) Wait(ctx context.Context) {
	p.mu.Lock()
	found, until := p.found, p.since.Add(seekTime)
	p.mu.Unlock()
	late := time.NewTimer(time.Until(until))
	defer late.Stop()
	select {
	case <-found:
	case <-late.C:
	case <-ctx.Done():
	case <-p.cfg.Life.Done():
	}
}

// ServeHTTP implements http.Handler: it serves one WebSocket until that ends.
func (p *Porch) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	addr, leave, ok := enter(w, r, p.cfg.MaxConnections, &p.stats.Connections, p.cfg.Gates, p.cfg.TooMany)
	if !ok {
		return
	}
	defer leave()
	p.Wait(r.Context())
	s := upgrade(w, r, &p.cfg.Wire, &p.stats)
	if s == nil {
		return
	}
	c := &Client{socket: s, porch: p, Joining: Joining{Addr: addr, Host: r.Host, Secure: p.cfg.Gates.Secure(r)}}
	if end := p.add(c); end != nil {
		s.refuse(end)
		return
	}
	defer p.remove(c)
	ctx, cancel := context.WithCancel(p.cfg.Life)
	var wg sync.WaitGroup
	wg.Go(func() { s.write(ctx) })
	err := s.read(c)
	cancel()
	s.close()
	wg.Wait()
	p.cfg.Log.Debug("a client's connection ended", "from", addr, "err", err)
}

// add takes a client in, and tells the gateway; or says how connections end.
func (p *Porch) add(c *Client) (end *outItem) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.end != nil {
		return p.end
	}
	p.all[c] = true
	p.wg.Add(1)
	if c.up = p.up; c.up != nil {
		c.upper = c.up.Join(c)
	} else {
		c.seek()
	}
	return nil
}

func (p *Porch) remove(c *Client) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.all, c)
	p.wg.Done()
	if c.upper != nil {
		c.upper.Gone()
	}
}
