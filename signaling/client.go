package signaling

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Client holds one session with a server. It reconnects and resumes by itself
// until Close, or until the server ends the session for good (kicked, signature
// refused). All methods may be called from any goroutine.
//
// Goroutines: run owns the link and makes new ones; dispatch runs the callbacks;
// each link has a reader and a writer. Close ends and awaits them all.
type Client struct {
	opt    Options
	places *places
	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	wg     sync.WaitGroup
	queue  chan func() // to dispatch
	retry  chan struct{}
	clock  clock

	mu      sync.Mutex
	link    *link
	linkUp  chan struct{} // closed while link is set, or the client is closed
	status  Status
	session LoginReply
	lastSeq uint64
	nextID  uint64
	pending map[uint64]*call
	place   string // of the last link
}

// Dial connects and logs in. On failure it returns a *Error: CodeUnreachable,
// CodeTimeout, or what the server answered to login. It does not retry: only a
// client that was connected once reconnects by itself.
func Dial(ctx context.Context, opt Options) (*Client, error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	c := &Client{
		opt:     opt,
		places:  newPlaces(opt.URL),
		queue:   make(chan func(), 256),
		retry:   make(chan struct{}, 1),
		linkUp:  make(chan struct{}),
		pending: make(map[uint64]*call),
		status:  Status{State: StateConnecting},
	}
	l, reply, err := c.open(ctx, TypeLogin, opt.Login)
	if err != nil {
		return nil, err
	}
	c.ctx, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
	c.adopt(l, reply)
	c.wg.Add(2)
	go c.dispatch()
	go c.run(l)
	return c, nil
}

// Close ends the connection at once and waits until no callback runs any more.
// The session stays on the server for its grace time unless Logout came first.
// Calling it again is harmless.
func (c *Client) Close() error {
	c.cancel()
	c.wg.Wait()
	return nil
}

// Logout ends the session on the server, then closes the client. The error is
// the server's; the client is closed in any case.
func (c *Client) Logout(ctx context.Context) error {
	err := c.Call(ctx, TypeLogout, nil, nil)
	c.Close()
	return err
}

// Session returns the reply that opened or last resumed the session.
func (c *Client) Session() LoginReply {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.session
}

// Status returns the present state.
func (c *Client) Status() Status {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.status
}

// RetryNow ends the wait before the next attempt to reconnect. It does nothing
// while connected.
func (c *Client) RetryNow() {
	select {
	case c.retry <- struct{}{}:
	default:
	}
}

// RoundTrip returns the smoothed round trip time to the server; 0 before the
// first measurement.
func (c *Client) RoundTrip() time.Duration { return c.clock.roundTrip() }

// ClockOffset returns how far the server's clock is ahead of this machine's,
// from the best of the last measurements.
func (c *Client) ClockOffset() time.Duration { return c.clock.offset() }

// dispatch runs the callbacks until run has ended and the queue is empty.
func (c *Client) dispatch() {
	defer c.wg.Done()
	for f := range c.queue {
		f()
	}
}

// run lives as long as the client: it awaits the end of each link and makes the
// next one. It is the only one to close the queue.
func (c *Client) run(l *link) {
	defer c.wg.Done()
	defer close(c.queue)
	for {
		start := time.Now()
		err := c.serve(l)
		if c.ctx.Err() != nil {
			c.finish(nil)
			return
		}
		if isFinal(err) {
			c.finish(err)
			return
		}
		c.opt.Logger.Info("signaling link lost", "err", err)
		if l, err = c.reconnect(err, time.Since(start)); err != nil {
			if c.ctx.Err() != nil {
				err = nil
			}
			c.finish(err)
			return
		}
	}
}

// serve runs one link until it breaks or the client closes.
func (c *Client) serve(l *link) error {
	ctx, cancel := context.WithCancel(c.ctx)
	defer cancel()
	var wg sync.WaitGroup
	wg.Go(func() { l.write(ctx) })
	wg.Go(func() { c.ping(ctx, l) })
	wg.Go(func() { c.lookElsewhere(ctx, l) })
	wg.Go(func() {
		<-ctx.Done()
		l.close()
	})
	err := c.read(l)
	c.dropLink(err)
	cancel()
	wg.Wait()
	return err
}

// adopt makes l the current link, and reports whether it leads elsewhere than the last.
func (c *Client) adopt(l *link, reply LoginReply) (moved bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	moved = c.place != "" && c.place != l.place
	reply.Moved, c.place = moved, l.place
	c.link, c.session = l, reply
	c.places.learn(reply.Nodes)
	if reply.Mode != ModeReplay {
		c.lastSeq = reply.Seq
	}
	c.status = Status{State: StateConnected}
	close(c.linkUp)
	return moved
}

// dropLink forgets the current link and fails the calls that waited on it.
func (c *Client) dropLink(cause error) {
	c.mu.Lock()
	c.link = nil
	c.linkUp = make(chan struct{})
	lost := c.pending
	c.pending = make(map[uint64]*call)
	c.mu.Unlock()
	for _, p := range lost {
		c.complete(p, Envelope{}, &Error{Code: CodeLinkLost, Op: p.typ, Desc: CodeLinkLost.Info().Text, Err: cause})
	}
}

func (c *Client) setStatus(s Status) {
	c.mu.Lock()
	c.status = s
	c.mu.Unlock()
	if c.opt.OnState != nil {
		c.queue <- func() { c.opt.OnState(s) }
	}
}

// finish is the end of run: no link, state closed, waiting calls released.
func (c *Client) finish(err error) {
	c.cancel()
	c.setStatus(Status{State: StateClosed, Err: err})
	c.mu.Lock()
	close(c.linkUp)
	c.mu.Unlock()
}

// isFinal reports whether an error ends the session for good.
func isFinal(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code.Info().Duty {
	case DutyLogin, DutyGoAway:
		return e.Code != CodeSessionGone
	}
	return e.Code == CodeVersion || e.Code == CodeClosed || e.Code == CodeBadArgument
}
