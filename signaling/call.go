package signaling

import (
	"context"
)

// call is a request that waits for its reply.
type call struct {
	typ  string
	out  any
	then func(error)
	err  error
	done chan struct{}
}

// Call sends a request and waits for its reply, which is decoded into out (nil
// to ignore it). While the link is down it waits for the next one. A link that
// breaks under an open request gives CodeLinkLost: the server may have done it
// or not, so look before repeating. Errors are *Error.
func (c *Client) Call(ctx context.Context, typ string, in, out any) error {
	return c.CallThen(ctx, typ, in, out, nil)
}

// CallThen is Call, and runs then(err) on the callbacks' goroutine exactly at
// the reply's place among the events, with out filled, before it returns. then
// also runs when the link breaks under the request. It does not run when the
// request was never sent, or ctx ended first.
func (c *Client) CallThen(ctx context.Context, typ string, in, out any, then func(error)) error {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.opt.CallTimeout)
		defer cancel()
	}
	p := &call{typ: typ, out: out, then: then, done: make(chan struct{})}
	id, l, err := c.register(ctx, p)
	if err != nil {
		return err
	}
	b, err := encode(id, typ, in)
	if err != nil {
		c.take(id)
		return err
	}
	select {
	case l.out <- b:
	case <-l.done:
	case <-ctx.Done():
	}
	select {
	case <-p.done:
		return p.err
	case <-ctx.Done():
		if c.take(id) == nil { // the reply is being handled: out is in use
			<-p.done
			return p.err
		}
		return ctxError(ctx, typ)
	}
}

// register waits for a link and files the call under a new ID.
func (c *Client) register(ctx context.Context, p *call) (uint64, *link, error) {
	for {
		c.mu.Lock()
		if c.status.State == StateClosed {
			err := c.status.Err
			c.mu.Unlock()
			return 0, nil, closedError(p.typ, err)
		}
		if c.link != nil {
			c.nextID++
			id := c.nextID + 1 // 1 is the handshake's
			c.pending[id] = p
			l := c.link
			c.mu.Unlock()
			return id, l, nil
		}
		up := c.linkUp
		c.mu.Unlock()
		select {
		case <-up:
		case <-ctx.Done():
			return 0, nil, ctxError(ctx, p.typ)
		}
	}
}

func closedError(op string, cause error) error {
	code := CodeClosed
	if cause != nil && CodeOf(cause) == CodeKickedOffline {
		code = CodeKickedOffline
	}
	return &Error{Code: code, Op: op, Desc: code.Info().Text, Err: cause}
}

// take removes a pending call; nil if somebody else has it.
func (c *Client) take(id uint64) *call {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.pending[id]
	delete(c.pending, id)
	return p
}

func (c *Client) handleReply(env Envelope) {
	p := c.take(env.ID)
	if p == nil {
		return // given up in the meantime
	}
	var err error
	if env.Code != CodeOK {
		err = replyError(env, p.typ)
	}
	c.complete(p, env, err)
}

// complete ends a call on the right goroutine. Whoever took the call out of
// pending calls it, so it happens once.
func (c *Client) complete(p *call, env Envelope, err error) {
	finish := func() {
		if err == nil {
			err = env.Decode(p.out)
		}
		p.err = err
		if p.then != nil {
			p.then(err)
		}
		close(p.done)
	}
	if p.then == nil {
		finish()
		return
	}
	c.queue <- finish
}
