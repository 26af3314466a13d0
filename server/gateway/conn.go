package gateway

import (
	"cmp"
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

// Conn is one WebSocket. Its methods may be called from any goroutine and do not
// wait. Its reader owns the buckets; requests are handled one
// after the other by a worker that lives while there are any.
type Conn struct {
	gw      *Gateway
	ws      *websocket.Conn
	addr    netip.Addr // of the client, as limits count it
	host    string     // that the client asked
	secure  bool       // over TLS
	out     *outbox
	done    chan struct{} // closed when the reader has ended
	first   limit.Bucket  // messages before the login
	refused limit.Bucket  // messages refused
	ending  atomic.Bool   // what waits is not done any more

	mu   sync.Mutex
	sess Session
	open []signaling.Envelope
	busy bool
}

// run reads until the connection ends, then tells the session.
func (c *Conn) run(ctx context.Context) {
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
	if s := c.Session(); s != nil {
		c.gw.cfg.Log.Debug("connection ended", "user", s.User(), "from", c.addr, "err", err)
		c.gw.cfg.Lost(c)
	}
}

// Session is who has logged in here; nil before that.
func (c *Conn) Session() Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sess
}

// LogIn makes s the session of this connection.
func (c *Conn) LogIn(s Session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sess = s
	c.gw.cfg.Gates.LoggedIn(s.User(), time.Now())
	_ = c.ws.SetReadDeadline(time.Now().Add(3 * c.gw.cfg.PingInterval)) // no longer that of the login
}

// Addr is where the client is, as limits count it.
func (c *Conn) Addr() netip.Addr { return c.addr }

// Asked is the host, perhaps with a port, that the client asked for, and whether over TLS.
func (c *Conn) Asked() (host string, secure bool) { return c.host, c.secure }

// Done is closed when nothing is read any more.
func (c *Conn) Done() <-chan struct{} { return c.done }

// Ending reports whether what waits here is not done any more.
func (c *Conn) Ending() bool { return c.ending.Load() }

func (c *Conn) read(ctx context.Context, wg *sync.WaitGroup) error {
	login := time.Now().Add(c.gw.cfg.LoginTimeout)
	silence := 3 * c.gw.cfg.PingInterval
	for {
		deadline := time.Now().Add(silence)
		if c.Session() == nil {
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
			if c.Session() == nil && !time.Now().Before(login) {
				c.End(signaling.CloseLogout, "no login in time")
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
func (c *Conn) work(ctx context.Context) {
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
		c.gw.cfg.Handle(ctx, c, env)
	}
}

// pong answers a ping from the reader's goroutine.
func (c *Conn) pong(env signaling.Envelope, received time.Time) {
	var in signaling.PingRequest
	if err := env.Decode(&in); err != nil {
		c.Refuse(env, err)
		return
	}
	if s := c.Session(); s != nil {
		s.Acknowledge(in.LastSeq)
	}
	c.Reply(env, 0, signaling.PingReply{Sent: in.Sent, Received: received.UnixMicro(), Replied: time.Now().UnixMicro()}, nil)
}

// Refuse answers with an error.
func (c *Conn) Refuse(env signaling.Envelope, err error) { c.Reply(env, 0, nil, err) }

// Reply queues the answer to a request, at a place among the session's events.
func (c *Conn) Reply(env signaling.Envelope, seq uint64, data any, err error) {
	c.put(outItem{raw: c.gw.encodeReply(env, seq, data, err)})
}

func (g *Gateway) encodeReply(req signaling.Envelope, seq uint64, data any, err error) []byte {
	req.Type = cmp.Or(req.Type, signaling.TypeError)
	out := signaling.Envelope{V: signaling.Version, ID: req.ID, Type: req.Type, Seq: seq}
	if err == nil && data != nil {
		out.Data, err = json.Marshal(data)
	}
	if err != nil {
		e := g.cfg.Error(err)
		out.Code, out.Desc, out.Wait, out.Data = e.Code, logs.Text(e.Desc), e.Wait, nil
	}
	b, _ := json.Marshal(out) // cannot fail: the data are JSON already
	return b
}

// Post queues an event with a session's number.
func (c *Conn) Post(seq uint64, ev *signaling.Event) { c.put(outItem{seq: seq, ev: ev}) }

// put queues for the writer; who reads too slowly is cut off.
func (c *Conn) put(items ...outItem) {
	if !c.out.put(items...) {
		c.gw.stats.Slow.Add(1)
		c.End(signaling.CloseSlow, "reading too slowly")
		_ = c.ws.SetReadDeadline(time.Now()) // wakes the reader, which ends the connection
	}
}

// write sends what is queued until ctx ends or an end was sent.
func (c *Conn) write(ctx context.Context) {
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
			c.gw.stats.Sent.Add(1)
		}
		clear(items)
		spare = items
	}
}
