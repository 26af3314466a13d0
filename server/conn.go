package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"onair/server/limit"
	"onair/server/logs"
	"onair/signaling"
)

const (
	writeTimeout = 10 * time.Second
	maxOpen      = 32       // requests of one connection waiting to be handled
	maxOpenFirst = 8        // the same, before the login
	maxFirst     = 16 << 10 // bytes of a message before the login
)

// conn is one WebSocket. Its reader owns the buckets; requests are handled one
// after the other by a worker that lives while there are any.
type conn struct {
	srv     *Server
	ws      *websocket.Conn
	addr    netip.Addr // of the client, as limits count it
	out     *outbox
	done    chan struct{} // closed when the reader has ended
	first   limit.Bucket  // messages before the login
	refused limit.Bucket  // messages refused
	ending  atomic.Bool   // what waits is not done any more

	mu   sync.Mutex
	sess *session
	open []signaling.Envelope
	busy bool
}

// run reads until the connection ends, then tells the session.
func (c *conn) run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { c.write(ctx) })
	err := c.read(ctx, &wg)
	close(c.done)
	cancel()
	c.dropOpen()
	c.ws.Close()
	c.out.drop()
	wg.Wait()
	if s := c.session(); s != nil {
		c.srv.log.Debug("connection ended", "user", s.user, "from", c.addr, "err", err)
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
	c.srv.gates.loggedIn(s.user, time.Now())
	_ = c.ws.SetReadDeadline(time.Now().Add(3 * c.srv.cfg.Limits.PingInterval)) // no longer that of the login
}

func (c *conn) read(ctx context.Context, wg *sync.WaitGroup) error {
	login := time.Now().Add(c.srv.cfg.Limits.LoginTimeout)
	silence := 3 * c.srv.cfg.Limits.PingInterval
	for {
		deadline := time.Now().Add(silence)
		if c.session() == nil {
			deadline = login
		}
		_ = c.ws.SetReadDeadline(deadline)
		kind, b, err := c.next()
		switch {
		case errors.Is(err, limit.ErrFrames):
			c.flooding()
			c.flush()
			c.drain()
			return err
		case err != nil:
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

// work handles the open requests in order and ends when there are none.
func (c *conn) work(ctx context.Context) {
	for {
		c.mu.Lock()
		if len(c.open) == 0 || c.ending.Load() || ctx.Err() != nil {
			c.open, c.busy = nil, false
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
		out.Code, out.Desc, out.Wait, out.Data = e.Code, logs.Text(e.Desc), e.Wait, nil
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
				buf = i.ev.Append(buf[:0], i.seq)
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
