package server

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

	"onair/server/limit"
	"onair/signaling"
)

var upgrader = websocket.Upgrader{
	ReadBufferSize:  4 << 10,
	WriteBufferSize: 8 << 10,
	WriteBufferPool: &sync.Pool{},
	CheckOrigin:     func(*http.Request) bool { return true }, // by Server.admit, for all requests
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

func (s *Server) serveWS(w http.ResponseWriter, r *http.Request) {
	if s.stopping() {
		http.Error(w, signaling.CodeShuttingDown.Info().Text, http.StatusServiceUnavailable)
		return
	}
	if n := s.metrics.connections.Add(1); n > int64(s.cfg.Limits.MaxConnections) {
		s.metrics.connections.Add(-1)
		http.Error(w, signaling.CodeBusy.Info().Text, http.StatusServiceUnavailable)
		return
	}
	defer s.metrics.connections.Add(-1)
	addr := s.gates.client(r)
	leave, ok := s.gates.connect(addr)
	if !ok {
		s.tooMany(addr)
		http.Error(w, "too many connections from this address", http.StatusTooManyRequests)
		return
	}
	defer leave()
	ws, err := upgrader.Upgrade(framedWriter{w, s.cfg.Limits.frames()}, r, nil)
	if err != nil {
		return // answered by the upgrader
	}
	c := &conn{srv: s, ws: ws, addr: addr, out: newOutbox(s.cfg.Limits.OutboxBytes), done: make(chan struct{})}
	if !s.conns.add(c) {
		ws.Close()
		return
	}
	defer s.conns.remove(c)
	c.run(s.life)
}

// next reads one message. One that is too long ends the connection before it is
// taken in.
func (c *conn) next() (kind int, b []byte, err error) {
	c.ws.SetReadLimit(maxMessage)
	kind, r, err := c.ws.NextReader()
	if err != nil {
		return 0, nil, err
	}
	most := maxMessage
	if c.session() == nil {
		most = maxFirst
	}
	b, err = io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(b) > most {
		err = websocket.ErrReadLimit
		c.end(websocket.CloseMessageTooBig, "the message is too large")
		c.flush()
	}
	return kind, b, err
}

// accept takes one message: answers a ping, refuses, or hands it to the worker.
// What there is too much of is refused before it is parsed. An error ends the
// connection.
func (c *conn) accept(ctx context.Context, wg *sync.WaitGroup, kind int, b []byte) error {
	received := time.Now()
	c.srv.metrics.received.Add(1)
	if !c.mayGoOn(cost(len(b)), received) {
		if c.refused.Take(c.patience(), cost(len(b)), received) > 0 {
			c.flooding()
			return errors.New("flooding")
		}
		c.refuse(peek(b), codeError(signaling.CodeTooFast, ""))
		return nil
	}
	env, err := signaling.DecodeEnvelope(b, maxMessage)
	if kind != websocket.TextMessage && err == nil {
		err = codeError(signaling.CodeMalformed, "not a text message")
	}
	if err == nil && env.ID == 0 {
		err = codeError(signaling.CodeMalformed, "a request needs an id")
	}
	if err != nil {
		c.refuse(env, err)
		c.end(signaling.CloseProtocol, err.Error())
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
func (c *conn) mayGoOn(cost float64, now time.Time) bool {
	if s := c.session(); s != nil {
		return c.srv.gates.message(s.user, c.addr, cost, now)
	}
	r, l := beforeLogin, c.srv.cfg.Limits.messages()
	r.PerSecond, r.Burst = min(r.PerSecond, l.PerSecond), min(r.Burst, l.Burst)
	return c.first.Take(r, cost, now) == 0
}

// patience is how many refusals a connection may make necessary: so many at once,
// and as many again in a minute.
func (c *conn) patience() limit.Rate {
	n := float64(c.srv.cfg.Limits.MaxRefused)
	if c.session() == nil {
		n = min(n, 20)
	}
	return limit.Rate{PerSecond: n / 60, Burst: n}
}

// enqueue hands a request to the worker.
func (c *conn) enqueue(ctx context.Context, wg *sync.WaitGroup, env signaling.Envelope) {
	most := maxOpen
	if c.session() == nil {
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
		c.refuse(env, codeError(signaling.CodeBusy, "too many open requests"))
	case start:
		wg.Go(func() { c.work(ctx) })
	}
}
