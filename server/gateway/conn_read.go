package gateway

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"onair/server/asker"
	"onair/server/limit"
	"onair/signaling"
)

var upgrader = websocket.Upgrader{
	ReadBufferSize:  4 << 10,
	WriteBufferSize: 8 << 10,
	WriteBufferPool: &sync.Pool{},
	CheckOrigin:     func(*http.Request) bool { return true }, // by who serves HTTP, for all requests
	Error: func(w http.ResponseWriter, _ *http.Request, status int, reason error) {
		http.Error(w, reason.Error(), status)
	},
}

// framedWriter hands out a connection whose frames are counted.
type framedWriter struct {
	http.ResponseWriter
	rate limit.Rate
}

// Hijack implements http.Hijacker.
func (w framedWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	c, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	return limit.Frames(c, w.rate), rw, nil
}

// ServeHTTP implements http.Handler: it serves one WebSocket until that ends.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if n := g.stats.Connections.Add(1); n > int64(g.cfg.MaxConnections) {
		g.stats.Connections.Add(-1)
		http.Error(w, signaling.CodeBusy.Info().Text, http.StatusServiceUnavailable)
		return
	}
	defer g.stats.Connections.Add(-1)
	addr := g.cfg.Gates.Client(r)
	leave, ok := g.cfg.Gates.Connect(addr)
	if !ok {
		g.cfg.TooMany(addr)
		http.Error(w, "too many connections from this address", http.StatusTooManyRequests)
		return
	}
	defer leave()
	ws, err := upgrader.Upgrade(framedWriter{w, g.cfg.Frames}, r, nil)
	if err != nil {
		return // answered by the upgrader
	}
	c := &Conn{gw: g, ws: ws, addr: addr, host: r.Host, secure: g.cfg.Gates.Secure(r), out: newOutbox(g.cfg.OutboxBytes), done: make(chan struct{})}
	if end := g.conns.add(c); end != nil {
		_ = ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(end.close, end.text), time.Now().Add(time.Second))
		c.drain()
		ws.Close()
		return
	}
	defer g.conns.remove(c)
	c.run(asker.WithVia(g.cfg.Life, asker.Via(r.Context())))
}

// next reads one message. One that is too long ends the connection before it is
// taken in.
func (c *Conn) next() (kind int, b []byte, err error) {
	c.ws.SetReadLimit(signaling.MaxMessage)
	kind, r, err := c.ws.NextReader()
	if err != nil {
		return 0, nil, err
	}
	most := signaling.MaxMessage
	if c.Session() == nil {
		most = maxFirst
	}
	b, err = io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(b) > most {
		err = websocket.ErrReadLimit
		c.End(websocket.CloseMessageTooBig, "the message is too large")
		c.flush()
	}
	return kind, b, err
}

// accept takes one message: answers a ping, refuses, or hands it to the worker.
// What there is too much of is refused before it is parsed. An error ends the
// connection.
func (c *Conn) accept(ctx context.Context, wg *sync.WaitGroup, kind int, b []byte) error {
	received := time.Now()
	c.gw.stats.Received.Add(1)
	if !c.mayGoOn(cost(len(b)), received) {
		if c.refused.Take(c.patience(), cost(len(b)), received) > 0 {
			c.flooding()
			return errors.New("flooding")
		}
		c.Refuse(peek(b), signaling.NewError(signaling.CodeTooFast, "", ""))
		return nil
	}
	env, err := signaling.DecodeEnvelope(b, signaling.MaxMessage)
	if kind != websocket.TextMessage && err == nil {
		err = signaling.NewError(signaling.CodeMalformed, "", "not a text message")
	}
	if err == nil && env.ID == 0 {
		err = signaling.NewError(signaling.CodeMalformed, "", "a request needs an id")
	}
	if err != nil {
		c.Refuse(env, err)
		c.End(signaling.CloseProtocol, err.Error())
		return err
	}
	if env.Type == signaling.TypePing {
		c.pong(env, received)
		return nil
	}
	c.enqueue(ctx, wg, env)
	return nil
}

// mayGoOn counts a message: with the user's, or before the login with this
// connection's.
func (c *Conn) mayGoOn(cost float64, now time.Time) bool {
	if s := c.Session(); s != nil {
		return c.gw.cfg.Gates.Message(s.User(), c.addr, cost, now)
	}
	r, l := beforeLogin, c.gw.cfg.Messages
	r.PerSecond, r.Burst = min(r.PerSecond, l.PerSecond), min(r.Burst, l.Burst)
	return c.first.Take(r, cost, now) == 0
}

// patience is how many refusals a connection may make necessary: so many at once,
// and as many again in a minute.
func (c *Conn) patience() limit.Rate {
	n := float64(c.gw.cfg.MaxRefused)
	if c.Session() == nil {
		n = min(n, 20)
	}
	return limit.Rate{PerSecond: n / 60, Burst: n}
}

// enqueue hands a request to the worker.
func (c *Conn) enqueue(ctx context.Context, wg *sync.WaitGroup, env signaling.Envelope) {
	most := maxOpen
	if c.Session() == nil {
		most = maxOpenFirst
	}
	c.mu.Lock()
	full, start := len(c.open) >= most, !c.busy
	if !full {
		c.open = append(c.open, env)
		c.busy = true
	}
	c.mu.Unlock()
	switch {
	case full:
		c.Refuse(env, signaling.NewError(signaling.CodeBusy, "", "too many open requests"))
	case start:
		wg.Go(func() { c.work(ctx) })
	}
}
