package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

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

// Under carries what a connection says: a WebSocket here, or one at another node. Its
// methods do not wait.
type Under interface {
	// Post sends an event with a session's number; false: the client reads too slowly.
	Post(seq uint64, ev *signaling.Event) bool
	// Send sends a message; false: the client reads too slowly.
	Send(b []byte) bool
	// End sends a close code behind all that.
	End(code int, text string)
	// LoggedIn: messages may be larger from now on, and the time for the login is over.
	LoggedIn()
	// Wake has the reader look whether the connection is to end.
	Wake()
	// Cut ends the connection at once.
	Cut()
}

// Conn is one client's connection. Its methods may be called from any goroutine and do
// not wait. Its reader owns the buckets; requests are handled one after the other by a
// worker that lives while there are any.
type Conn struct {
	gw      *Gateway
	under   Under
	addr    netip.Addr // of the client, as limits count it
	host    string     // that the client asked
	secure  bool       // over TLS
	ctx     context.Context
	cancel  context.CancelFunc
	wg      sync.WaitGroup // of the worker
	done    chan struct{}  // closed when nothing is read any more
	first   limit.Bucket   // messages before the login
	refused limit.Bucket   // messages refused
	ending  atomic.Bool    // what waits is not done any more
	gone    sync.Once
	leave   func() // gives the places back of one that has joined

	mu   sync.Mutex
	sess Session
	open []signaling.Envelope
	busy bool
}

func (g *Gateway) newConn(ctx context.Context, u Under, addr netip.Addr, host string, secure bool) *Conn {
	c := &Conn{gw: g, under: u, addr: addr, host: host, secure: secure, done: make(chan struct{})}
	c.ctx, c.cancel = context.WithCancel(ctx)
	return c
}

// run reads until the connection ends, then tells the session.
func (c *Conn) run(s *socket) {
	var wg sync.WaitGroup
	wg.Go(func() { s.write(c.ctx) })
	err := s.read(c)
	c.stop()
	s.close()
	wg.Wait()
	c.lost(err)
}

// stop ends what waits; nothing is read any more.
func (c *Conn) stop() {
	close(c.done)
	c.cancel()
	c.dropOpen()
}

// lost waits for the worker and tells the session that its connection is gone.
func (c *Conn) lost(err error) {
	c.wg.Wait()
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
	c.under.LoggedIn()
}

// Addr is where the client is, as limits count it.
func (c *Conn) Addr() netip.Addr { return c.addr }

// Asked is the host, perhaps with a port, that the client asked for, and whether over TLS.
func (c *Conn) Asked() (host string, secure bool) { return c.host, c.secure }

// Done is closed when nothing is read any more.
func (c *Conn) Done() <-chan struct{} { return c.done }

// Ending reports whether what waits here is not done any more.
func (c *Conn) Ending() bool { return c.ending.Load() }

// work handles the open requests in order and ends when there are none.
func (c *Conn) work() {
	for {
		c.mu.Lock()
		if len(c.open) == 0 || c.ending.Load() || c.ctx.Err() != nil {
			c.open, c.busy = nil, false
			c.mu.Unlock()
			return
		}
		env := c.open[0]
		c.open = c.open[1:]
		c.mu.Unlock()
		c.gw.cfg.Handle(c.ctx, c, env)
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
	c.Reply(env, 0, pongOf(in, received), nil)
}

func pongOf(in signaling.PingRequest, received time.Time) signaling.PingReply {
	return signaling.PingReply{Sent: in.Sent, Received: received.UnixMicro(), Replied: time.Now().UnixMicro()}
}

// Refuse answers with an error.
func (c *Conn) Refuse(env signaling.Envelope, err error) { c.Reply(env, 0, nil, err) }

// Reply queues the answer to a request, at a place among the session's events.
func (c *Conn) Reply(env signaling.Envelope, seq uint64, data any, err error) {
	c.put(c.under.Send(encodeReply(env, seq, data, err, c.gw.cfg.Error)))
}

func encodeReply(req signaling.Envelope, seq uint64, data any, err error, coded func(error) *signaling.Error) []byte {
	if req.Type == "" {
		req.Type = signaling.TypeError
	}
	out := signaling.Envelope{V: signaling.Version, ID: req.ID, Type: req.Type, Seq: seq}
	if err == nil && data != nil {
		out.Data, err = json.Marshal(data)
	}
	if err != nil {
		e := coded(err)
		out.Code, out.Desc, out.Wait, out.Data = e.Code, logs.Text(e.Desc), e.Wait, nil
	}
	b, _ := json.Marshal(out) // cannot fail: the data are JSON already
	return b
}

// Post queues an event with a session's number.
func (c *Conn) Post(seq uint64, ev *signaling.Event) { c.put(c.under.Post(seq, ev)) }

// put looks whether something was queued; who reads too slowly is cut off.
func (c *Conn) put(ok bool) {
	if !ok {
		c.gw.stats.Slow.Add(1)
		c.End(signaling.CloseSlow, "reading too slowly")
		c.under.Wake() // the reader ends the connection
	}
}

// End queues the end of the connection behind what waits already. A code is one of
// the Close... constants or of WebSocket's.
func (c *Conn) End(code int, text string) {
	c.under.End(code, text)
	c.dropOpen()
}

// dropOpen forgets the requests that wait: nobody is there for their answers.
func (c *Conn) dropOpen() {
	c.ending.Store(true)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open = nil
}

// flooding ends a connection that sends far too much.
func (c *Conn) flooding() {
	c.gw.stats.Flooding.Add(1)
	c.gw.cfg.Log.Info("a connection is cut because it floods", "from", c.addr)
	c.End(signaling.CloseFlood, signaling.CodeTooFast.Info().Text)
}

var errFlooding = errors.New("flooding")
