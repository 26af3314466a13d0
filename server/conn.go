package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"onair/signaling"
)

const (
	writeTimeout = 10 * time.Second
	maxOpen      = 32 // requests of one connection waiting to be handled
)

// conn is one WebSocket. Its reader owns the limiter; requests are handled one
// after the other by a worker that lives while there are any.
type conn struct {
	srv     *Server
	ws      *websocket.Conn
	remote  string
	out     *outbox
	done    chan struct{} // closed when the reader has ended
	limiter *rate.Limiter
	refused int

	mu   sync.Mutex
	sess *session
	open []signaling.Envelope
	busy bool
}

var upgrader = websocket.Upgrader{
	ReadBufferSize:  4 << 10,
	WriteBufferSize: 8 << 10,
	WriteBufferPool: &sync.Pool{},
	Error: func(w http.ResponseWriter, _ *http.Request, status int, reason error) {
		http.Error(w, reason.Error(), status)
	},
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
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // answered by the upgrader
	}
	c := &conn{
		srv: s, ws: ws, remote: r.RemoteAddr,
		out:     newOutbox(s.cfg.Limits.OutboxBytes),
		done:    make(chan struct{}),
		limiter: rate.NewLimiter(rate.Limit(s.cfg.Limits.MessageRate), s.cfg.Limits.MessageBurst),
	}
	if !s.conns.add(c) {
		ws.Close()
		return
	}
	defer s.conns.remove(c)
	c.run(s.life)
}

// run reads until the connection ends, then tells the session.
func (c *conn) run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { c.write(ctx) })
	err := c.read(ctx, &wg)
	close(c.done)
	cancel()
	c.ws.Close()
	wg.Wait()
	if s := c.session(); s != nil {
		c.srv.log.Debug("connection ended", "user", s.user, "remote", c.remote, "err", err)
		c.srv.connLost(s, c)
	}
}

func (c *conn) session() *session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sess
}

func (c *conn) setSession(s *session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sess = s
	_ = c.ws.SetReadDeadline(time.Now().Add(3 * c.srv.cfg.Limits.PingInterval)) // no longer that of the login
}

func (c *conn) read(ctx context.Context, wg *sync.WaitGroup) error {
	c.ws.SetReadLimit(maxMessage)
	login := time.Now().Add(c.srv.cfg.Limits.LoginTimeout)
	silence := 3 * c.srv.cfg.Limits.PingInterval
	for {
		deadline := time.Now().Add(silence)
		if c.session() == nil {
			deadline = login
		}
		_ = c.ws.SetReadDeadline(deadline)
		kind, b, err := c.ws.ReadMessage()
		if err != nil {
			if c.session() == nil && !time.Now().Before(login) {
				c.end(signaling.CloseLogout, "no login in time")
				c.flush()
			}
			return err
		}
		if err := c.accept(ctx, wg, kind, b); err != nil {
			c.flush()
			c.drain()
			return err
		}
	}
}

// accept takes one message: answers a ping, refuses, or hands it to the worker.
// An error ends the connection.
func (c *conn) accept(ctx context.Context, wg *sync.WaitGroup, kind int, b []byte) error {
	received := time.Now()
	c.srv.metrics.received.Add(1)
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
	if !c.limiter.AllowN(received, 1) {
		c.refused++
		if c.refused > c.srv.cfg.Limits.MaxRefused {
			c.srv.metrics.flooding.Add(1)
			c.end(signaling.CloseFlood, signaling.CodeTooFast.Info().Text)
			return errors.New("flooding")
		}
		c.refuse(env, codeError(signaling.CodeTooFast, ""))
		return nil
	}
	c.refused = 0
	if env.Type == signaling.TypePing {
		c.pong(env, received)
		return nil
	}
	c.mu.Lock()
	full, start := len(c.open) >= maxOpen, !c.busy
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
	return nil
}

// work handles the open requests in order and ends when there are none.
func (c *conn) work(ctx context.Context) {
	for {
		c.mu.Lock()
		if len(c.open) == 0 {
			c.busy = false
			c.mu.Unlock()
			return
		}
		env := c.open[0]
		c.open = c.open[1:]
		c.mu.Unlock()
		c.srv.handle(ctx, c, env)
	}
}

// pong answers a ping from the reader's goroutine.
func (c *conn) pong(env signaling.Envelope, received time.Time) {
	var in signaling.PingRequest
	if err := env.Decode(&in); err != nil {
		c.refuse(env, err)
		return
	}
	if s := c.session(); s != nil {
		s.acknowledge(in.LastSeq)
	}
	c.reply(env, 0, signaling.PingReply{Sent: in.Sent, Received: received.UnixMicro(), Replied: time.Now().UnixMicro()}, nil)
}

// refuse answers with an error.
func (c *conn) refuse(env signaling.Envelope, err error) { c.reply(env, 0, nil, err) }

// reply queues the answer to a request.
func (c *conn) reply(env signaling.Envelope, seq uint64, data any, err error) {
	c.put(outItem{raw: encodeReply(env, seq, data, err)})
}

func encodeReply(req signaling.Envelope, seq uint64, data any, err error) []byte {
	or(&req.Type, signaling.TypeError)
	out := signaling.Envelope{V: signaling.Version, ID: req.ID, Type: req.Type, Seq: seq}
	if err == nil && data != nil {
		out.Data, err = json.Marshal(data)
	}
	if err != nil {
		e := wireError(err)
		out.Code, out.Desc, out.Data = e.Code, e.Desc, nil
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic("server: a reply that is no JSON") // our own types only
	}
	return b
}

// put queues for the writer; who reads too slowly is cut off.
func (c *conn) put(items ...outItem) {
	if !c.out.put(items...) {
		c.srv.metrics.slow.Add(1)
		c.end(signaling.CloseSlow, "reading too slowly")
		c.ws.SetReadDeadline(time.Now()) // wakes the reader, which ends the connection
	}
}

// write sends what is queued until ctx ends or an end was sent.
func (c *conn) write(ctx context.Context) {
	defer close(c.out.finished)
	var spare []outItem
	var buf []byte
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.out.wake:
		}
		items := c.out.take(spare)
		for _, i := range items {
			_ = c.ws.SetWriteDeadline(time.Now().Add(writeTimeout))
			if i.close != 0 {
				_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(i.close, i.text), time.Now().Add(time.Second))
				_ = c.ws.SetReadDeadline(time.Now().Add(time.Second)) // for the peer's close
				return
			}
			b := i.raw
			if i.ev != nil {
				buf = i.ev.frame(buf[:0], i.seq)
				b = buf
			}
			if err := c.ws.WriteMessage(websocket.TextMessage, b); err != nil {
				c.ws.Close()
				return
			}
			c.srv.metrics.sent.Add(1)
		}
		clear(items)
		spare = items
	}
}
